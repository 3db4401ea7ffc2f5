internal import CanonicalJSON
internal import SessionProfiles
internal import SourceDiagnostics

extension LanguageServer {
  /// The fixes of what is found in a range, from the text as it is now, and one action for all safe fixes.
  func codeActions(in document: Document, _ parameters: JSONValue) -> JSONValue {
    guard client.hasLiteralCodeActions, case .success(let compiler?) = compiler(for: document),
      let start = document.lines.offset(parameters[["range", "start"]], in: client.encoding),
      let end = document.lines.offset(parameters[["range", "end"]], in: client.encoding)
    else { return .array([]) }
    let wanted = parameters[["context", "only"]]?.items.compactMap(\.text)
    func isWanted(_ kind: String) -> Bool {
      guard let wanted else { return true }
      return wanted.contains { kind == $0 || kind.hasPrefix($0 + ".") }
    }
    var actions: [JSONValue] = []
    if isWanted("quickfix") {
      let found = check(document, compiler)?.diagnostics ?? []
      let inRange = found.filter { finding in
        finding.span.source == SourceID() && finding.span.start <= max(start, end)
          && finding.span.end >= min(start, end)
      }
      actions += inRange.compactMap { quickFix(of: $0, in: document, compiler) }
      var ignored: Set<String> = []
      for finding in inRange.prefix(Self.ignoresMax) {
        guard ignored.insert(finding.rule.code).inserted,
          let fix = compiler.ignoring(finding, in: document.source)
        else { continue }
        actions.append(action(fix.title, "quickfix", fix, document))
      }
    }
    if isWanted("source.fixAll.sessionc") {
      let fixed = Fixer(compiler: compiler).fix(document.source).source.bytes
      if let edit = replacement(of: document, by: fixed) {
        actions.append(action("fix all that is sure", "source.fixAll.sessionc", [edit], document))
      }
    }
    if isWanted("refactor.rewrite"), let migrated = compiler.migrate(document.source).profile,
      let edit = replacement(of: document, by: migrated.bytes), !isPartOfOthers(document)
    {
      let title = "migrate this profile to the GA dialect"
      actions.append(action(title, "refactor.rewrite", [edit], document))
    }
    return .array(actions)
  }

  /// Whether profiles are made of a document: what is rewritten then are all of them together, by the command line.
  private func isPartOfOthers(_ document: Document) -> Bool {
    guard let path = document.path else { return false }
    if workspace.users(ofPartial: path, open: openTexts) != nil { return true }
    let open = openURIs
    return workspace.profiles(around: path, open: openTexts).contains { files in
      files.dropFirst().contains { uri(ofFile: $0.name, open) == document.uri }
    }
  }

  /// For how many findings of a range it is tried what an ignore would do.
  private static let ignoresMax = 10

  private func quickFix(
    of finding: Diagnostic,
    in document: Document,
    _ compiler: Compiler
  ) -> JSONValue? {
    guard let fix = finding.fix, !fix.edits.isEmpty,
      fix.edits.allSatisfy({ $0.span.source == SourceID() }),
      keepsReadable(fix, document, compiler)
    else { return nil }
    let title = fix.isSafe ? fix.title : "\(fix.title) (may not be what is meant)"
    return action(title, "quickfix", fix, document, isPreferred: fix.isSafe)
  }

  private func action(
    _ title: String,
    _ kind: String,
    _ fix: FixIt,
    _ document: Document,
    isPreferred: Bool = false
  ) -> JSONValue {
    let edits = fix.edits.map { edit($0.span, $0.text, document) }
    return action(title, kind, edits, document, isPreferred: isPreferred)
  }

  private func action(
    _ title: String,
    _ kind: String,
    _ edits: [JSONValue],
    _ document: Document,
    isPreferred: Bool = false
  ) -> JSONValue {
    .members([
      "title": .shown(title), "kind": .string(kind),
      "isPreferred": client.hasPreferredActions && isPreferred ? .bool(true) : nil,
      "edit": workspaceEdit(edits, document),
    ])
  }

  /// Whether a text can be read to its end after a fix, where it could before.
  private func keepsReadable(_ fix: FixIt, _ document: Document, _ compiler: Compiler) -> Bool {
    var edits = TextEdits()
    guard edits.add(fix) else { return false }
    let bytes = edits.applied(to: document.bytes)
    func isUnreadable(_ source: SourceText) -> Bool {
      compiler.check(source).diagnostics.contains { $0.rule.code == "SP001" }
    }
    return !isUnreadable(SourceText(name: document.source.name, bytes: bytes))
      || isUnreadable(document.source)
  }

  /// The part of a text that changes, in whole characters; `nil` where none does.
  private func replacement(of document: Document, by new: [UInt8]) -> JSONValue? {
    let old = document.bytes
    guard new != old else { return nil }
    var first = zip(old, new).prefix { $0 == $1 }.count
    while first > 0, Self.isInside(old, first) || Self.isInside(new, first) { first -= 1 }
    var behind = zip(old[first...].reversed(), new[first...].reversed()).prefix { $0 == $1 }.count
    while behind > 0,
      Self.isInside(old, old.count - behind) || Self.isInside(new, new.count - behind)
    {
      behind -= 1
    }
    let span = SourceSpan(start: first, end: old.count - behind)
    let text = String(decoding: new[first..<(new.count - behind)], as: UTF8.self)
    return edit(span, text, document)
  }

  /// Whether a place is in the middle of a character, or between the two bytes of a line end.
  private static func isInside(_ bytes: [UInt8], _ place: Int) -> Bool {
    guard place < bytes.count else { return false }
    return bytes[place] & 0xC0 == 0x80
      || place > 0 && bytes[place] == 0x0A && bytes[place - 1] == 0x0D
  }
}
