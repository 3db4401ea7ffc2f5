internal import ProfileIR
internal import YAMLSyntax

/// The schemas of a tool that are about one and the same object: a schema and those in its `allOf`, `anyOf`,
/// `oneOf`, `if`, `then`, `else`, `not`, `dependentSchemas` and, in older drafts, `dependencies`. What one of them defines, another may require.
///
/// Each family is gone through once, so that asking for many names stays linear.
struct SchemaFamilies {
  private let profile: BoundProfile
  /// The names that a family defines, by its root; `nil` where it may define any, by a reference or a pattern.
  private var known: [IRID: Set<ArraySlice<UInt8>>?] = [:]
  /// The root of each schema that was asked for.
  private var roots: [IRID: IRID] = [:]

  init(_ profile: BoundProfile) { self.profile = profile }

  /// Whether a property may be defined by the family of a schema, outside of its own `properties`.
  mutating func mayDefine(_ name: ArraySlice<UInt8>, for schema: IRID) -> Bool {
    let root = root(of: schema)
    if known[root] == nil {
      var names: Set<ArraySlice<UInt8>> = []
      known[root] = .some(collect(root, into: &names) ? names : nil)
    }
    guard let names = known[root] ?? nil else { return true }
    return names.contains(name)
  }

  private static let lists = ["allOf", "anyOf", "oneOf"]
  private static let single = ["if", "then", "else", "not"]

  private mutating func root(of schema: IRID) -> IRID {
    var path: [IRID] = []
    var current = schema
    while roots[current] == nil, let next = outer(current) {
      path.append(current)
      current = next
    }
    let root = roots[current] ?? current
    for schema in path { roots[schema] = root }
    return root
  }

  /// The schema that a schema is a part of.
  private func outer(_ schema: IRID) -> IRID? {
    let parent = profile[schema].parent
    guard parent != .none else { return nil }
    if profile[schema].key == .none {
      return Self.lists.contains(profile.name(parent)) ? ifSchema(profile[parent].parent) : nil
    }
    if Self.single.contains(profile.name(schema)), let outer = ifSchema(parent) { return outer }
    guard profile[parent].key != .none,
      ["dependentSchemas", "dependencies"].contains(profile.name(parent))
    else { return nil }
    return ifSchema(profile[parent].parent)
  }

  private func ifSchema(_ id: IRID) -> IRID? {
    id != .none && ToolParameters.isSchema(id, in: profile) ? id : nil
  }

  /// - Returns: whether all that is defined is known.
  private func collect(_ schema: IRID, into names: inout Set<ArraySlice<UInt8>>) -> Bool {
    var isKnown = true
    for child in profile.children(of: schema) {
      switch profile.name(child) {
      case "$ref", "$dynamicRef", "$recursiveRef", "patternProperties": return false
      case "properties":
        for property in profile.children(of: child) {
          names.insert(profile.tree.bytes(profile[property].key))
        }
      case "allOf", "anyOf", "oneOf", "dependentSchemas", "dependencies":
        for part in profile.children(of: child) where isKnown {
          isKnown = collect(part, into: &names)
        }
      case "if", "then", "else", "not": isKnown = isKnown && collect(child, into: &names)
      default: break
      }
    }
    return isKnown
  }
}
