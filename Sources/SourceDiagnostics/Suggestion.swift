/// Finds the name that somebody probably meant.
public enum Suggestion {
  /// How many candidates are compared letter by letter: names from a file may be very many.
  public static let candidatesMax = 128

  /// What a name was probably meant to be.
  public struct Match: Sendable, Equatable {
    public var name: String
    /// Whether nothing else can be meant: no other candidate is as near, and the two are the same but
    /// for a slip of the hand.
    public var isSure: Bool
    /// The other candidates that are just as near.
    public var others: [String] = []

    public init(name: String, isSure: Bool, others: [String] = []) {
      (self.name, self.isSure, self.others) = (name, isSure, others)
    }
  }

  /// The candidate nearest to `name`, or `nil` where none is near enough.
  public static func nearest(to name: String, in candidates: [String]) -> String? {
    find(name, in: candidates)?.name
  }

  /// The candidate nearest to `name` and whether it is sure, or `nil` where none is near enough.
  ///
  /// A candidate that differs only in case, or in `-`, `_`, space and the like, wins at once.
  /// Otherwise the restricted Damerau-Levenshtein distance may be at most a third of the longer
  /// name, and at least 1. On a tie the earlier candidate wins, so the order of candidates is the
  /// order of preference; but then it is not sure. Nor is it where there are more candidates than are
  /// compared. Linear in the number of candidates; names beyond 64 bytes get none.
  ///
  /// - Parameter isOpen: whether the candidates are names that people make up, where another letter
  ///   makes another name: `set_order` is not sure to mean `get_order`.
  public static func find(
    _ name: String,
    in candidates: [String],
    isOpen: Bool = false
  ) -> Match? {
    let wanted = Array(name.utf8)
    guard (1...64).contains(wanted.count) else { return nil }
    let isAll = candidates.count <= candidatesMax
    let compared = candidates.prefix(candidatesMax)
    let folded = fold(wanted)
    if !folded.isEmpty {
      let same = unique(compared.filter { folds($0, to: folded) && $0 != name })
      if let first = same.first {
        let others = Array(same.dropFirst())
        return Match(name: first, isSure: isAll && others.isEmpty, others: others)
      }
    }
    var best: (distance: Int, names: [String]) = (.max, [])
    for candidate in compared where candidate != name {
      let count = candidate.utf8.count
      let limit = max(1, max(count, wanted.count) / 3)
      // Two-letter names are all near each other: only an exact fold may match those.
      guard abs(count - wanted.count) <= limit, count > 2 else { continue }
      let distance = distance(wanted, Array(candidate.utf8), most: min(limit, best.distance))
      guard distance <= limit, distance < min(count, wanted.count) else { continue }
      if distance < best.distance {
        best = (distance, [candidate])
      } else if distance == best.distance {
        best.names.append(candidate)
      }
    }
    let names = unique(best.names)
    guard let first = names.first else { return nil }
    let others = Array(names.dropFirst())
    let isSure =
      isAll && others.isEmpty && isSlip(name, first) && !(isOpen && hasOtherLetters(name, first))
    return Match(name: first, isSure: isSure, others: others)
  }

  /// The candidates that have most pairs of letters in common with a name, for their length, the nearest
  /// first; of equal ones the earlier.
  public static func closest(_ count: Int, to name: String, in candidates: [String]) -> [String] {
    let wanted = pairs(of: name)
    let ranks = candidates.map { candidate in
      let own = pairs(of: candidate)
      let common = wanted.reduce(0) { $0 + (own.contains($1) ? 1 : 0) }
      return 1000 * common / max(wanted.count + own.count, 1)
    }
    return candidates.indices.sorted { (-ranks[$0], $0) < (-ranks[$1], $1) }.prefix(count)
      .map { candidates[$0] }
  }

  /// The pairs of neighbouring letters in the beginning of a name.
  private static func pairs(of name: String) -> [UInt16] {
    let letters = name.utf8.prefix(64).compactMap(fold)
    return zip(letters, letters.dropFirst()).map { UInt16($0) << 8 | UInt16($1) }
  }

  /// Whether a letter stands in the place of another one: the names are equally long, and not the same
  /// letters in another order.
  private static func hasOtherLetters(_ name: String, _ candidate: String) -> Bool {
    name.utf8.count == candidate.utf8.count && name.utf8.sorted() != candidate.utf8.sorted()
  }

  /// The names in their order, each once: a list of a file may hold one twice.
  private static func unique(_ names: [String]) -> [String] {
    guard names.count > 1 else { return names }
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// Whether two names are the same but for case and separators, as those of other languages and
  /// libraries are.
  public static func isSameWord(_ name: String, _ candidate: String) -> Bool {
    let folded = folded(name)
    return !folded.isEmpty && folded == self.folded(candidate)
  }

  /// A name without case and separators.
  public static func folded(_ name: String) -> [UInt8] { fold(Array(name.utf8)) }

  /// Whether `candidate` is so near to `name` that it may be the same by a slip of the hand: the same
  /// but for case and separators, or one slip away (two in a long name), with the same digits.
  ///
  /// Digits carry meaning of their own: another date names another snapshot.
  private static func isSlip(_ name: String, _ candidate: String) -> Bool {
    let (wanted, letters) = (Array(name.utf8), Array(candidate.utf8))
    let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
    guard wanted.count <= 64, wanted.filter(isDigit) == letters.filter(isDigit) else {
      return false
    }
    let most = min(wanted.count, letters.count) >= 6 ? 2 : 1
    return distance(wanted, letters, most: most) <= most
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

  /// The number of insertions, deletions, replacements and swaps of neighbours; any greater number where
  /// it is more than `most`.
  static func distance(_ left: [UInt8], _ right: [UInt8], most: Int = .max) -> Int {
    let width = right.count + 1
    // Three rows of the table, used in turn: a file may ask for hundreds of thousands of distances.
    var rows = [Int](repeating: 0, count: 3 * width)
    for j in 0..<width { rows[j] = j }
    var (beforePrevious, previous, current) = (2 * width, 0, width)
    var least = 0
    for i in 0..<left.count {
      rows[current] = i + 1
      let before = least
      least = i + 1
      for j in 0..<right.count {
        let cost = left[i] == right[j] ? 0 : 1
        var best = min(rows[previous + j + 1] + 1, rows[current + j] + 1, rows[previous + j] + cost)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, rows[beforePrevious + j - 1] + 1)
        }
        rows[current + j + 1] = best
        least = min(least, best)
      }
      // A swap skips one row, so it takes two to say that nothing less will come.
      if min(before, least) > most { return least }
      (beforePrevious, previous, current) = (previous, current, beforePrevious)
    }
    return rows[previous + right.count]
  }
}
