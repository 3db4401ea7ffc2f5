/// A text with `${name}` in it: what stands for a variable, and what for itself.
package struct VariableText {
  package enum Piece: Equatable {
    /// A part of the text, as it is.
    case text(Range<Int>)
    /// The name of a variable, and the whole reference.
    case variable(name: Range<Int>, reference: Range<Int>)
    /// `$${`, which is `${`.
    case dollarBrace
  }

  package private(set) var pieces: [Piece] = []
  /// Names behind `$${`: no references, but whoever writes one has thought of the variable.
  private(set) var mentions: [Range<Int>] = []
  /// The first `${` that no name and `}` follow.
  private(set) var broken: Range<Int>?

  /// Whether it has more pieces than a text may have: the others are not read.
  private(set) var isTooLong = false

  static let nameMax = 64
  static let piecesMax = 100_000

  /// - Parameter bytes: of which places count from the beginning.
  package init(_ bytes: ArraySlice<UInt8>) {
    let start = bytes.startIndex
    var index = start
    var own = index
    func flush(_ pieces: inout [Piece], to end: Int) {
      if own < end { pieces.append(.text(own - start..<end - start)) }
    }
    while let dollar = bytes[index...].firstIndex(of: UInt8(ascii: "$")) {
      guard pieces.count < Self.piecesMax else {
        isTooLong = true
        return
      }
      if Self.isAt(dollar, "$${", in: bytes) {
        flush(&pieces, to: dollar)
        pieces.append(.dollarBrace)
        index = dollar + 3
        let name = Self.name(at: index, in: bytes)
        if !name.isEmpty { mentions.append(name.startIndex - start..<name.endIndex - start) }
        own = index
      } else if Self.isAt(dollar, "${", in: bytes) {
        let name = Self.name(at: dollar + 2, in: bytes)
        guard !name.isEmpty, name.endIndex < bytes.endIndex,
          bytes[name.endIndex] == UInt8(ascii: "}")
        else {
          broken = dollar - start..<min(name.endIndex + 1, bytes.endIndex) - start
          return
        }
        flush(&pieces, to: dollar)
        index = name.endIndex + 1
        pieces.append(
          .variable(
            name: name.startIndex - start..<name.endIndex - start,
            reference: dollar - start..<index - start
          )
        )
        own = index
      } else {
        index = dollar + 1
      }
    }
    flush(&pieces, to: bytes.endIndex)
  }

  /// Whether a text has anything in it that is looked at here.
  package static func isIn(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
      rest = bytes[(dollar + 1)...]
      if rest.first == UInt8(ascii: "{") { return true }
    }
    return false
  }

  /// Whether a text is a name that a variable can have.
  package static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count <= nameMax && !bytes.isEmpty
      && name(at: bytes.startIndex, in: bytes).count == bytes.count
  }

  private static func name(at start: Int, in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let rest = bytes[min(start, bytes.endIndex)...]
    guard let first = rest.first, isLetter(first) else { return rest.prefix(0) }
    return rest.prefix { isLetter($0) || $0 &- 0x30 < 10 }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_")
  }

  private static func isAt(_ index: Int, _ text: StaticString, in bytes: ArraySlice<UInt8>) -> Bool
  {
    text.withUTF8Buffer { unsafe bytes[index...].starts(with: $0) }
  }
}
