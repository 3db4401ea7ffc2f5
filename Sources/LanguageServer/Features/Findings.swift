internal import CanonicalJSON
internal import SessionProfiles
internal import SourceDiagnostics

/// What checking the documents has found. Findings of a document may lie in other files that it is made of, and
/// several documents may show the same one.
struct FoundFindings {
  /// By the document that was checked, and then by the file of the findings.
  private var all: [String: [String: [JSONValue]]] = [:]

  /// Whether a document has findings, or had none but is made of other files.
  func isMadeOfOthers(_ uri: String) -> Bool { all[uri].map { $0.count > 1 } ?? true }

  /// - Returns: the files whose findings have to be told anew.
  mutating func replace(_ uri: String, with findings: [String: [JSONValue]]) -> [String] {
    let before = all.updateValue(findings, forKey: uri) ?? [:]
    return [uri] + Set(before.keys).union(findings.keys).subtracting([uri]).sorted()
  }

  /// - Returns: the files whose findings have to be told anew.
  mutating func close(_ uri: String) -> [String] {
    let before = all.removeValue(forKey: uri) ?? [:]
    return [uri] + Set(before.keys).subtracting([uri]).sorted()
  }

  /// What a document shows in the other files that it is made of.
  func others(of uri: String) -> [(uri: String, findings: [JSONValue])] {
    (all[uri] ?? [:]).filter { $0.key != uri }.sorted { $0.key < $1.key }
      .map { (uri: $0.key, findings: $0.value) }
  }

  /// What all documents together show in a file, each finding once.
  func findings(of uri: String) -> [JSONValue] {
    var found = all[uri]?[uri] ?? []
    for (other, files) in all.sorted(by: { $0.key < $1.key }) where other != uri {
      for finding in files[uri] ?? [] where !found.contains(finding) { found.append(finding) }
    }
    return found
  }
}

extension LanguageServer {
  /// The most findings that are told of one document.
  private static let findingsMax = 1_000

  /// The findings of a document by the files that they are in; the document itself and each file that it is made
  /// of is there, with findings or without.
  func findings(of document: Document) -> [String: [JSONValue]] {
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
      return findings(ofPartial: document, usedBy: users, compiler)
    }
    return check(document, compiler).map { findings($0, document.lines, document.uri) }
      ?? [document.uri: []]
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
    _ compiler: Compiler
  ) -> [String: [JSONValue]] {
    var own: [JSONValue] = []
    let before = Compiler(options: compiler.options).check(document.source)
    // Reading it may fail by itself.
    let unreadable = before.diagnostics.filter { $0.rule.code.hasPrefix("SP00") }
    let files = SourceFiles(document.lines, document.uri, [])
    own += unreadable.prefix(Self.findingsMax).map { json($0, files) }
    for user in users {
      let lines = LineTable(user.bytes)
      let found = findings(compiler.check(user), lines, uri(ofFile: user.name))
      for finding in found[document.uri] ?? [] where !own.contains(finding) {
        if own.count < Self.findingsMax { own.append(finding) }
      }
    }
    return [document.uri: own]
  }

  private func findings(
    _ result: CheckResult,
    _ lines: LineTable,
    _ uri: String
  ) -> [String: [JSONValue]] {
    var found: [String: [JSONValue]] = [uri: []]
    let others = result.files.dropFirst().map { (uri: self.uri(ofFile: $0.name), text: $0) }
    let files = SourceFiles(lines, uri, others)
    for other in others { found[other.uri] = [] }
    for finding in result.diagnostics.prefix(Self.findingsMax) {
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
