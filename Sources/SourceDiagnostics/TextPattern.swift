/// A pattern of texts: `*` stands for any number of any characters, and nothing else means anything.
///
/// Between its stars stand parts that are looked for one after another, each at its first place. So a text is
/// looked at once, whatever the pattern.
public struct TextPattern: Sendable, Equatable {
  public let text: String
  /// What stands between the stars, before the first and behind the last.
  private let parts: [BytePart]

  public init(_ text: String) {
    self.text = text
    parts = text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
      .map { BytePart(Array($0)) }
  }

  public static func == (left: TextPattern, right: TextPattern) -> Bool {
    ByteText(left.text) == ByteText(right.text)
  }

  /// Whether it stands for more than one text.
  public var hasStars: Bool { parts.count > 1 }

  /// Whether a text is one that it stands for, compared byte by byte.
  package func matches(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = parts.first, let last = parts.last else { return text.isEmpty }
    guard hasStars else { return text == first.bytes[...] }
    guard text.count >= first.bytes.count + last.bytes.count,
      text.starts(with: first.bytes), text.suffix(last.bytes.count) == last.bytes[...]
    else { return false }
    var rest = text.dropFirst(first.bytes.count).dropLast(last.bytes.count)
    for part in parts.dropFirst().dropLast() {
      guard let end = part.firstEnd(in: rest) else { return false }
      rest = rest[end...]
    }
    return true
  }
}

/// Bytes that are looked for in texts of any length, in time linear in both (Knuth, Morris and Pratt).
package struct BytePart: Sendable {
  package let bytes: [UInt8]
  /// For each beginning: how long the longest shorter one is that it ends with.
  private let borders: [Int]

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var borders = [Int](repeating: 0, count: bytes.count)
    var length = 0
    for index in bytes.indices.dropFirst() {
      while length > 0, bytes[index] != bytes[length] { length = borders[length - 1] }
      if bytes[index] == bytes[length] { length += 1 }
      borders[index] = length
    }
    self.borders = borders
  }

  /// Where its first place in a text ends; `nil` where it has none.
  package func firstEnd(in text: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty else { return text.startIndex }
    var length = 0
    for index in text.indices {
      while length > 0, text[index] != bytes[length] { length = borders[length - 1] }
      if text[index] == bytes[length] { length += 1 }
      if length == bytes.count { return index + 1 }
    }
    return nil
  }
}
