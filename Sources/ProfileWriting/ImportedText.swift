internal import SourceDiagnostics
internal import YAMLSyntax

/// A text that is imported: what it says, and its comments.
struct ImportedText {
  var tree: NodeTree
  var comments: [SourceComment]
  /// From places in the tree to places in the file.
  var map = OffsetMap()

  /// Reads JSON and literals of other languages where the text begins with a bracket, else YAML.
  ///
  /// - Returns: `nil` where something is wrong, which has been reported at its place in the file.
  static func read(_ bytes: [UInt8], into bag: inout DiagnosticBag) -> ImportedText? {
    let isSmall = bytes.count <= Limits().inputBytes
    guard isSmall, LiteralReader.begins(bytes), isUTF8(bytes) else {
      guard let tree = Composer.compose(bytes, into: &bag), bag.isEmpty else { return nil }
      return comments(of: tree, into: &bag).map { ImportedText(tree: tree, comments: $0) }
    }
    let literal: LiteralReader.Text
    do {
      literal = try LiteralReader.read(bytes)
    } catch {
      let span = SourceSpan(start: error.range.lowerBound, end: error.range.upperBound)
      let rule = error.isLimit ? ReadingRules.limitExceeded : ReadingRules.syntax
      bag.report(Diagnostic(rule, error.message, at: span, help: error.help))
      return nil
    }
    var found = DiagnosticBag()
    let tree = Composer.compose(literal.bytes, into: &found)
    for finding in found.sorted() { bag.report(literal.map.source(of: finding)) }
    guard let tree, bag.isEmpty else { return nil }
    return ImportedText(tree: tree, comments: literal.comments, map: literal.map)
  }

  private static func isUTF8(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).utf8.elementsEqual(bytes)
  }

  private static func comments(
    of tree: NodeTree,
    into bag: inout DiagnosticBag
  ) -> [SourceComment]? {
    let spans = Array(tree.comments)
    guard spans.count <= LiteralReader.commentsMax else {
      let message = "there are more than \(LiteralReader.commentsMax) comments"
      bag.report(Diagnostic(ReadingRules.limitExceeded, message, at: spans[0]))
      return nil
    }
    return spans.map { span in
      var start = span.start
      while start > 0, [0x20, 0x09].contains(tree.sourceBytes[start - 1]) { start -= 1 }
      let before = start > 0 ? tree.sourceBytes[start - 1] : 0x0A
      let isAtStart = before == 0x0A || before == 0x0D || start == 3 && before == 0xBF
      return SourceComment(
        offset: span.start,
        range: span.range,
        style: .hash,
        isTrailing: !isAtStart
      )
    }
  }
}
