internal import CanonicalJSON
public import ProfileIR
public import ServerOverlays
internal import YAMLSyntax

/// What the schema says of one documented field.
public struct FieldPage: Sendable {
  /// The dotted path from the session, such as `turn_detection.threshold`.
  public let path: String
  public let dialect: Dialect
  /// The title of the server that has changed the field.
  public let server: String?
  /// The type, range or values, and default, on one line.
  public let form: String
  /// Paragraphs: what it means, its values and known ends, where the facts come from.
  public let paragraphs: [String]

  /// The pages of a field: of a dotted path, or of a name wherever it stands, in all dialects.
  ///
  /// - Parameters:
  ///   - name: a path such as `audio.output.speed`, or a name such as `speed`.
  ///   - server: one whose fields are meant; then only the dialects that it changes count, if any.
  public static func pages(of name: String, at server: Server? = nil) -> [FieldPage] {
    let dialects = dialects(at: server)
    let exact = dialects.filter { FieldPage(path: name, in: $0, at: server) != nil }
    let pages = dialects.flatMap { dialect -> [FieldPage] in
      guard let first = exact.first else {
        return paths(of: dialect, at: server).filter { $0.hasSuffix("." + name) }
          .compactMap { FieldPage(path: $0, in: dialect, at: server) }
      }
      let path = exact.contains(dialect) ? name : counterpart(of: name, from: first, in: dialect)
      return [path.flatMap { FieldPage(path: $0, in: dialect, at: server) }].compactMap { $0 }
    }
    // What is the same in several is told once.
    return pages.reduce(into: []) { result, page in
      if !result.contains(where: { $0.hasSameText(as: page) }) { result.append(page) }
    }
  }

  /// The dialects that a server speaks in its own way; all, where that is none.
  public static func dialects(at server: Server?) -> [Dialect] {
    let own = server?.dialects.all ?? []
    return own.isEmpty ? Dialect.allCases : own
  }

  /// Where a field of one dialect stands in the other, if it does.
  private static func counterpart(
    of path: String,
    from source: Dialect,
    in dialect: Dialect
  ) -> String? {
    let steps = path.split(separator: ".").map(String.init)
    let place = LoweringTable.embedded.counterpart(of: steps, of: source, in: dialect)
    return place.flatMap { $0.isFromRoot ? nil : $0.text }
  }

  private func hasSameText(as other: FieldPage) -> Bool {
    path == other.path && form == other.form && paragraphs == other.paragraphs
  }

  /// The dotted paths of all documented fields of all dialects.
  public static var allPaths: [String] {
    Dialect.allCases.flatMap { paths(of: $0) }.reduce(into: []) {
      if !$0.contains($1) { $0.append($1) }
    }
  }

  /// The dotted paths of a dialect's fields, in the order of the documentation.
  public static func paths(of dialect: Dialect, at server: Server? = nil) -> [String] {
    let schema = Server.schema(of: dialect, at: server)
    var paths: [String] = []
    func visit(_ id: FieldID, _ prefix: String) {
      let field = schema[id]
      // A tool's parameters are a language of their own.
      guard field.rule == nil || prefix.isEmpty else { return }
      for entry in field.properties.entries where !entry.name.hasPrefix("$") {
        let path = prefix.isEmpty ? entry.name : "\(prefix).\(entry.name)"
        if !paths.contains(path) { paths.append(path) }
        visit(entry.field, path)
      }
      for branch in field.alternatives { visit(branch, prefix) }
      if let items = field.items { visit(items, prefix) }
    }
    visit(schema.session, "")
    return paths
  }

  private init?(path: String, in dialect: Dialect, at server: Server?) {
    let schema = Server.schema(of: dialect, at: server)
    let fields = path.isEmpty ? [] : schema.fields(at: path).fields
    guard let id = fields.first else { return nil }
    let field = schema[id]
    self.path = path
    self.dialect = dialect
    self.server = fields.lazy.compactMap { schema[$0].server }.first
    form = Self.form(field, schema)
    var paragraphs: [String] = []
    if let description = field.description { paragraphs.append(description) }
    let branches = fields.flatMap { id in
      [schema[id]] + schema[id].alternatives.map { schema[$0] }
    }
    let items = field.items.map { schema[$0] }
    let values = (branches + (items.map { [$0] } ?? [])).flatMap { $0.allowed ?? [] }
    let unique = values.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    if !unique.isEmpty { paragraphs.append("Values: " + Self.list(unique)) }
    for facts in branches + (items.map { [$0] } ?? []) {
      if let known = facts.known {
        paragraphs.append("Documented: " + Self.list(known) + "; others may work")
      }
      for refused in facts.refused where refused.names != [""] {
        paragraphs.append("Refused: \(Self.list(refused.names)): \(refused.why)")
      }
      for (value, end) in facts.ends.sorted(by: { $0.key < $1.key }) {
        let instead = end.instead.map { "; its successor is \($0)" } ?? ""
        paragraphs.append("Announced end: `\(value)` on \(end.date)\(instead)")
      }
    }
    let members = branches.flatMap { $0.properties.nameList } + (items?.properties.nameList ?? [])
    let names = members.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    if !names.isEmpty, field.rule == nil { paragraphs.append("Fields: " + Self.list(names)) }
    if let since = field.since { paragraphs.append("Since: " + since) }
    if let source = field.source { paragraphs.append("Source: " + source) }
    self.paragraphs = paragraphs
  }

  private static func list(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }

  /// The type, range or values, and default, on one line.
  static func form(_ field: FieldSchema, _ schema: Schema) -> String {
    let branches = field.alternatives.isEmpty ? [field] : field.alternatives.map { schema[$0] }
    var parts = [
      branches.map { Self.type($0, schema) }.reduce(into: [String]()) {
        if !$0.contains($1) { $0.append($1) }
      }
      .joined(separator: ", or ")
    ]
    if let value = field.defaultValue {
      var writer = CanonicalWriter()
      writer.value(value.node, of: value.tree, sorted: false)
      parts.append("default " + String(decoding: writer.output, as: UTF8.self))
    }
    return parts.joined(separator: "; ")
  }

  private static func type(_ field: FieldSchema, _ schema: Schema) -> String {
    let names = KindSet.names.filter { field.kinds.contains($0.kind) && $0.kind != .null }
      .map { word($0.kind) }
    var text = field.kinds == .any ? "anything" : names.joined(separator: " or ")
    if let items = field.items, field.kinds.contains(.array) {
      text += Self.items(schema[items], schema)
    }
    switch (field.minimum, field.maximum) {
    case (let low?, let high?) where low == high: text += ", \(number(low)) only"
    case (let low?, let high?): text += " from \(number(low)) to \(number(high))"
    case (let low?, nil): text += ", \(number(low)) or more"
    case (nil, let high?): text += ", \(number(high)) or less"
    case (nil, nil): break
    }
    if let longest = field.maxLength { text += " of at most \(longest) characters" }
    if field.kinds != .any, field.kinds.contains(.null) {
      text += text.isEmpty ? "null" : " or null"
    }
    return text
  }

  /// ` of mappings`; nothing where it may be anything.
  private static func items(_ field: FieldSchema, _ schema: Schema) -> String {
    let branches = field.alternatives.isEmpty ? [field] : field.alternatives.map { schema[$0] }
    let kinds = branches.reduce(into: KindSet()) { $0.formUnion($1.kinds) }
    let words: [(kind: KindSet, name: String)] = [
      (.string, "texts"), (.number, "numbers"), (.array, "lists"), (.object, "mappings"),
    ]
    let names = words.filter { !kinds.isDisjoint(with: $0.kind) }.map(\.name)
    return kinds == .any || names.isEmpty ? "" : " of " + names.joined(separator: " or ")
  }

  private static func word(_ kind: KindSet) -> String {
    switch kind {
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .number: "a number"
    case .string: "text"
    case .array: "a list"
    default: "a mapping"
    }
  }

  private static func number(_ value: Double) -> String {
    Int64(exactly: value).map(String.init) ?? value.description
  }
}
