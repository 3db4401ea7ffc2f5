/// What two sequences have in common, in order: Myers' algorithm, in linear space and with bounded work.
struct SequenceDifference {
  /// A run that both sequences have.
  struct Run: Equatable {
    var old: Int
    var new: Int
    var count: Int
  }

  private let old: [Int32]
  private let new: [Int32]
  /// How many steps may still be taken.
  private var steps: Int
  private var runs: [Run] = []
  private var forward: [Int]
  private var backward: [Int]
  private let middle: Int

  /// The runs, which lie between others as they are; `nil` where the sequences have more than so many
  /// differences.
  static func common(_ old: [Int32], _ new: [Int32], differencesMax: Int) -> [Run]? {
    var difference = SequenceDifference(old, new, differencesMax)
    guard difference.compare(0..<old.count, 0..<new.count, differencesMax) else { return nil }
    return difference.joined
  }

  private init(_ old: [Int32], _ new: [Int32], _ differencesMax: Int) {
    (self.old, self.new) = (old, new)
    middle = min(old.count + new.count, differencesMax) / 2 + 2
    forward = Array(repeating: 0, count: 2 * middle + 2)
    backward = forward
    // Each difference is looked for at every diagonal that it may be on, and what is the same is passed once.
    steps = 4 * (differencesMax * differencesMax / 2 + old.count + new.count) + 1_000
  }

  private var joined: [Run] {
    runs.reduce(into: []) { result, run in
      if let last = result.last, last.old + last.count == run.old, last.new + last.count == run.new
      {
        result[result.count - 1].count += run.count
      } else {
        result.append(run)
      }
    }
  }

  /// Adds the runs of two parts; `false` where that takes too much.
  private mutating func compare(_ a: Range<Int>, _ b: Range<Int>, _ most: Int) -> Bool {
    var (a, b) = (a, b)
    var start = 0
    while start < min(a.count, b.count), old[a.lowerBound + start] == new[b.lowerBound + start] {
      start += 1
    }
    if start > 0 { runs.append(Run(old: a.lowerBound, new: b.lowerBound, count: start)) }
    a = a.lowerBound + start..<a.upperBound
    b = b.lowerBound + start..<b.upperBound
    var end = 0
    while end < min(a.count, b.count), old[a.upperBound - 1 - end] == new[b.upperBound - 1 - end] {
      end += 1
    }
    a = a.lowerBound..<a.upperBound - end
    b = b.lowerBound..<b.upperBound - end
    if !a.isEmpty, !b.isEmpty {
      guard let (split, differences) = middleOf(a, b, most), differences <= most else {
        return false
      }
      guard
        compare(a.lowerBound..<split.old, b.lowerBound..<split.new, differences),
        compare(split.old..<a.upperBound, split.new..<b.upperBound, differences)
      else { return false }
    } else if a.count + b.count > most {
      return false
    }
    if end > 0 { runs.append(Run(old: a.upperBound, new: b.upperBound, count: end)) }
    return true
  }

  /// A point on a shortest way from the beginning of both parts to their end, and how many differences lie on
  /// the way.
  private mutating func middleOf(
    _ a: Range<Int>,
    _ b: Range<Int>,
    _ most: Int
  ) -> (split: (old: Int, new: Int), differences: Int)? {
    let (n, m) = (a.count, b.count)
    let delta = n - m
    let isOdd = delta % 2 != 0
    let furthest = min((n + m + 1) / 2, most / 2 + 1, middle - 1)
    forward[middle + 1] = 0
    backward[middle + 1] = 0
    for d in 0...furthest {
      for k in stride(from: -d, through: d, by: 2) {
        let isDown = k == -d || k != d && forward[middle + k - 1] < forward[middle + k + 1]
        var x = isDown ? forward[middle + k + 1] : forward[middle + k - 1] + 1
        var y = x - k
        let first = x
        while x < n, y < m, old[a.lowerBound + x] == new[b.lowerBound + y] {
          x += 1
          y += 1
        }
        steps -= x - first + 1
        forward[middle + k] = x
        let other = delta - k
        if isOdd, abs(other) < d, x <= n, y <= m, meets(backward[middle + other], other, x, n, m) {
          return ((a.lowerBound + x, b.lowerBound + y), 2 * d - 1)
        }
      }
      for k in stride(from: -d, through: d, by: 2) {
        let isDown = k == -d || k != d && backward[middle + k - 1] < backward[middle + k + 1]
        var x = isDown ? backward[middle + k + 1] : backward[middle + k - 1] + 1
        var y = x - k
        let first = x
        while x < n, y < m, old[a.upperBound - 1 - x] == new[b.upperBound - 1 - y] {
          x += 1
          y += 1
        }
        steps -= x - first + 1
        backward[middle + k] = x
        let other = delta - k
        if !isOdd, abs(other) <= d, x <= n, y <= m, meets(forward[middle + other], other, x, n, m) {
          return ((a.upperBound - x, b.upperBound - y), 2 * d)
        }
      }
      guard steps > 0 else { return nil }
    }
    return nil
  }

  /// Whether a way from the other end, which is at `place` on its diagonal, has come as far as one from this
  /// end. Both may have run over an edge.
  private func meets(_ place: Int, _ diagonal: Int, _ x: Int, _ n: Int, _ m: Int) -> Bool {
    place <= n && place - diagonal <= m && x + place >= n
  }
}
