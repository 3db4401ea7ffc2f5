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
      for finding in found where finding.span.source == SourceID() {
        guard finding.span.start <= max(start, end), finding.span.end >= min(start, end) else {
          continue
        }
        if let action = quickFix(of: finding, in: document, compiler) { actions.append(action) }
      }
    }
    if isWanted("source.fixAll.sessionc"), let action = fixAll(in: document, compiler) {
      actions.append(action)
    }
    return .array(actions)
  }

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
    let edits = fix.edits.map { edit($0.span, $0.text, document) }
    return .members([
      "title": .shown(title), "kind": .string("quickfix"),
      "isPreferred": client.hasPreferredActions && fix.isSafe ? .bool(true) : nil,
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

  private func fixAll(in document: Document, _ compiler: Compiler) -> JSONValue? {
    let source = document.source
    let fixed = Fixer(compiler: compiler).fix(source).source.bytes
    guard fixed != source.bytes else { return nil }
    // The part that changes, in whole characters.
    let old = source.bytes
    var first = zip(old, fixed).prefix { $0 == $1 }.count
    while first > 0, Self.isInside(old, first) || Self.isInside(fixed, first) { first -= 1 }
    var behind = zip(old[first...].reversed(), fixed[first...].reversed()).prefix { $0 == $1 }.count
    while behind > 0,
      Self.isInside(old, old.count - behind) || Self.isInside(fixed, fixed.count - behind)
    {
      behind -= 1
    }
    let span = SourceSpan(start: first, end: old.count - behind)
    let text = String(decoding: fixed[first..<(fixed.count - behind)], as: UTF8.self)
    return .members([
      "title": .string("fix all that is sure"), "kind": .string("source.fixAll.sessionc"),
      "edit": workspaceEdit([edit(span, text, document)], document),
    ])
  }

  /// Whether a place is in the middle of a character, or between the two bytes of a line end.
  private static func isInside(_ bytes: [UInt8], _ place: Int) -> Bool {
    guard place < bytes.count else { return false }
    return bytes[place] & 0xC0 == 0x80
      || place > 0 && bytes[place] == 0x0A && bytes[place - 1] == 0x0D
  }

  private func edit(_ span: SourceSpan, _ text: String, _ document: Document) -> JSONValue {
    .members([
      "range": document.lines.json(span, in: client.encoding), "newText": .string(text),
    ])
  }

  private func workspaceEdit(_ edits: [JSONValue], _ document: Document) -> JSONValue {
    .members([
      "changes": .object([JSONMember(name: Array(document.uri.utf8), value: .array(edits))])
    ])
  }
}
