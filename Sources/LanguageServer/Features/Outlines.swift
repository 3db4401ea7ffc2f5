internal import CanonicalJSON
internal import SessionProfiles
internal import SourceDiagnostics

extension LanguageServer {
  func symbols(of document: Document) -> JSONValue {
    let entries = Outline(of: document.source).entries
    if client.hasHierarchicalSymbols { return .array(entries.map { symbol($0, document) }) }
    var flat: [JSONValue] = []
    func add(_ entries: [OutlineEntry], in container: String?) {
      for entry in entries {
        flat.append(
          .members([
            "name": .shown(Self.name(entry)), "kind": .integer(Self.kind(entry)),
            "location": .members([
              "uri": .string(document.uri),
              "range": document.lines.json(entry.span, in: client.encoding),
            ]), "containerName": container.map { .shown($0) },
          ])
        )
        add(entry.children, in: entry.name)
      }
    }
    add(entries, in: nil)
    return .array(flat)
  }

  private func symbol(_ entry: OutlineEntry, _ document: Document) -> JSONValue {
    .members([
      "name": .shown(Self.name(entry)), "kind": .integer(Self.kind(entry)),
      "range": document.lines.json(entry.span, in: client.encoding),
      "selectionRange": document.lines.json(entry.nameSpan, in: client.encoding),
      "children": entry.children.isEmpty
        ? nil : .array(entry.children.map { symbol($0, document) }),
    ])
  }

  /// A name is never empty: clients refuse such a list.
  private static func name(_ entry: OutlineEntry) -> String {
    entry.name.isEmpty ? "\"\"" : Secrets.redacted(entry.name)
  }

  /// The protocol's `SymbolKind`.
  private static func kind(_ entry: OutlineEntry) -> Int {
    switch entry.kind {
    case .mapping: 19
    case .list: 18
    case .text: 15
    case .number: 16
    case .boolean: 17
    case .null: 21
    }
  }

  func foldingRanges(of document: Document) -> JSONValue {
    var ranges: [JSONValue] = []
    func add(_ entries: [OutlineEntry]) {
      for entry in entries {
        let start = document.lines.position(of: entry.span.start).line
        // A block text ends where the next line begins.
        let end = document.lines.position(of: max(entry.span.start, entry.span.end - 1)).line
        if end > start {
          ranges.append(
            .members(["startLine": .integer(start - 1), "endLine": .integer(end - 1)])
          )
        }
        add(entry.children)
      }
    }
    add(Outline(of: document.source).entries)
    return .array(ranges)
  }
}
