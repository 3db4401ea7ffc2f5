internal import CanonicalJSON
internal import ProfileIR
internal import YAMLSyntax

/// One bundle that is being written.
struct SchemaBundle {
  /// Whether directives are allowed.
  let isForAuthors: Bool
  var writer = CanonicalWriter(pretty: true)
  /// The files referred to, in the order in which they were met.
  private var files: [String] = []
  /// Whether what is written is merged with what stands below it: not the items of lists, nor conditions.
  private var isMerged = true
  /// Whether what is written tells which schema counts.
  var isCondition = false

  let allowed: AllowedValues

  init(isForAuthors: Bool, allowing allowed: AllowedValues) {
    self.isForAuthors = isForAuthors
    self.allowed = allowed
  }

  mutating func write(_ file: String) -> [UInt8] {
    let tree = allowed.files.tree(of: file)
    writer.beginObject()
    var own: NodeID?
    for entry in tree.entries(of: tree.root) {
      if tree.text(of: entry.key, is: "$defs") {
        own = entry.value
      } else {
        writeMember(entry, of: tree, in: "", isSchema: true)
      }
    }
    writeDefinitions(own, of: tree)
    writer.endObject()
    return writer.output
  }

  /// The file's own definitions, and one for each file that it, or one of them, refers to.
  private mutating func writeDefinitions(_ own: NodeID?, of tree: NodeTree) {
    guard own != nil || !files.isEmpty else { return }
    writer.name("$defs")
    writer.beginObject()
    if isForAuthors { writeDirectives() }
    if let own {
      // Those of the profile itself tell which schema counts.
      (isMerged, isCondition) = (false, true)
      for entry in tree.entries(of: own) { writeMember(entry, of: tree, in: "", isSchema: false) }
      (isMerged, isCondition) = (true, false)
    }
    var done = 0
    while done < files.count {
      let file = files[done]
      done += 1
      let tree = allowed.files.tree(of: file)
      writer.name(Array(Self.stem(file).utf8)[...])
      writer.beginObject()
      for entry in tree.entries(of: tree.root) where !tree.text(of: entry.key, is: "$schema") {
        writeMember(entry, of: tree, in: file, isSchema: true)
      }
      writeKinds(of: tree.root, in: tree, file)
      writer.endObject()
    }
    writer.endObject()
  }

  /// - Parameters:
  ///   - file: the file that the entry comes from; empty for the first.
  ///   - isSchema: whether the key is a keyword, not the name of a property or definition.
  private mutating func writeMember(
    _ entry: (key: NodeID, value: NodeID),
    of tree: NodeTree,
    in file: String,
    isSchema: Bool
  ) {
    let name = tree.string(entry.key)
    if isSchema, name.hasPrefix("x-") { return }
    if isSchema, isForAuthors, isMerged, name == "required" { return }
    if isSchema, isForAuthors, name == "default", tree[entry.value].kind != .scalar { return }
    if isSchema, isForAuthors, name == "examples" {
      writeExamples(entry.value, of: tree)
      return
    }
    if isSchema, isForAuthors, isMerged, name == "oneOf" {
      // Without the fields that must be there, a value may fit several.
      writer.name("anyOf")
    } else {
      writer.name(tree.bytes(entry.key))
    }
    if isSchema, name == "$ref" {
      writer.string(reference(tree.string(entry.value), in: file))
      return
    }
    let outer = (isMerged, isCondition)
    defer { (isMerged, isCondition) = outer }
    if isSchema, name == "items" || name == "if" { isMerged = false }
    if isSchema, name == "if" { isCondition = true }
    if isSchema, isForAuthors, name == "items", tree[entry.value].kind == .mapping {
      writeAuthored(entry.value, of: tree, in: file, directive: "item_directive")
    } else if isSchema, isForAuthors, name == "properties" {
      writeProperties(entry.value, of: tree, in: file)
    } else {
      let holdsNames = isSchema && ["properties", "patternProperties", "$defs"].contains(name)
      write(entry.value, of: tree, in: file, isSchema: !holdsNames)
    }
  }

  mutating func write(
    _ id: NodeID,
    of tree: NodeTree,
    in file: String,
    isSchema: Bool
  ) {
    switch tree[id].kind {
    case .mapping:
      let values = isSchema ? allowed.values(at: id, in: file) : []
      if !values.isEmpty {
        writer.beginObject()
        writer.name("anyOf")
        writer.beginArray()
        writer.beginObject()
        writeList("enum", values)
        writer.endObject()
      }
      writer.beginObject()
      for entry in tree.entries(of: id) {
        writeMember(entry, of: tree, in: file, isSchema: isSchema)
      }
      if isSchema { writeKinds(of: id, in: tree, file) }
      writer.endObject()
      if !values.isEmpty {
        writer.endArray()
        writer.endObject()
      }
    case .sequence:
      writer.beginArray()
      for item in tree.items(of: id) { write(item, of: tree, in: file, isSchema: true) }
      writer.endArray()
    case .scalar, .alias: writer.scalar(tree[id], of: tree)
    }
  }

  /// A reference as it is in the bundle: `sessions.schema.json#/$defs/tool` becomes
  /// `#/$defs/sessions/$defs/tool`.
  private mutating func reference(_ text: String, in file: String) -> String {
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let target = parts[0].isEmpty ? file : String(parts[0])
    let pointer = parts.count > 1 ? String(parts[1]) : ""
    guard !target.isEmpty else { return "#" + pointer }
    if !files.contains(target) { files.append(target) }
    return "#/$defs/\(Self.stem(target))\(pointer)"
  }

  private static func stem(_ file: String) -> String {
    String(file.prefix { $0 != "." })
  }
}
