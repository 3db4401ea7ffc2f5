internal import CanonicalJSON
internal import SessionProfiles
internal import SourceDiagnostics

extension LanguageServer {
  /// The most findings that are told of one document.
  private static let findingsMax = 1_000

  /// The findings of a document by the files that they are in; the document itself and each file that it is made
  /// of is there, with findings or without.
  ///
  /// - Parameter isStopped: whether to break it off.
  /// - Returns: `nil` where it was broken off.
  func findings(
    of document: Document,
    isStopped: () -> Bool = { false }
  ) -> [String: [JSONValue]]? {
    if let path = document.path,
      let found = workspace.configurationFindings(path, document.bytes, open: openTexts)
    {
      return findings(found.diagnostics, found.files, document.lines, document.uri)
    }
    var compiler: Compiler
    switch self.compiler(for: document) {
    case .success(nil): return [document.uri: []]
    case .success(let found?): compiler = found
    case .failure(let failure): return [document.uri: [unusable(failure)]]
    }
    // What is not told need not be worked out.
    compiler.options.findingsHeld = Self.findingsMax
    if let path = document.path,
      let users = workspace.users(ofPartial: path, open: openTexts)
    {
      return findings(ofPartial: document, usedBy: users, compiler, isStopped)
    }
    guard let result = compiler.check(document.source, isCancelled: isStopped) else { return nil }
    if result.hasErrors, result.isSomethingElse { return [document.uri: []] }
    let (told, files) = kept.findings(of: document, result)
    return findings(told, files, document.lines, document.uri)
  }

  /// What is found in a document; `nil` for a YAML file of another kind, which is none of ours.
  func check(_ document: Document, _ compiler: Compiler) -> CheckResult? {
    let result = compiler.check(document.source)
    return result.hasErrors && result.isSomethingElse ? nil : result
  }

  /// What the profiles that use a file show in it, each finding once.
  private func findings(
    ofPartial document: Document,
    usedBy users: [SourceText],
    _ compiler: Compiler,
    _ isStopped: () -> Bool
  ) -> [String: [JSONValue]]? {
    let before = Compiler(options: compiler.options).check(document.source)
    // Reading it may fail by itself.
    let unreadable =
      document.isText ? [] : before.diagnostics.filter { $0.rule.code.hasPrefix("SP00") }
    let files = SourceFiles(document.lines, document.uri, [])
    var own = UniqueFindings(unreadable.prefix(Self.findingsMax).map { json($0, files) })
    for user in users {
      guard let result = compiler.check(user, isCancelled: isStopped) else { return nil }
      let found = findings(
        result.diagnostics,
        result.files,
        LineTable(user.bytes),
        uri(ofFile: user.name)
      )
      own.add(found[document.uri] ?? [], most: Self.findingsMax)
    }
    return [document.uri: own.all]
  }

  /// - Parameter files: as in `CheckResult`.
  private func findings(
    _ diagnostics: [Diagnostic],
    _ files: [SourceText],
    _ lines: LineTable,
    _ uri: String
  ) -> [String: [JSONValue]] {
    var found: [String: [JSONValue]] = [uri: []]
    let open = openURIs
    let others = files.dropFirst().map { (uri: self.uri(ofFile: $0.name, open), text: $0) }
    let files = SourceFiles(lines, uri, others)
    for other in others { found[other.uri] = [] }
    for finding in diagnostics.prefix(Self.findingsMax) {
      found[files.uri(of: finding.span), default: []].append(json(finding, files))
    }
    return found
  }

  /// That a project cannot be used is told where the document begins.
  private func unusable(_ failure: WorkspaceFailure) -> JSONValue {
    let start = JSONValue.members(["line": .integer(0), "character": .integer(0)])
    return .members([
      "range": .members(["start": start, "end": start]), "severity": .integer(1),
      "source": .string("sessionc"), "message": .shown(failure.message),
    ])
  }

  private func json(_ finding: Diagnostic, _ files: SourceFiles) -> JSONValue {
    var message = finding.message
    if let help = finding.help { message += "\n" + help }
    let related = client.hasRelatedInformation ? finding.related : []
    let places = related.map { place in
      JSONValue.members([
        "location": .members([
          "uri": .string(files.uri(of: place.span)),
          "range": files.lines(of: place.span).json(place.span, in: client.encoding),
        ]), "message": .shown(place.message),
      ])
    }
    return .members([
      "range": files.lines(of: finding.span).json(finding.span, in: client.encoding),
      "severity": .integer(finding.severity == .error ? 1 : 2),
      "code": .string(finding.rule.code), "source": .string("sessionc"),
      "message": .shown(message),
      "tags": Self.tag(of: finding.rule.code).map { .array([.integer($0)]) },
      "relatedInformation": places.isEmpty ? nil : .array(places),
    ])
  }

  /// What is of no use, or out of date, is drawn so.
  private static func tag(of code: String) -> Int? {
    switch code {
    case "SP009", "SP712": 1
    case "SP206": 2
    default: nil
    }
  }

  /// The answer to a client that asks. The document is checked anew: its files may have changed on the disk.
  func pulledFindings(of document: Document) -> JSONValue {
    _ = checkChanged(and: document.uri)
    let related = found.others(of: document.uri).map { other in
      JSONMember(
        name: Array(other.uri.utf8),
        value: .members(["kind": .string("full"), "items": .array(other.findings)])
      )
    }
    let hasRelated = client.hasRelatedDocuments && !related.isEmpty
    return .members([
      "kind": .string("full"), "items": .array(found.findings(of: document.uri)),
      "relatedDocuments": hasRelated ? .object(related) : nil,
    ])
  }
}
