internal import ProfileRules
public import SourceDiagnostics

/// The findings of a run in files that profiles share: each is told once, however many profiles show it.
///
/// What the first profile says of it counts: its message, and the places that explain it.
public struct SharedFindings: Sendable {
  /// What is to be told of one shared file.
  public struct File: Sendable {
    public var source: SourceText
    /// The first profile that shows a finding in it: its project's rules count.
    public let profile: String
    /// As of a profile; its places may lie in `others`.
    public var result: CheckResult
    public let others: [SourceText]
    /// How many profiles of the run are made of it.
    public let users: Int
  }

  private struct Key: Hashable {
    var code: ByteText
    /// All policies have one code.
    var policy: ByteText?
    var start: Int
    var end: Int

    init(_ finding: Diagnostic) {
      code = ByteText(finding.rule.code)
      policy = finding.rule.isPolicy ? ByteText(finding.rule.name) : nil
      start = finding.span.start
      end = finding.span.end
    }
  }

  private struct Entry {
    var finding: Diagnostic
    var silenced: SilencedDiagnostic.Cause?
    var uses = ProfileUses()

    var isUnusedIgnore: Bool { finding.rule == UnusedIgnore.descriptor }
  }

  private struct Collected {
    var source: SourceText
    var profile: String
    var entries: [Key: Entry] = [:]
    var others: [SourceText] = []
    var places: [ByteText: Int] = [:]
    var more = FindingCounts()

    /// The finding with its places numbered as the report on this file does: 0 is the file itself.
    mutating func numbered(_ finding: Diagnostic, _ sources: [SourceText]) -> Diagnostic {
      func place(_ span: SourceSpan) -> SourceSpan {
        let source = sources[Int(span.source.rawValue)]
        var span = span
        span.source = SourceID(UInt16(clamping: number(of: source)))
        return span
      }
      var finding = finding
      let own = finding.span.source
      finding.span.source = SourceID()
      for index in finding.related.indices {
        finding.related[index].span = place(finding.related[index].span)
      }
      finding.secrets = finding.secrets.map { place($0) }
      if var fix = finding.fix {
        for index in fix.edits.indices where fix.edits[index].span.source == own {
          fix.edits[index].span.source = SourceID()
        }
        finding.fix = fix
      }
      return finding
    }

    private mutating func number(of source: SourceText) -> Int {
      let name = ByteText(source.name)
      if name == ByteText(self.source.name) { return 0 }
      if let known = places[name] { return known }
      others.append(source)
      places[name] = others.count
      return others.count
    }
  }

  private var files: [ByteText: Collected] = [:]
  /// What has been told of profiles themselves.
  private var told: [ByteText: Set<Key>] = [:]
  /// How many profiles of the run are made of each file.
  private var users: [ByteText: Int] = [:]

  public init() {}

  public var isEmpty: Bool { files.isEmpty }

  /// Takes what the result of a profile says of other files out of it.
  public mutating func take(from result: inout CheckResult, of profile: String) {
    // A profile may be a base of others: what is said of it itself is not said again.
    let own = result.diagnostics.filter { $0.span.source == SourceID() }
    if !own.isEmpty { told[ByteText(profile)] = Set(own.prefix(10_000).map { Key($0) }) }
    guard result.files.count > 1 else { return }
    for file in result.files.dropFirst() { users[ByteText(file.name), default: 0] += 1 }
    let isShared: (Diagnostic) -> Bool = { $0.span.source.rawValue > 0 }
    for finding in result.diagnostics where isShared(finding) {
      add(finding, nil, result.files, profile)
    }
    for silenced in result.silenced where isShared(silenced.diagnostic) {
      add(silenced.diagnostic, silenced.cause, result.files, profile)
    }
    result.diagnostics.removeAll(where: isShared)
    result.silenced.removeAll { isShared($0.diagnostic) }
  }

  private mutating func add(
    _ finding: Diagnostic,
    _ cause: SilencedDiagnostic.Cause?,
    _ sources: [SourceText],
    _ profile: String
  ) {
    let source = sources[Int(finding.span.source.rawValue)]
    let name = ByteText(source.name)
    var file = files[name] ?? Collected(source: source, profile: profile)
    // Its entries are changed in place.
    files[name] = nil
    defer { files[name] = file }
    let key = Key(finding)
    let use = ProfileUses.Use(
      file: profile,
      path: finding.pathInProfile ?? finding.path,
      variant: finding.variants.count == 1 ? finding.variants.first : nil
    )
    if var known = file.entries[key] {
      // One project may hold it for worse than another.
      if cause == nil, finding.severity > known.finding.severity {
        known.finding = file.numbered(finding, sources)
      }
      // A file may be in a profile several times.
      if known.uses.last == profile, (known.silenced == nil) == (cause == nil) {
        file.entries[key] = known
        return
      }
      // Reported where one profile does not silence it, for those that do not.
      switch (known.silenced == nil, cause == nil) {
      case (true, true), (false, false): known.uses.add(use)
      case (true, false): break
      case (false, true):
        known.silenced = nil
        known.uses = ProfileUses()
        known.uses.add(use)
      }
      file.entries[key] = known
      return
    }
    guard file.entries.count < DiagnosticBag.heldMax else {
      file.more.add(finding)
      return
    }
    var entry = Entry(finding: file.numbered(finding, sources), silenced: cause)
    entry.uses.add(use)
    file.entries[key] = entry
  }

  /// The files with findings, in the order of their paths.
  ///
  /// - Parameter areAll: whether no other profile of the project uses a file than this number: only then it
  ///   is known that a comment in it silences nothing (SP009).
  public func all(whereUsersAreAll areAll: (_ file: String, _ users: Int) -> Bool) -> [File] {
    files.sorted { $0.key < $1.key }.compactMap { name, file in
      var result = CheckResult(limit: DiagnosticBag.heldMax)
      let users = users[name] ?? 0
      let unused = file.entries.values.contains { $0.isUnusedIgnore && $0.uses.count == users }
      let tellsUnused = unused && areAll(file.source.name, users)
      let own = told[name] ?? []
      let entries = file.entries.values.filter { entry in
        if own.contains(Key(entry.finding)) { return false }
        return !entry.isUnusedIgnore || tellsUnused && entry.uses.count == users
      }
      .sorted { left, right in
        let (a, b) = (left.finding, right.finding)
        if a.span.start != b.span.start { return a.span.start < b.span.start }
        if a.span.end != b.span.end { return a.span.end < b.span.end }
        if a.rule.code != b.rule.code { return a.rule.code < b.rule.code }
        return a.rule.name < b.rule.name
      }
      for entry in entries {
        var finding = entry.finding
        finding.uses = entry.uses
        if let cause = entry.silenced {
          result.silenced.append(SilencedDiagnostic(finding, cause))
        } else {
          result.diagnostics.append(finding)
        }
      }
      result.more = file.more
      guard !entries.isEmpty || !file.more.isEmpty else { return nil }
      return File(
        source: file.source,
        profile: file.profile,
        result: result,
        others: file.others,
        users: users
      )
    }
  }
}
