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

  /// How many characters on end are not a coincidence.
  private static let partMin = 10
  /// Shorter texts are placeholders for a key: hidden in messages, they would be hidden in every word.
  private static let hiddenMin = 4
  /// The same for data, which must not be changed where there is any doubt.
  private static let removedMin = 8

  /// A message from outside without this secret in it, nor a part of it of ten characters or more.
  package func redacted(from other: String) -> String {
    text.utf8.count < Self.hiddenMin ? other : hidden(in: other, parts: Self.partMin)
  }

  /// Data from outside without this secret in it; what is only a part of it stays.
  package func removed(from other: String) -> String {
    text.utf8.count < Self.removedMin ? other : hidden(in: other, parts: text.utf8.count)
  }

  /// - Parameter length: from which length on parts of this secret are replaced by `***`.
  private func hidden(in other: String, parts length: Int) -> String {
    let (secret, bytes) = (Array(text.utf8), Array(other.utf8))
    let length = min(length, secret.count)
    let parts = Set((0...secret.count - length).map { secret[$0..<$0 + length] })
    var result: [UInt8] = []
    // Up to where the text is part of the secret.
    var end = 0
    for index in bytes.indices {
      if index + length <= bytes.count, parts.contains(bytes[index..<index + length]) {
        if index >= end { result += "***".utf8 }
        end = index + length
      }
      if index >= end { result.append(bytes[index]) }
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
