internal import SourceDiagnostics

/// The files that a profile is made of, by the numbers of the places' sources.
struct SourceFiles {
  private var files: [(uri: String, lines: LineTable)]

  init(_ lines: LineTable, _ uri: String, _ others: [(uri: String, text: SourceText)]) {
    files = [(uri, lines)]
    files += others.map { ($0.uri, LineTable($0.text.bytes)) }
  }

  private func number(_ span: SourceSpan) -> Int {
    let number = Int(span.source.rawValue)
    return files.indices.contains(number) ? number : 0
  }

  func uri(of span: SourceSpan) -> String { files[number(span)].uri }
  func lines(of span: SourceSpan) -> LineTable { files[number(span)].lines }
}
