internal import SourceDiagnostics

/// Private keys in PEM (RFC 7468) and its older forms: `-----BEGIN … PRIVATE KEY-----` and the key.
enum PrivateKey {
  private static let begin = Array("-----BEGIN ".utf8)
  private static let end = Array("-----END ".utf8)
  /// The fewest characters of a line of the key that tells it from words.
  static let fewest = 32

  /// Each key with its first and last line. A first line alone, as in an explanation of the form, is no
  /// key.
  static func find(in text: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while let dash = text[index...].firstIndex(of: UInt8(ascii: "-")) {
      index = dash + 1
      guard text[dash...].starts(with: begin), let body = bodyStart(at: dash, in: text) else {
        continue
      }
      let stop = keyEnd(from: body, in: text)
      if holdsKey(text[body..<stop]) { found.append(dash..<stop) }
      index = stop
    }
    return found
  }

  /// The place behind a first line that names a private key.
  private static func bodyStart(at start: Int, in text: [UInt8]) -> Int? {
    let name = text[(start + begin.count)...].prefix(48)
    guard let dash = name.firstIndex(of: UInt8(ascii: "-")),
      text[dash...].starts(with: begin.prefix(5))
    else { return nil }
    let title = String(decoding: name[..<dash], as: UTF8.self)
    guard title.split(whereSeparator: \.isWhitespace).contains("PRIVATE") else { return nil }
    return dash + 5
  }

  /// Where a key ends: behind its last line; of one that was cut off, behind the last of the lines
  /// that can be its own.
  private static func keyEnd(from start: Int, in text: [UInt8]) -> Int {
    var index = start
    var last = start
    var isCut = false
    while index < text.count {
      let byte = text[index]
      if byte == UInt8(ascii: "-") {
        if text[index...].starts(with: end) {
          let name = text[(index + end.count)...].prefix(48)
          guard let dash = name.firstIndex(of: byte) else { return last }
          return min(dash + 5, text.count)
        }
        if text[index...].starts(with: begin) { return last }
      }
      // A text ends here, and the next one begins.
      if byte == 0 { return last }
      let word = text[index...].prefix(while: isBase64)
      if word.count >= 16, !isCut { last = word.endIndex }
      if !word.isEmpty, word.count < 16, last > start { isCut = true }
      index = max(word.endIndex, index + 1)
    }
    return last
  }

  private static func holdsKey(_ text: ArraySlice<UInt8>) -> Bool {
    text.split(omittingEmptySubsequences: true) { !isBase64($0) }.contains {
      $0.count >= fewest && Randomness($0).hasAllKinds
    }
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    SecretShape.Alphabet.base64.holds(byte) || byte == UInt8(ascii: "=")
  }
}

/// JSON Web Tokens (RFC 7519) in the compact form of RFC 7515: three parts of base64url, the first of
/// them a JSON object that names the algorithm.
enum JSONWebToken {
  /// `{"` in base64.
  static let prefix = Array("eyJ".utf8)

  /// The longest header that is looked at: one names an algorithm and a key, and seldom a certificate.
  private static let headerMax = 4096

  /// The end of a token that begins at `start`.
  ///
  /// - Parameter most: of the bytes of its header.
  static func end(at start: Int, in text: [UInt8], _ word: Range<Int>, headerMax most: Int) -> Int?
  {
    let limit = min(word.upperBound, start + min(most, headerMax))
    let header = SecretScanner.run(at: start, of: .urlSafe, in: text, start..<limit)
    guard header.upperBound < word.upperBound, text[header.upperBound] == UInt8(ascii: "."),
      let json = Base64.decoded(text[header]), json.first == UInt8(ascii: "{"),
      json.contains(window: "\"alg")
    else { return nil }
    // Three parts, or five where it is encrypted; a full stop behind it ends a sentence.
    var ends = [header.upperBound]
    while ends.count < 6, let last = ends.last, last < word.upperBound,
      text[last] == UInt8(ascii: ".")
    {
      let part = SecretScanner.run(at: last + 1, of: .urlSafe, in: text, word)
      if part.isEmpty, ends.count % 2 == 1, ends.count > 1 { break }
      ends.append(part.upperBound)
    }
    return ends.count == 3 || ends.count == 5 ? ends.last : nil
  }
}

/// A password before the host of a URL (RFC 3986, section 3.2.1).
enum URLPassword {
  /// The password of a URL whose `://` stands at `colon`.
  static func find(at colon: Int, in text: [UInt8]) -> Range<Int>? {
    guard text[colon...].starts(with: Array("://".utf8)) else { return nil }
    var index = colon + 3
    var separator: Int?
    var at: Int?
    // Longer ones have not been seen.
    let limit = min(text.count, index + 256)
    scan: while index < limit {
      switch text[index] {
      case 0...0x20, UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "\""),
        UInt8(ascii: "`"), UInt8(ascii: "\\"):
        break scan
      case UInt8(ascii: "#"), UInt8(ascii: "'"):
        // In a password they should be percent escapes. Behind a host or its port the URL ends.
        guard let separator, !text[(separator + 1)..<index].allSatisfy({ $0 &- 0x30 < 10 }),
          index + 1 < limit, text[index + 1] > 0x2C
        else { break scan }
      case UInt8(ascii: ":"): if separator == nil { separator = index }
      case UInt8(ascii: "@"): at = index
      default: break
      }
      index += 1
    }
    guard let separator, let at, at > separator + 3 else { return nil }
    let password = text[(separator + 1)..<at]
    return Placeholder.isPassword(password) ? nil : (separator + 1)..<at
  }
}

/// Base64 of either alphabet (RFC 4648), with or without padding.
enum Base64 {
  static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text {
      let value: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
      case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
      case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
      case UInt8(ascii: "="): continue
      default: return nil
      }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return result
  }
}

/// A UUID as text (RFC 9562, section 4), which some services give out as keys.
enum UUIDText {
  static let length = 36

  static func matches(_ text: ArraySlice<UInt8>) -> Bool {
    text.count == length
      && text.enumerated().allSatisfy { place, byte in
        [8, 13, 18, 23].contains(place)
          ? byte == UInt8(ascii: "-") : SecretShape.Alphabet.hex.holds(byte)
      }
  }
}
