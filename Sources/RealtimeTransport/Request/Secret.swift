/// A key or token. It prints as `***`, whoever prints it and however: in messages, dumps and crashes.
package struct Secret: Sendable, Equatable {
  private let text: String

  /// Why a text cannot be a secret that goes into a header; it never repeats the text.
  package struct Problem: Error {
    package var message: String
  }

  /// - Parameter text: line ends at its end, as files have them, are not part of it.
  /// - Throws: `Problem` for an empty text, and for one with blanks, control characters or anything
  ///   else that no key has and a header could be broken with.
  package init(_ text: String) throws(Problem) {
    var bytes = Array(text.utf8)
    while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
    guard !bytes.isEmpty else { throw Problem(message: "is empty") }
    guard bytes.count <= 8192 else { throw Problem(message: "is longer than any key") }
    guard let odd = bytes.firstIndex(where: { !(0x21...0x7E).contains($0) }) else {
      self.text = String(decoding: bytes, as: UTF8.self)
      return
    }
    let what = bytes[odd] == 0x20 ? "a space" : "a character"
    throw Problem(message: "has \(what) at place \(odd + 1) that no key has")
  }

  /// The text itself, for the header that carries it and nothing else.
  package func revealed() -> String { text }

  /// A text from outside, such as a server's message, without this secret in it.
  package func redacted(from other: String) -> String { other.replacing(text, with: "***") }
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
