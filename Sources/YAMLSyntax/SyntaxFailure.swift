/// Where libyaml gave up on a text: for whoever reads half-typed text by taking bad lines out of it.
package struct SyntaxFailure {
  /// The byte at which it could not go on.
  package var problem: Int
  /// Where the construct begins that it was in, such as the opening quote.
  package var context: Int?

  /// `nil` for a text that can be read to its end.
  package init?(in bytes: [UInt8]) {
    let input = PreparedInput(bytes)
    let text = input.bytes[input.base...]
    let found = unsafe text.withUnsafeBufferPointer { buffer -> ParseFailure? in
      guard var parser = unsafe EventParser(buffer) else { return nil }
      do throws(ParseFailure) {
        while try parser.advance() != .streamEnd {}
      } catch {
        return error
      }
      return nil
    }
    guard let found else { return nil }
    if found.stage == .reader {
      problem = min(input.base + found.problemIndex, bytes.count)
      return
    }
    var marks = MarkMap(isASCII: input.isASCII, base: input.base)
    (problem, context) = unsafe input.bytes.withUnsafeBufferPointer { bytes in
      (
        unsafe marks.offset(of: found.problemIndex, in: bytes),
        found.contextIndex.map { unsafe marks.offset(of: $0, in: bytes) }
      )
    }
  }
}
