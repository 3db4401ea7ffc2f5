/// A text that is compared by its bytes. `String` holds texts equal that Unicode does, and compares
/// whole characters: a combining mark behind a `/` hides the `/`. Files, paths and keys know neither.
package struct ByteText: Hashable, Comparable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text }

  package static func == (left: ByteText, right: ByteText) -> Bool {
    left.text.utf8.count == right.text.utf8.count && left.text.ends(with: right.text)
  }

  package static func < (left: ByteText, right: ByteText) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    let isHashed: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { bytes in
      unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    }
    guard isHashed == nil else { return }
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

extension StringProtocol {
  /// Whether the bytes of the text begin with those of another.
  @inlinable
  package func begins(with prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

  /// Whether the bytes of the text end with those of another.
  @inlinable
  package func ends(with suffix: String) -> Bool {
    // Compared where they lie: asked for with each file, and going through texts takes ten times as long.
    let isEnd = utf8.withContiguousStorageIfAvailable { text in
      unsafe suffix.utf8.withContiguousStorageIfAvailable { suffix in
        unsafe text.suffix(suffix.count).elementsEqual(suffix)
      }
    }
    return isEnd?.flatMap(\.self) ?? utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  /// The text without its first bytes, which are ASCII.
  package func dropping(bytes count: Int) -> String {
    String(decoding: utf8.dropFirst(count), as: UTF8.self)
  }
}

extension String {
  /// The parts between the occurrences of an ASCII character, empty ones as well.
  // Not by `split`, whose lists of slices are types that nothing else needs: every start would make them.
  package func parts(between separator: Unicode.Scalar) -> [String] {
    var parts: [String] = []
    var part: [UInt8] = []
    for byte in utf8 {
      if byte == UInt8(truncatingIfNeeded: separator.value) {
        parts.append(String(decoding: part, as: UTF8.self))
        part.removeAll(keepingCapacity: true)
      } else {
        part.append(byte)
      }
    }
    parts.append(String(decoding: part, as: UTF8.self))
    return parts
  }
}
