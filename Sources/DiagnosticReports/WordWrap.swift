internal import SourceDiagnostics

/// Breaks text between words.
package enum WordWrap {
  /// - Parameters:
  ///   - columns: that a line may take; a longer word has a line of its own.
  ///   - column: where the first line begins, behind what stands there already.
  ///   - indent: the blanks before each further line.
  package static func lines(
    _ text: String,
    columns: Int,
    from column: Int = 0,
    indent: Int = 0
  ) -> String {
    var result = ""
    var used = column
    var isFirst = true
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let width = DisplayText.width(word)
      let blank = isFirst ? 0 : 1
      if used + blank + width > columns, used > indent, !word.isEmpty {
        result += "\n" + String(repeating: " ", count: indent)
        used = indent + width
      } else {
        if !isFirst { result += " " }
        used += blank + width
      }
      result += word
      isFirst = false
    }
    return result
  }
}
