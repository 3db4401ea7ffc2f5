internal import SourceDiagnostics

/// The places of the findings of a file, in that file and in the others that it is put together of.
final class ReportPlaces {
  private let file: FileReport
  private let own: LineTable
  /// Those of the other files, made when they are asked for.
  private var tables: [Int: LineTable] = [:]

  init(_ file: FileReport) {
    self.file = file
    own = LineTable(file.source.bytes)
  }

  private func other(_ span: SourceSpan) -> FileReport.OtherFile? {
    let index = Int(span.source.rawValue) - 1
    return file.others.indices.contains(index) ? file.others[index] : nil
  }

  func lines(of span: SourceSpan) -> LineTable {
    guard let other = other(span) else { return own }
    let index = Int(span.source.rawValue)
    if let table = tables[index] { return table }
    let table = LineTable(other.source.bytes)
    tables[index] = table
    return table
  }

  func source(of span: SourceSpan) -> SourceText { other(span)?.source ?? file.source }

  /// The file as the user named it.
  func name(of span: SourceSpan) -> String { other(span)?.source.name ?? file.source.name }

  /// The file as machines name it.
  func path(of span: SourceSpan) -> String { other(span)?.path ?? file.path }

  func start(of span: SourceSpan) -> SourcePosition { lines(of: span).position(of: span.start) }
  func end(of span: SourceSpan) -> SourcePosition { lines(of: span).position(of: span.end) }
}
