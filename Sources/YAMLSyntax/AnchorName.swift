package import SourceDiagnostics

/// An anchor (`&name`) or an alias (`*name`) of a text.
package struct AnchorName: Equatable {
  package var name: String
  /// The name without the sign before it.
  package var span: SourceSpan
  package var isAlias: Bool

  /// The anchors and aliases of a text in their order, up to where it cannot be read.
  package static func all(in bytes: [UInt8]) -> [AnchorName] {
    guard bytes.contains(UInt8(ascii: "&")) else { return [] }
    let input = PreparedInput(bytes)
    var found: [(name: String, index: Int, isAlias: Bool)] = []
    unsafe input.bytes[input.base...].withUnsafeBufferPointer { buffer in
      guard var parser = unsafe EventParser(buffer) else { return }
      while let kind = try? parser.advance(), kind != .streamEnd {
        switch kind {
        case .alias, .scalar, .mappingStart, .sequenceStart:
          guard let name = parser.anchor(kind) else { continue }
          found.append((name, parser.startIndex, kind == .alias))
        default: continue
        }
      }
    }
    var marks = MarkMap(isASCII: input.isASCII, base: input.base)
    return unsafe input.bytes.withUnsafeBufferPointer { text in
      found.compactMap { name, index, isAlias in
        let start = unsafe marks.offset(of: index, in: text)
        let sign = UInt8(ascii: isAlias ? "*" : "&")
        let length = name.utf8.count
        // A tag may stand before it, and has no such sign in it that a blank precedes.
        var place = start
        while unsafe place < text.count
          && !(text[place] == sign && (place == start || text[place - 1] <= 0x20))
        { place += 1 }
        guard place + 1 + length <= bytes.count,
          bytes[(place + 1)..<(place + 1 + length)].elementsEqual(name.utf8)
        else { return nil }
        return AnchorName(
          name: name,
          span: SourceSpan(start: place + 1, end: place + 1 + length),
          isAlias: isAlias
        )
      }
    }
  }
}
