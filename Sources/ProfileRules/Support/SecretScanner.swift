/// Finds the shapes of well-known keys and tokens in text. Linear in the text.
package enum SecretScanner {
  package struct Match: Equatable {
    /// What it is, for a message; never the secret itself.
    package var kind: String
    /// Where it stands.
    package var range: Range<Int>
  }

  private struct Shape {
    var prefix: [UInt8]
    /// How many characters of a token must follow the prefix.
    var fewest: Int
    var kind: String
    /// Whether the rest must have a digit, so that a hyphenated word is no key.
    var needsDigit = true
    /// Whether it must have a dot, as the parts of a JSON Web Token do.
    var needsDot = false

    init(
      _ prefix: String,
      _ fewest: Int,
      _ kind: String,
      needsDigit: Bool = true,
      needsDot: Bool = false
    ) {
      self.prefix = Array(prefix.utf8)
      self.fewest = fewest
      self.kind = kind
      self.needsDigit = needsDigit
      self.needsDot = needsDot
    }
  }

  private static let shapes = [
    Shape("sk-", 20, "an API key"),
    Shape("ek_", 16, "an ephemeral client secret"),
    Shape("ghp_", 36, "a GitHub token"),
    Shape("gho_", 36, "a GitHub token"),
    Shape("ghs_", 36, "a GitHub token"),
    Shape("ghu_", 36, "a GitHub token"),
    Shape("github_pat_", 22, "a GitHub token"),
    Shape("AKIA", 16, "an AWS access key"),
    Shape("ASIA", 16, "an AWS access key"),
    Shape("xoxb-", 10, "a Slack token"),
    Shape("xoxp-", 10, "a Slack token"),
    Shape("xoxa-", 10, "a Slack token"),
    Shape("AIza", 35, "a Google API key"),
    Shape("sk_live_", 16, "a Stripe key"),
    Shape("rk_live_", 16, "a Stripe key"),
    Shape("eyJ", 30, "a JSON Web Token", needsDot: true),
    Shape("-----BEGIN", 0, "a private key", needsDigit: false),
  ]

  /// For each first byte, the shapes that begin with it.
  private static let byFirst: [[Shape]] = (0..<256).map { byte in
    shapes.filter { $0.prefix[0] == UInt8(byte) }
  }
  private static let isFirst: [Bool] = byFirst.map { !$0.isEmpty }

  /// Whether a file may hold the beginning of a shape, or an escape that hides one. Every byte of
  /// every profile comes by here, so this is one pass without a branch: many bytes at a time are
  /// compared with those that only the prefixes have beside each other.
  package static func mayOccur(in text: [UInt8]) -> Bool {
    unsafe text.withUnsafeBufferPointer { text in
      guard text.count > 3, let first = text.baseAddress else { return false }
      // A prefix of three bytes, right at the beginning.
      if unsafe "-_Jz".utf8.contains(first[2]) { return true }
      let (second, third, fourth) = unsafe (first + 1, first + 2, first + 3)
      // 0 as soon as something is found: each term is 0 where all of its bytes are the wanted ones.
      var least: UInt8 = 0xFF
      for index in 0..<text.count - 3 {
        let (a, b) = unsafe (first[index], second[index])
        let (c, d) = unsafe (third[index], fourth[index])
        let (underscore, dash) = (not(d, "_"), not(d, "-"))
        least = min(least, not(d, "\\"))
        least = min(least, underscore | not(c, "k"))  // sk_live_ ek_ rk_live_
        least = min(least, underscore | not(c, "b") | not(b, "u"))  // github_pat_
        least = min(least, underscore | not(b, "h") | not(a, "g"))  // ghp_ and its like
        least = min(least, dash | not(c, "k"))  // sk-
        least = min(least, dash | not(b, "x") | not(a, "o"))  // xoxb- and its like
        least = min(least, dash | not(c, "-") | not(b, "-"))  // -----BEGIN
        least = min(least, not(d, "A") | not(c, "I"))  // AKIA ASIA
        least = min(least, not(d, "z") | not(c, "I"))  // AIza
        least = min(least, not(d, "J") | not(c, "y"))  // eyJ
      }
      return least == 0
    }
  }

  /// 0 for this character.
  private static func not(_ byte: UInt8, _ character: Unicode.Scalar) -> UInt8 {
    byte ^ UInt8(ascii: character)
  }

  package static func find(in text: [UInt8]) -> [Match] {
    var found: [Match] = []
    var index = 0
    while index < text.count {
      guard let start = nextStart(in: text, from: index) else { break }
      index = start
      if let (kind, end) = match(at: index, in: text) {
        found.append(Match(kind: kind, range: index..<end))
        index = end
      } else {
        index += 1
      }
    }
    return found
  }

  /// The next place where a shape can begin. Every byte of every text comes by here.
  private static func nextStart(in text: [UInt8], from start: Int) -> Int? {
    let isFirst = isFirst
    return unsafe text.withUnsafeBufferPointer { text in
      unsafe isFirst.withUnsafeBufferPointer { isFirst in
        var index = start
        while index < text.count {
          if unsafe isFirst[Int(text[index])], unsafe index == 0 || !isWord(text[index - 1]) {
            return index
          }
          index += 1
        }
        return nil
      }
    }
  }

  private static func match(at start: Int, in text: [UInt8]) -> (kind: String, end: Int)? {
    for shape in byFirst[Int(text[start])] {
      guard text[start...].starts(with: shape.prefix) else { continue }
      var end = start + shape.prefix.count
      var hasDigit = false
      if shape.prefix[0] == UInt8(ascii: "-") {
        guard isPrivateKey(text[end...].prefix(40)) else { continue }
        return (shape.kind, end)
      }
      // A look at a bounded stretch decides, so that no run of prefixes costs more than its length.
      let limit = min(text.count, end + 256)
      var hasDot = false
      while end < limit, isToken(text[end]) {
        if (0x30...0x39).contains(text[end]) { hasDigit = true }
        if text[end] == UInt8(ascii: ".") { hasDot = true }
        end += 1
      }
      let length = end - start - shape.prefix.count
      guard length >= shape.fewest, !shape.needsDigit || hasDigit, !shape.needsDot || hasDot else {
        continue
      }
      while end < text.count, isToken(text[end]) { end += 1 }
      return (shape.kind, end)
    }
    return nil
  }

  private static func isPrivateKey(_ text: ArraySlice<UInt8>) -> Bool {
    String(decoding: text, as: UTF8.self).contains("PRIVATE KEY-----")
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), 0x80...: true
    default: false
    }
  }

  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    default: false
    }
  }
}
