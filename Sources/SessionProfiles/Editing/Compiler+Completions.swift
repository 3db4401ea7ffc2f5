internal import ProfileIR
internal import ProfileRules
internal import ProfileTargets
internal import SchemaTables
internal import ServerOverlays
public import SourceDiagnostics
internal import YAMLSyntax

extension Compiler {
  /// What may be written at a place of a text, which may be half typed: the required fields first, then in the order
  /// of the documentation. Of a session that shows no dialect yet, the fields of all that it may become, GA first.
  ///
  /// - Parameters:
  ///   - source: the text as it is now.
  ///   - offset: in bytes.
  ///   - listing: lists the files that paths may lead to; without it no paths are completed.
  public func completions(
    in source: SourceText,
    at offset: Int,
    listing: FolderListing? = nil
  ) -> [Completion] {
    guard source.bytes.count <= Self.completedBytesMax else { return [] }
    if let variables = variableCompletions(in: source, at: offset) { return variables }
    let word = CursorWord(source.bytes, at: offset)
    let writer = CompletionWriter(source, word)
    let found = MarkedText.first(source.bytes, word) { marked in
      var found: [Completion] = []
      if let listing { found = pathCompletions(marked, word, in: source, at: offset, listing) }
      if found.isEmpty { found = completions(marked, in: source, writer) }
      return found.isEmpty ? nil : found
    }
    return found ?? []
  }

  private func completions(
    _ marked: MarkedText,
    in source: SourceText,
    _ writer: CompletionWriter
  ) -> [Completion] {
    var unknown = NodeID.none
    let server = server(of: marked.tree, called: source.name, unknown: &unknown)
    let shape = shape(of: marked.tree, at: server)
    var shapes = [shape]
    if let patch = marked.patch {
      let profile = Binder.bind(
        patch.tree,
        to: Server.schema(of: shape.dialect, at: server),
        as: .session
      )
      let found = CursorPlace(patch, in: profile)?.completions(writer, options.servers.names) ?? []
      return found.filter { $0.name != "$variants" && $0.name != "$extends" }
    }
    if showsNothing(marked.tree, shape) {
      shapes = [Dialect.hub, .standard].map { shape.read(as: $0) }
      // Where nothing is there yet, it may become the body of a request as well.
      if let body = Dialect.hub.document(.body), isEmpty(marked) {
        shapes.append(shapes[0])
        shapes[2].document = body
      }
    }
    var found: [Completion] = []
    var names: Set<String> = []
    for shape in shapes {
      let schema = Server.schema(of: shape.dialect, at: server)
      let profile = Binder.bind(marked.tree, to: schema, as: shape.document)
      let place = CursorPlace(marked, in: profile)
      for completion in place?.completions(writer, options.servers.names) ?? [] {
        if names.insert(completion.name).inserted { found.append(completion) }
      }
    }
    if marked.directive.map({ $0.elementsEqual("tool_choice".utf8) }) ?? false {
      for name in sharedTools(of: source) where names.insert(name).inserted {
        found.append(writer.value(name, form: "a function of another file"))
      }
    }
    return found.filter(\.isRequired) + found.filter { !$0.isRequired }
  }

  /// The functions that the other files of a profile have.
  private func sharedTools(of source: SourceText) -> [String] {
    files(of: source).files.dropFirst().flatMap { file in
      SharedNames(of: file).all.filter { $0.kind == .tool && !$0.declarations.isEmpty }.map(\.name)
    }
  }

  /// The longest text in which completions are looked for.
  private static let completedBytesMax = 4 << 20

  /// Whether the root has nothing but the marker, and what is for the compiler.
  private func isEmpty(_ marked: MarkedText) -> Bool {
    let tree = marked.tree
    return tree.entries(of: tree.root).allSatisfy { key, _ in
      key == marked.node || tree.bytes(key).first == UInt8(ascii: "$")
    }
  }

  /// Whether a session is a document by itself, and no key of it tells the dialect.
  private func showsNothing(_ tree: NodeTree, _ shape: DocumentShape) -> Bool {
    guard shape.document == .session, tree.value(of: "$dialect", in: tree.root) == nil else {
      return false
    }
    return DialectSigns.shown(by: tree.root, of: tree, isAlone: true) == nil
  }
}

/// The place of the marker in a profile that was bound.
private struct CursorPlace {
  private let profile: BoundProfile
  /// The value that is the marker, or that stands under it.
  private let id: IRID
  private let isKey: Bool

  init?(_ marked: MarkedText, in profile: BoundProfile) {
    let found = profile.all.first { id in
      marked.isKey ? profile[id].key == marked.node : profile[id].written == marked.node
    }
    guard let found else { return nil }
    self.profile = profile
    id = found
    isKey = marked.isKey
  }

  func completions(_ writer: CompletionWriter, _ servers: [String]) -> [Completion] {
    guard isKey else { return values(of: id, writer, servers) }
    let parent = profile[id].parent
    let fields = fields(of: parent, writer)
    // A word alone may be an item as well as the beginning of a mapping.
    return fields.isEmpty ? values(of: parent, writer, servers) : fields
  }

  // MARK: Fields

  private func fields(of parent: IRID, _ writer: CompletionWriter) -> [Completion] {
    guard parent != .none else { return [] }
    let branches = branches(of: parent)
    var present: Set<String> = []
    for child in profile.children(of: parent) where child != id {
      present.insert(profile.name(child))
    }
    var found: [Completion] = []
    for branch in branches {
      let required = Set(branch.required.strings)
      for entry in branch.properties.entries where !present.contains(entry.name) {
        present.insert(entry.name)
        let field = profile.schema[entry.field]
        found.append(
          writer.field(
            entry.name,
            field,
            profile.schema,
            isRequired: required.contains(entry.name)
          )
        )
      }
    }
    // What is for the compiler comes last.
    return found.filter { !$0.name.hasPrefix("$") } + found.filter { $0.name.hasPrefix("$") }
  }

  /// What a mapping may be: all branches of a union, where nothing says yet which.
  private func branches(of parent: IRID) -> [FieldSchema] {
    let node = profile[parent]
    let union = profile.schema[node.union]
    guard union.isUnion else { return node.field == .unknown ? [] : [profile.schema[node.field]] }
    if let property = union.discriminator?.property,
      profile.children(of: parent).contains(where: { $0 != id && profile.name($0) == property })
    {
      return [profile.schema[node.field]]
    }
    return union.alternatives.map { profile.schema[$0] }
  }

  // MARK: Values

  private func values(
    of id: IRID,
    _ writer: CompletionWriter,
    _ servers: [String]
  ) -> [Completion] {
    guard id != .none else { return [] }
    let parent = profile[id].parent
    var fields: [FieldSchema] = []
    if profile[id].union != .unknown {
      fields = [profile.schema[profile[id].union]]
    } else if parent != .none, profile[id].key != .none {
      // Nothing says yet which kind of thing it is in.
      let name = profile.name(id)
      fields = self.branches(of: parent).compactMap { $0.properties.field(named: name) }
        .map { profile.schema[$0] }
    }
    guard let field = fields.first else { return [] }
    var branches = fields + fields.flatMap(\.alternatives).map { profile.schema[$0] }
    // The key that says what kind of thing a mapping is has the values of all kinds.
    if parent != .none, profile[id].key != .none {
      let union = profile.schema[profile[parent].union]
      let name = profile.name(id)
      if union.discriminator?.property == name {
        branches = union.alternatives.compactMap { branch in
          profile.schema[branch].properties.field(named: name).map { profile.schema[$0] }
        }
      }
    }
    var names: [String] = []
    func add(_ name: String) { if !names.contains(name) { names.append(name) } }
    for branch in branches {
      branch.lasting(branch.allowed ?? []).forEach(add)
      branch.lasting(branch.known ?? []).forEach(add)
    }
    if profile.isForCompiler(id) {
      switch profile.name(id) {
      case "$dialect": Dialect.allCases.map(\.rawValue).forEach(add)
      case "$server": servers.forEach(add)
      default: break
      }
    }
    let isText = Set(names)
    if profile.fieldPath(id) == "tool_choice" { toolNames.forEach(add) }
    if branches.contains(where: { $0.kinds != .any && $0.kinds.contains(.boolean) }) {
      add("true")
      add("false")
    }
    return names.map { writer.value($0, of: field, profile.schema, isText: isText.contains($0)) }
  }

  private var toolNames: [String] {
    guard let tools = profile.tools else { return [] }
    return profile.children(of: tools).compactMap { tool in
      profile.child("name", of: tool).flatMap { profile.string($0) }
    }
  }
}
