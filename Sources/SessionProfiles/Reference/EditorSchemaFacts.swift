internal import ProfileIR
internal import YAMLSyntax

/// The schema files, each read once.
final class SchemaTrees {
  private var trees: [String: NodeTree] = [:]

  func tree(of file: String) -> NodeTree {
    if let known = trees[file] { return known }
    let tree = SchemaFile.read(file).tree
    trees[file] = tree
    return tree
  }
}

/// A place in one of the schema files.
private struct SchemaPlace: Hashable {
  var file: String
  var id: NodeID
  let files: SchemaTrees

  var tree: NodeTree { files.tree(of: file) }

  static func == (left: SchemaPlace, right: SchemaPlace) -> Bool {
    left.file == right.file && left.id == right.id
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(file)
    hasher.combine(id)
  }

  func at(_ id: NodeID) -> SchemaPlace { SchemaPlace(file: file, id: id, files: files) }

  func value(of name: StaticString) -> SchemaPlace? { tree.value(of: name, in: id).map(at) }

  /// What it refers to; itself where it refers to nothing.
  var resolved: SchemaPlace? {
    guard let reference = tree.value(of: "$ref", in: id) else { return self }
    let parts = tree.string(reference).split(separator: "#", omittingEmptySubsequences: false)
      .map(String.init)
    var place = SchemaPlace(file: parts[0].isEmpty ? file : parts[0], id: .none, files: files)
    place.id = place.tree.root
    for name in (parts.count > 1 ? parts[1] : "").split(separator: "/") {
      let entry = place.tree.entries(of: place.id).first { place.tree.string($0.key) == name }
      guard let entry else { return nil }
      place.id = entry.value
    }
    return place
  }

  /// Itself and all that it may be instead, with the items of lists.
  func branches(depth: Int = 8) -> [SchemaPlace] {
    guard depth > 0, let place = resolved else { return [] }
    var found = [place]
    for name in ["oneOf", "anyOf", "allOf"] as [StaticString] {
      guard let list = place.tree.value(of: name, in: place.id) else { continue }
      for item in place.tree.items(of: list) {
        found += place.at(item).branches(depth: depth - 1)
      }
    }
    if let items = place.value(of: "items") { found += items.branches(depth: depth - 1) }
    return found
  }

  func property(_ name: some StringProtocol) -> SchemaPlace? {
    guard let properties = tree.value(of: "properties", in: id) else { return nil }
    let entry = tree.entries(of: properties).first { tree.string($0.key) == name }
    return entry.map { at($0.value) }
  }
}

/// The values that a project allows beyond those documented, by the places of their fields in the schema files.
struct AllowedValues {
  private var values: [SchemaPlace: [String]] = [:]
  let files = SchemaTrees()

  /// - Parameter allowed: by the dotted path of the field from the session.
  init(_ allowed: [String: Set<String>]) {
    for (path, names) in allowed {
      for dialect in Dialect.allCases {
        let schema = Schema.of(dialect)
        let file = String(schema[schema.session].pointer.prefix { $0 != "#" })
        var places = [SchemaPlace(file: file, id: files.tree(of: file).root, files: files)]
        for step in path.split(separator: ".") {
          places = places.flatMap { $0.branches() }.compactMap { $0.property(step) }
        }
        for place in places { values[place] = names.sorted() }
      }
    }
  }

  func values(at id: NodeID, in file: String) -> [String] {
    values.isEmpty ? [] : values[SchemaPlace(file: file, id: id, files: files)] ?? []
  }
}

/// A schema with `x-discriminator`: what the key may say that tells its branches apart.
struct DiscriminatedUnion {
  let property: String
  private(set) var values: [String] = []

  /// `nil` for another schema, and for one of which a branch takes any text there.
  ///
  /// - Parameter allowed: what the key may say besides.
  init?(_ id: NodeID, in file: String, allowing allowed: AllowedValues) {
    let union = SchemaPlace(file: file, id: id, files: allowed.files)
    guard let name = union.value(of: "x-discriminator")?.value(of: "propertyName"),
      let list = union.value(of: "oneOf") ?? union.value(of: "anyOf")
    else { return nil }
    property = name.tree.string(name.id)
    for item in list.tree.items(of: list.id) {
      guard let branch = union.at(item).resolved else { return nil }
      // Texts and null have no key.
      guard branch.value(of: "properties") != nil else { continue }
      guard let key = branch.property(property), let names = key.value(of: "enum") else {
        return nil
      }
      let own = names.tree.items(of: names.id).map { names.tree.string($0) }
      for value in own + allowed.values(at: key.id, in: key.file) where !values.contains(value) {
        values.append(value)
      }
    }
    if values.isEmpty { return nil }
  }
}
