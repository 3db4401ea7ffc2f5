internal import SourceDiagnostics

/// Tells the random part of a key from words, numbers and what stands for a key in an example.
struct Randomness {
  private var hasLower = false
  private var hasUpper = false
  private var hasDigit = false
  /// The most letters and digits in a row, and the most with a digit among them.
  private var longest = 0
  private var longestWithDigit = 0
  /// Capitals that follow small letters: names in camel case have few.
  private var turns = 0
  /// Pairs of neighbours that count up or down, as in `1234` or `abcd`.
  private var steps = 0
  private var pairs = 0
  private var seen: UInt64 = 0

  init(_ text: ArraySlice<UInt8>) {
    var run = 0
    var runHasDigit = false
    var previous: UInt8 = 0
    var wasLower = false
    for byte in text {
      let value: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        (hasDigit, runHasDigit) = (true, true)
        value = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "z"):
        hasLower = true
        value = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "Z"):
        hasUpper = true
        value = byte - UInt8(ascii: "A") + 10
        if wasLower { turns += 1 }
      default:
        (run, runHasDigit, wasLower) = (0, false, false)
        continue
      }
      seen |= 1 << UInt64(value)
      if run > 0 {
        pairs += 1
        // From 9 to 0 and to a, from z to a and to 0.
        let isWrap = (previous == 9 || previous == 35) && (value == 0 || value == 10)
        if value == previous + 1 || previous == value + 1 || isWrap { steps += 1 }
      }
      run += 1
      longest = max(longest, run)
      if runHasDigit { longestWithDigit = max(longestWithDigit, run) }
      previous = value
      wasLower = byte >= UInt8(ascii: "a")
    }
  }

  private var hasBothCases: Bool { hasLower && hasUpper }

  /// Whether words joined by signs are not likely to look so.
  var isMixed: Bool {
    hasBothCases && hasDigit || longestWithDigit >= 16 || turns > 1 && longest >= 12
  }

  /// Whether capitals and small letters change as often as in no name in camel case.
  var isShuffled: Bool { turns > 3 && turns * 5 >= longest }

  /// Letters of both cases and digits: what base64 gives.
  var hasAllKinds: Bool { hasBothCases && hasDigit }

  var hasLettersAndDigits: Bool { hasDigit && (hasLower || hasUpper) }

  /// Whether a key can be a part of it: one is mixed, or has capitals and digits alone.
  var mayBeKey: Bool { isMixed || hasUpper && longest >= SecretShape.fewest }

  /// Whether it may have the last part of a UUID.
  var mayHaveUUID: Bool { longest >= 12 && hasDigit }

  /// Whether most of the letters and digits that there are occur, whatever their order.
  var isVaried: Bool { seen.nonzeroBitCount >= 10 }

  /// `xxxxxxxx`, `abcd1234`, `deadbeef`: few characters over and over, or in their order.
  var isPattern: Bool { seen.nonzeroBitCount < 6 || steps * 3 >= pairs * 2 }
}

/// What documentation writes where a key belongs.
enum Placeholder {
  private static let anywhere = [
    "example", "placeholder", "redacted", "changeme", "notareal", "replace", "yourkey", "yourtoken",
    "yourapi", "yoursecret", "yourpassword", "dummykey", "fakekey", "samplekey", "testkey",
  ]
  /// The same by their first letters, for going through a text once.
  private static let byFirst = anywhere.reduce(into: [[[UInt8]]](repeating: [], count: 26)) {
    let word = Array($1.utf8)
    $0[Int(word[0] - 0x61)].append(word)
  }
  private static let parts = [
    "your", "my", "the", "fake", "dummy", "sample", "insert", "xxx", "xxxx", "key", "token",
  ].map { Array($0.utf8) }

  /// Whether the random part of a key is one of these: a word that says so, or a pattern.
  static func matches(_ body: ArraySlice<UInt8>, _ randomness: Randomness) -> Bool {
    if randomness.isPattern { return true }
    let lower = body.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    // By chance a word of seven letters stands in one key of a hundred million.
    let letters = lower.filter { (0x61...0x7A).contains($0) }
    if hasPlaceholder(letters) { return true }
    // A long key may have a part like these by chance.
    guard body.count < 60 else { return false }
    return lower.split { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
      .contains { part in part.count < 7 && parts.contains { $0[...] == part } }
  }

  /// Whether one of the words stands in a text of small letters.
  private static func hasPlaceholder(_ letters: [UInt8]) -> Bool {
    let byFirst = byFirst
    for index in letters.indices {
      for word in byFirst[Int(letters[index] - 0x61)] where letters[index...].starts(with: word) {
        return true
      }
    }
    return false
  }

  /// Whether a password of an example: `https://user:password@host`.
  static func isPassword(_ text: ArraySlice<UInt8>) -> Bool {
    let lower = String(decoding: text, as: UTF8.self).lowercased()
    if lower.utf8.contains(where: { "<>{}$*[]".utf8.contains($0) }) { return true }
    if Set(lower.utf8).count < 2 { return true }
    return ["password", "passwd", "pass", "pwd", "pw", "secret", "token", "key", "xxx", "..."]
      .contains { lower == $0 || lower.hasSuffix("-" + $0) || lower.hasSuffix("_" + $0) }
      || lower.contains("example") || lower.hasPrefix("your") || lower.hasPrefix("my")
  }
}
