internal import CanonicalJSON
internal import ProfileRules
internal import SourceDiagnostics

/// SARIF 2.1.0 (OASIS), for code scanning: the rules with their pages, the findings with their fixes,
/// and what was silenced, marked as such.
///
/// Columns count Unicode scalars (`columnKind`), URIs are relative to `%SRCROOT%`, the root of the
/// repository, and `partialFingerprints` do not change when lines move.
struct SARIFReport: DiagnosticReport {
  private let version: String
  private var results = CanonicalWriter()
  private var fingerprints = Fingerprints()
  /// Policies with findings, each of which is a rule by itself.
  private var policies: [RuleDescriptor] = []
  /// What is said of findings that are not shown.
  private var notifications: [SARIFNotification] = []

  init(version: String) {
    self.version = version
    results.beginArray()
  }

  mutating func add(_ file: FileReport) -> [UInt8] {
    guard file.hasFindings || !file.silenced.isEmpty else { return [] }
    let place = ReportPlaces(file)
    for diagnostic in file.shown { add(diagnostic, nil, of: file, place) }
    for silenced in file.shownSilenced { add(silenced.diagnostic, silenced.cause, of: file, place) }
    if let hidden = file.hidden {
      let start = place.start(of: hidden.first)
      notifications.append(
        SARIFNotification(
          level: "warning",
          message: hidden.text,
          place: (FileURI.of(file.path), start)
        )
      )
    }
    return []
  }

  mutating func finish(problems: [String]) -> [UInt8] {
    results.endArray()
    var writer = CanonicalWriter()
    writer.beginObject()
    writer.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
    writer.member("version", "2.1.0")
    writer.name("runs")
    writer.beginArray()
    writer.beginObject()
    writeTool(to: &writer)
    writer.name("invocations")
    writer.beginArray()
    writeInvocation(problems, to: &writer)
    writer.endArray()
    writer.member("columnKind", "unicodeCodePoints")
    writer.name("results")
    writer.json(results.output)
    writer.endObject()
    writer.endArray()
    writer.endObject()
    return RunnerCommands.brokenUpInJSON(writer.finish())
  }

  private func writeInvocation(_ problems: [String], to writer: inout CanonicalWriter) {
    writer.beginObject()
    writer.member("executionSuccessful", problems.isEmpty)
    let all = notifications + problems.map { SARIFNotification(level: "error", message: $0) }
    if !all.isEmpty {
      writer.name("toolExecutionNotifications")
      writer.beginArray()
      for notification in all { notification.write(to: &writer) }
      writer.endArray()
    }
    writer.endObject()
  }

  // MARK: Rules

  private func writeTool(to writer: inout CanonicalWriter) {
    writer.name("tool")
    writer.beginObject()
    writer.name("driver")
    writer.beginObject()
    writer.member("name", "sessionc")
    writer.member("semanticVersion", version)
    writer.name("rules")
    writer.beginArray()
    for rule in RuleRegistry.all + policies { write(rule, to: &writer) }
    writer.endArray()
    writer.endObject()
    writer.endObject()
  }

  private func write(_ rule: RuleDescriptor, to writer: inout CanonicalWriter) {
    let page = RulePage(rule)
    writer.beginObject()
    writer.member("id", Self.id(of: rule))
    writer.member("name", rule.name)
    writer.text("shortDescription", DisplayText.escaped(rule.summary))
    if let why = page.explanation?.why { writer.text("fullDescription", why) }
    writer.name("defaultConfiguration")
    writer.beginObject()
    writer.member("level", rule.severity.rawValue)
    writer.endObject()
    writer.name("help")
    writer.beginObject()
    writer.member("text", page.text)
    writer.member("markdown", page.markdown)
    writer.endObject()
    writer.endObject()
  }

  /// Policies have one code, and each a name: `SP901/house-voices`.
  private static func id(of rule: RuleDescriptor) -> String {
    rule.isPolicy && RuleRegistry.place(named: rule.name) == nil
      ? "\(rule.code)/\(rule.name)" : rule.code
  }

  /// The place of a rule among those of the report.
  private mutating func index(of rule: RuleDescriptor) -> Int {
    guard rule.isPolicy, RuleRegistry.place(named: rule.name) == nil else {
      return RuleRegistry.all.firstIndex { $0.code == rule.code } ?? -1
    }
    let place = policies.firstIndex { $0.name == rule.name } ?? policies.count
    if place == policies.count { policies.append(rule) }
    return RuleRegistry.all.count + place
  }

  // MARK: Results

  private mutating func add(
    _ diagnostic: Diagnostic,
    _ cause: SilencedDiagnostic.Cause?,
    of file: FileReport,
    _ place: ReportPlaces
  ) {
    results.beginObject()
    results.member("ruleId", Self.id(of: diagnostic.rule))
    results.member("ruleIndex", index(of: diagnostic.rule))
    results.member("level", diagnostic.severity.rawValue)
    let help = diagnostic.help.map { "\n" + DisplayText.escaped($0) } ?? ""
    let uses = diagnostic.uses.map { "\nin " + DisplayText.escaped($0.title) } ?? ""
    results.text("message", DisplayText.escaped(diagnostic.message) + help + uses)
    results.name("locations")
    results.beginArray()
    results.beginObject()
    writePhysicalLocation(diagnostic.span, place)
    if !diagnostic.path.isEmpty {
      results.name("logicalLocations")
      results.beginArray()
      results.beginObject()
      results.member("fullyQualifiedName", diagnostic.path)
      results.endObject()
      results.endArray()
    }
    results.endObject()
    results.endArray()
    writeRelated(diagnostic.related, place)
    results.name("partialFingerprints")
    results.beginObject()
    results.member(
      "sessioncFinding/v1",
      fingerprints.unique(diagnostic, of: file.source, path: file.path)
    )
    results.endObject()
    if let fix = diagnostic.fix { write(fix, place) }
    results.name("suppressions")
    results.beginArray()
    if let cause { write(cause) }
    results.endArray()
    results.endObject()
  }

  private mutating func writeRelated(_ related: [RelatedLocation], _ place: ReportPlaces) {
    guard !related.isEmpty else { return }
    results.name("relatedLocations")
    results.beginArray()
    for (index, location) in related.enumerated() {
      results.beginObject()
      results.member("id", index + 1)
      writePhysicalLocation(location.span, place)
      results.text("message", DisplayText.escaped(location.message))
      results.endObject()
    }
    results.endArray()
  }

  private mutating func writePhysicalLocation(_ span: SourceSpan, _ place: ReportPlaces) {
    results.name("physicalLocation")
    results.beginObject()
    Self.writeArtifact(FileURI.of(place.path(of: span)), to: &results)
    results.name("region")
    writeRegion(span, place)
    results.endObject()
  }

  static func writeArtifact(_ uri: String, to writer: inout CanonicalWriter) {
    writer.name("artifactLocation")
    writer.beginObject()
    writer.member("uri", uri)
    if !uri.hasPrefix("file:") { writer.member("uriBaseId", "%SRCROOT%") }
    writer.endObject()
  }

  private mutating func writeRegion(_ span: SourceSpan, _ place: ReportPlaces) {
    let (start, end) = (place.start(of: span), place.end(of: span))
    results.beginObject()
    for (name, value) in [
      ("startLine", start.line), ("startColumn", start.column), ("endLine", end.line),
      ("endColumn", end.column), ("byteOffset", start.offset),
      ("byteLength", end.offset - start.offset),
    ] as [(StaticString, Int)] {
      results.name(name)
      results.integer(value)
    }
    results.endObject()
  }

  private mutating func write(_ fix: FixIt, _ place: ReportPlaces) {
    results.name("fixes")
    results.beginArray()
    results.beginObject()
    results.text("description", DisplayText.escaped(fix.title) + (fix.isSafe ? "" : " (unsafe)"))
    results.name("artifactChanges")
    results.beginArray()
    results.beginObject()
    Self.writeArtifact(FileURI.of(place.path(of: fix.edits[0].span)), to: &results)
    results.name("replacements")
    results.beginArray()
    for edit in fix.edits {
      results.beginObject()
      results.name("deletedRegion")
      writeRegion(edit.span, place)
      results.text("insertedContent", edit.text)
      results.endObject()
    }
    results.endArray()
    results.endObject()
    results.endArray()
    results.endObject()
    results.endArray()
  }

  private mutating func write(_ cause: SilencedDiagnostic.Cause) {
    results.beginObject()
    switch cause {
    case .comment(let reason):
      results.member("kind", "inSource")
      if let reason { results.member("justification", DisplayText.escaped(reason)) }
    case .baseline:
      results.member("kind", "external")
      results.member("justification", cause.text)
    }
    results.endObject()
  }
}
