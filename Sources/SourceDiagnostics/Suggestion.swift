/// Finds the name that somebody probably meant.
public enum Suggestion {
  /// How many candidates are compared letter by letter: names from a file may be very many.
  private static let candidatesMax = 128

  /// The candidate nearest to `name`, or `nil` where none is near enough.
  ///
  /// A candidate that differs only in case, or in `-`, `_`, space and the like, wins at once.
  /// Otherwise the restricted Damerau-Levenshtein distance may be at most a third of the longer
  /// name, and at least 1. On a tie the earlier candidate wins, so the order of candidates is the
  /// order of preference. Linear in the number of candidates; names beyond 64 bytes get none.
  public static func nearest(to name: String, in candidates: [String]) -> String? {
    let wanted = Array(name.utf8)
    guard (1...64).contains(wanted.count) else { return nil }
    let folded = fold(wanted)
    if let same = candidates.prefix(candidatesMax).first(where: {
      folds($0, to: folded) && $0 != name
    }) {
      return same
    }
    var best: (distance: Int, name: String)?
    for candidate in candidates.prefix(candidatesMax) where candidate != name {
      let letters = Array(candidate.utf8)
      let limit = max(1, max(letters.count, wanted.count) / 3)
      guard abs(letters.count - wanted.count) <= limit else { continue }
      let distance = distance(wanted, letters)
      // Two-letter names are all near each other: only an exact fold may match those.
      guard distance <= limit, distance < min(letters.count, wanted.count) else { continue }
      guard letters.count > 2 else { continue }
      if distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.name
  }

  /// Whether `candidate` is so near to `name` that nothing else can be meant: the same but for case
  /// and separators, or one slip of the hand away (two in a long name), with the same digits.
  ///
  /// Digits carry meaning of their own: another date names another snapshot.
  public static func isSure(_ name: String, _ candidate: String) -> Bool {
    let (wanted, letters) = (Array(name.utf8), Array(candidate.utf8))
    if fold(wanted) == fold(letters) { return true }
    let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
    guard wanted.count <= 64, wanted.filter(isDigit) == letters.filter(isDigit) else {
      return false
    }
    return distance(wanted, letters) <= (min(wanted.count, letters.count) >= 6 ? 2 : 1)
  }

  /// Letters in lower case and digits; everything else dropped.
  private static func fold(_ name: [UInt8]) -> [UInt8] { name.compactMap(fold) }

  private static func fold(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte + 0x20
    case 0x61...0x7A, 0x30...0x39, 0x80...: byte
    default: nil
    }
  }

  /// Whether a name is `folded`, folded. Asked for every candidate, so nothing is allocated.
  private static func folds(_ name: String, to folded: [UInt8]) -> Bool {
    var index = 0
    for byte in name.utf8 {
      guard let letter = fold(byte) else { continue }
      guard index < folded.count, folded[index] == letter else { return false }
      index += 1
    }
    return index == folded.count
  }

  /// The number of insertions, deletions, replacements and swaps of neighbours.
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    let width = right.count + 1
    // Three rows of the table, used in turn: a file may ask for hundreds of thousands of distances.
    var rows = [Int](repeating: 0, count: 3 * width)
    for j in 0..<width { rows[j] = j }
    var (beforePrevious, previous, current) = (2 * width, 0, width)
    for i in 0..<left.count {
      rows[current] = i + 1
      for j in 0..<right.count {
        let cost = left[i] == right[j] ? 0 : 1
        var best = min(rows[previous + j + 1] + 1, rows[current + j] + 1, rows[previous + j] + cost)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, rows[beforePrevious + j - 1] + 1)
        }
        rows[current + j + 1] = best
      }
      (beforePrevious, previous, current) = (previous, current, beforePrevious)
    }
    return rows[previous + right.count]
  }
}
