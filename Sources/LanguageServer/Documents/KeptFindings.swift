internal import SessionProfiles
internal import SourceDiagnostics

/// What was found when a document could be read last: while it cannot, this is told of the lines that have not
/// changed, so that findings do not come and go with each bracket.
struct KeptFindings {
  private struct Version {
    var bytes: [UInt8]
    var diagnostics: [Diagnostic]
    var files: [SourceText]
  }

  private var versions: [String: Version] = [:]

  mutating func forget(_ uri: String) { versions[uri] = nil }

  /// What is told of a document.
  ///
  /// - Parameter result: what checking it has given.
  /// - Returns: the findings, and the files that they are in.
  mutating func findings(of document: Document, _ result: CheckResult) -> (
    told: [Diagnostic], files: [SourceText]
  ) {
    let isBroken = result.diagnostics.contains {
      $0.rule.code == "SP001" && $0.span.source == SourceID()
    }
    guard isBroken else {
      versions[document.uri] = Version(
        bytes: document.bytes,
        diagnostics: result.diagnostics,
        files: result.files
      )
      return (result.diagnostics, result.files)
    }
    guard let before = versions[document.uri] else { return (result.diagnostics, result.files) }
    let change = LineChange(from: before.bytes, to: document.bytes)
    var told = result.diagnostics.filter { $0.span.source == SourceID() }
    let known = Set(told.map { Known(code: $0.rule.code, span: $0.span) })
    for finding in before.diagnostics {
      guard let moved = change.moved(finding),
        !known.contains(Known(code: moved.rule.code, span: moved.span))
      else { continue }
      told.append(moved)
    }
    told.sort {
      ($0.span.source.rawValue, $0.span.start, $0.span.end)
        < ($1.span.source.rawValue, $1.span.start, $1.span.end)
    }
    return (told, before.files)
  }

  private struct Known: Hashable {
    var code: String
    var span: SourceSpan
  }
}

/// The lines in which two versions of a text differ: one run of them.
private struct LineChange {
  /// Where the first of them begins, in both.
  private var start: Int
  /// Where the line behind the last begins, in the old text.
  private var end: Int
  /// How much further that is in the new one.
  private var shift: Int

  init(from old: [UInt8], to new: [UInt8]) {
    start = zip(old, new).prefix { $0 == $1 }.count
    let behind = zip(old[start...].reversed(), new[start...].reversed()).prefix { $0 == $1 }.count
    end = old.count - behind
    shift = new.count - old.count
    func beginsLine(_ place: Int, _ text: [UInt8]) -> Bool {
      place == 0 || text[place - 1] == 0x0A
    }
    while !beginsLine(start, old) { start -= 1 }
    while end < old.count, !beginsLine(end, old) || !beginsLine(end + shift, new) { end += 1 }
  }

  /// - Returns: `nil` for a place that has changed.
  private func moved(_ span: SourceSpan) -> SourceSpan? {
    guard span.source == SourceID() else { return span }
    if span.end < start || span.end == start && span.start < start { return span }
    guard span.start >= end else { return nil }
    var moved = span
    moved.start += shift
    moved.end += shift
    return moved
  }

  /// A finding at its new place, without a fix.
  func moved(_ finding: Diagnostic) -> Diagnostic? {
    guard let span = moved(finding.span) else { return nil }
    var result = finding
    result.span = span
    result.fix = nil
    result.related = finding.related.compactMap { place in
      guard let span = moved(place.span) else { return nil }
      var place = place
      place.span = span
      return place
    }
    return result
  }
}
