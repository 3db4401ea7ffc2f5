internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// The names that the schemas of one tool give themselves: `$id`, `$anchor`, `$dynamicAnchor` (JSON Schema 2020-12,
/// core, section 8.2); up to draft-07 `$id: "#name"`, which draft-04 calls `id`.
struct SchemaNames {
  private let root: IRID
  private(set) var anchors: [String: IRID] = [:]
  /// The schemas that have an `$id`, with what it is once resolved; and all of these names.
  private var resources: [IRID: String] = [:]
  private var identifiers: Set<String> = []

  init(of root: IRID, _ draft: FieldSchema?, in profile: BoundProfile) {
    self.root = root
    let identifier: StaticString = draft?.properties.field(named: "id") == nil ? "$id" : "id"
    // A schema comes before those inside of it, so what is around one is known by then.
    for schema in profile.subtree(of: root) where ToolParameters.isSchema(schema, in: profile) {
      for key in ["$anchor", "$dynamicAnchor"] as [StaticString] {
        let anchor = profile.child(key, of: schema).flatMap { profile.string($0) }
        if let anchor { anchors[anchor] = schema }
      }
      guard let text = profile.child(identifier, of: schema).flatMap({ profile.string($0) }) else {
        continue
      }
      if let hash = text.utf8.firstIndex(of: UInt8(ascii: "#")), draft?.hasLoneReferences ?? false {
        anchors[String(text[hash...].dropFirst())] = schema
        if hash == text.startIndex { continue }
      }
      let name = Self.withoutFragment(text)
      let base = resources[resource(around: profile[schema].parent, in: profile)] ?? ""
      let resolved = Self.resolve(name, base)
      resources[schema] = resolved
      identifiers.insert(name)
      identifiers.insert(resolved)
    }
  }

  /// The nearest schema with an `$id`: this one, or one around it; else the root.
  func resource(around schema: IRID, in profile: BoundProfile) -> IRID {
    guard !resources.isEmpty else { return root }
    var current = schema
    while current != .none, current != root {
      if resources[current] != nil { return current }
      current = profile[current].parent
    }
    return root
  }

  /// Whether a reference that is more than a fragment names one of the schemas.
  func hasResource(_ reference: String, from schema: IRID, in profile: BoundProfile) -> Bool {
    guard !identifiers.isEmpty else { return false }
    let name = Self.withoutFragment(reference)
    let base = resources[resource(around: schema, in: profile)] ?? ""
    return identifiers.contains(name) || identifiers.contains(Self.resolve(name, base))
      // Where nothing says what a relative name counts from, its end tells.
      || !name.utf8.contains(UInt8(ascii: ":")) && identifiers.count <= Self.endsMost
        && identifiers.contains { $0.ends(with: "/" + name) }
  }

  /// Of more names than that the ends are not compared: there may be as many references.
  private static let endsMost = 64

  private static func withoutFragment(_ text: String) -> String {
    String(decoding: text.utf8.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
  }

  /// A name as it counts from another (RFC 3986, section 5.2, with dots at the beginning only).
  private static func resolve(_ name: String, _ base: String) -> String {
    let bytes = Array(name.utf8)
    let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
    let slash = bytes.firstIndex(of: UInt8(ascii: "/"))
    // With a scheme of its own it counts from nothing.
    if base.isEmpty || colon.map({ $0 < slash ?? bytes.count }) ?? false { return name }
    if name.isEmpty { return base }
    let around = Array(base.utf8)
    let authority = around.firstRange(ofBytes: Array("://".utf8)).map { $0.upperBound } ?? 0
    let path = around[authority...].firstIndex(of: UInt8(ascii: "/")) ?? around.count
    if slash == 0 { return String(decoding: around[..<path], as: UTF8.self) + name }
    var folder = around[path...].lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? path
    var steps = bytes[...]
    while steps.first == UInt8(ascii: ".") {
      if steps.starts(with: "./".utf8) {
        steps = steps.dropFirst(2)
      } else if steps.starts(with: "../".utf8), folder > path {
        steps = steps.dropFirst(3)
        let outer = around[path..<folder - 1].lastIndex(of: UInt8(ascii: "/"))
        folder = outer.map { $0 + 1 } ?? folder
      } else {
        break
      }
    }
    let start = String(decoding: around[..<folder], as: UTF8.self)
    return start + (folder == path && authority > 0 ? "/" : "")
      + String(decoding: steps, as: UTF8.self)
  }
}
