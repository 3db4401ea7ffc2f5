internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// The `$ref`s of a tool's parameters: they must lead to a schema of the same tool.
///
/// One value serves all references of a root: what it looks up it remembers, so that many references
/// into many definitions stay linear.
struct LocalReference {
  private let root: IRID
  private let draft: FieldSchema?
  private let profile: BoundProfile
  private var members: [IRID: [ArraySlice<UInt8>: IRID]] = [:]
  /// The names that the schemas give themselves; read at first need.
  private var names: SchemaNames?
  private var knownNames: String?
  /// Where a schema leads that is nothing but a reference; `.none` for all others.
  private var onward: [IRID: IRID] = [:]

  /// - Parameter draft: what is different in the older draft that the schemas are of.
  init(root: IRID, _ draft: FieldSchema?, in profile: BoundProfile) {
    self.root = root
    self.draft = draft
    self.profile = profile
  }

  /// - Parameter reference: the `$ref` of a schema.
  mutating func check(_ reference: IRID, of schema: IRID, into bag: inout DiagnosticBag) {
    guard let text = profile.string(reference),
      let (message, help) = problem(of: text, from: schema)
    else { return }
    let rule = BadParametersSchema.descriptor
    if bag.countsOnly(rule, at: profile.span(reference)) { return }
    bag.report(profile.finding(rule, message, at: reference, help: help))
  }

  private mutating func problem(
    of text: String,
    from schema: IRID
  ) -> (message: String, help: String)? {
    let shown = Wording.shown(text)
    guard text.begins(with: "#") else {
      if schemaNames().hasResource(text, from: schema, in: profile) { return nil }
      return (
        "`\(shown)` leads out of the tool",
        "nothing else is sent along; put the schema into `$defs` and write `#/$defs/name`"
      )
    }
    guard let target = target(of: text, from: schema) else {
      let isDefinition = text.begins(with: "#/$defs") || text.begins(with: "#/definitions")
      let start = "references start at `parameters`"
      return ("`\(shown)` leads nowhere", isDefinition ? "\(start): \(known())" : start)
    }
    guard isLoop(from: schema, to: target) else { return nil }
    return (
      "`\(shown)` leads back to itself", "a reference must come to a schema that says something"
    )
  }

  private mutating func schemaNames() -> SchemaNames {
    if let names { return names }
    let read = SchemaNames(of: root, draft, in: profile)
    names = read
    return read
  }

  /// Where a reference leads: a JSON Pointer, or a name given by `$anchor`. It counts from the nearest schema
  /// around it that has an `$id`; some count from the root all the same.
  private mutating func target(of text: String, from schema: IRID) -> IRID? {
    let fragment = text.dropping(bytes: 1)
    let start = schemaNames().resource(around: schema, in: profile)
    if fragment.isEmpty { return start }
    guard fragment.begins(with: "/") else { return schemaNames().anchors[fragment] }
    return target(of: fragment, below: start)
      ?? (start == root ? nil : target(of: fragment, below: root))
  }

  private mutating func target(of fragment: String, below start: IRID) -> IRID? {
    var current = start
    // Step by step: most of a very long one leads nowhere.
    var rest = Array(fragment.utf8)[...]
    while rest.first == UInt8(ascii: "/") {
      let step = rest.dropFirst().prefix { $0 != UInt8(ascii: "/") }
      guard let next = member(Self.unescaped(step)[...], of: current) else { return nil }
      current = next
      rest = rest[step.endIndex...]
    }
    return current
  }

  private mutating func member(_ name: ArraySlice<UInt8>, of id: IRID) -> IRID? {
    if let known = members[id] { return known[name] }
    var table: [ArraySlice<UInt8>: IRID] = [:]
    for child in profile.children(of: id) {
      let node = profile[child]
      let key =
        node.key == .none ? Array(String(node.position).utf8)[...] : profile.tree.bytes(node.key)
      table[key] = child
    }
    members[id] = table
    return table[name]
  }

  /// `~1` is `/`, `~0` is `~`, and `%24` and the like are bytes.
  private static func unescaped(_ step: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = step
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else if byte == UInt8(ascii: "~"), let code = rest.first, code == 0x30 || code == 0x31 {
        bytes.append(code == 0x30 ? UInt8(ascii: "~") : UInt8(ascii: "/"))
        rest = rest.dropFirst()
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }

  /// Whether following references that have nothing beside them comes back to where it began.
  private mutating func isLoop(from start: IRID, to target: IRID) -> Bool {
    guard isOnlyReference(start) else { return false }
    var current = target
    for _ in 0..<100 {
      if current == start { return true }
      current = next(after: current)
      if current == .none { return false }
    }
    return false
  }

  private mutating func next(after schema: IRID) -> IRID {
    if let known = onward[schema] { return known }
    var next = IRID.none
    if isOnlyReference(schema),
      let text = profile.child("$ref", of: schema).flatMap({ profile.string($0) }),
      text.begins(with: "#")
    {
      next = target(of: text, from: schema) ?? IRID.none
    }
    onward[schema] = next
    return next
  }

  private func isOnlyReference(_ id: IRID) -> Bool {
    profile.node(id).kind == .mapping && profile.child("$ref", of: id) != nil
      && (profile.node(id).count == 2 || draft?.hasLoneReferences ?? false)
  }

  /// The definitions that a reference could name, for the help line.
  private mutating func known() -> String {
    if let knownNames { return knownNames }
    let names = ["$defs", "definitions"].flatMap { keyword -> [String] in
      guard let definitions = member(Array(keyword.utf8)[...], of: root) else { return [] }
      return profile.children(of: definitions).map { "#/\(keyword)/\(profile.name($0))" }
    }
    let text = names.isEmpty ? "there is no `$defs` there" : Wording.choices(names)
    knownNames = text
    return text
  }
}
