/// A key or token. It prints as `***`, whoever prints it and however: in messages, dumps and crashes.
package struct Secret: Sendable, Equatable {
  private let text: String

  /// Why a text cannot be a secret that goes into a header; it never repeats the text.
  package struct Problem: Error {
    package var message: String
  }

  /// - Parameters:
  ///   - text: line ends at its end, as files have them, are not part of it.
  ///   - isKey: whether it is a key by itself; else it may have blanks, as the value of a header.
  /// - Throws: `Problem` for an empty text, and for one with characters that no key has and a header
  ///   could be broken with.
  package init(_ text: String, isKey: Bool = true) throws(Problem) {
    var bytes = Array(text.utf8)
    while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    guard let first = bytes.first else { throw Problem(message: "is empty") }
    guard bytes.count <= 8192 else { throw Problem(message: "is longer than any key") }
    if isKey, first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      throw Problem(message: "is in quotes: write it without them")
    }
    let allowed: ClosedRange<UInt8> = isKey ? 0x21...0x7E : 0x20...0x7E
    guard let odd = bytes.firstIndex(where: { !allowed.contains($0) }) else {
      self.text = String(decoding: bytes, as: UTF8.self)
      return
    }
    let what = bytes[odd] == 0x20 ? "a space" : "a character"
    let whose = isKey ? "no key has" : "cannot stand in a header"
    throw Problem(message: "has \(what) at place \(odd + 1) that \(whose)")
  }

  /// A key that a server gave, of whatever form; only to be hidden.
  package init(inAnswer text: String) { self.text = text }

  /// The text itself, for the header that carries it and nothing else.
  package func revealed() -> String { text }

  /// The text as it stands in a string of JSON. It is printable ASCII, of which JSON escapes these two.
  package func escapedForJSON() -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  /// How many characters on end are not a coincidence.
  private static let partMin = 10
  /// Shorter texts are placeholders for a key: hidden in messages, they would be hidden in every word.
  private static let hiddenMin = 4
  /// The same for data, which must not be changed where there is any doubt.
  private static let removedMin = 8

  /// A message from outside without some secrets in it, nor parts of them of ten characters or more.
  package static func redacted(_ text: String, without secrets: [Secret]) -> String {
    hidden(secrets.filter { $0.text.utf8.count >= hiddenMin }, in: text, parts: partMin)
  }

  /// Data from outside without some secrets in it; what is only a part of one stays.
  package static func removed(_ secrets: [Secret], from text: String) -> String {
    hidden(secrets.filter { $0.text.utf8.count >= removedMin }, in: text, parts: .max)
  }

  /// All secrets at once: what is part of one may be part of another.
  ///
  /// - Parameter length: from which length on parts of a secret are replaced by `***`.
  private static func hidden(_ secrets: [Secret], in text: String, parts length: Int) -> String {
    let bytes = Array(text.utf8)
    // By their length, so that the text is gone through once for each.
    var parts: [Int: Set<ArraySlice<UInt8>>] = [:]
    for secret in secrets {
      let own = Array(secret.text.utf8)
      let length = min(length, own.count)
      for start in 0...own.count - length {
        parts[length, default: []].insert(own[start..<start + length])
      }
    }
    var isHidden = [Bool](repeating: false, count: bytes.count)
    for (length, parts) in parts where length <= bytes.count {
      for start in 0...bytes.count - length where parts.contains(bytes[start..<start + length]) {
        for index in start..<start + length { isHidden[index] = true }
      }
    }
    var result: [UInt8] = []
    for index in bytes.indices {
      if !isHidden[index] {
        result.append(bytes[index])
      } else if index == 0 || !isHidden[index - 1] {
        result += "***".utf8
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "***" }
  package var debugDescription: String { "***" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// Where a secret comes from, so that what is shown can name it without having it.
package enum SecretSource: Hashable, Sendable {
  case environment(String)
  case file(String)
}
