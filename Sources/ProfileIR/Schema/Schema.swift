internal import ProfileSchemas
package import SchemaTables

/// All documented fields of a dialect, read from the table that the build made of `schemas/`.
public final class Schema: Sendable {
  /// The fields, by their identifiers.
  public let fields: [FieldSchema]
  /// The dialect, or `nil` for the configuration.
  public let dialect: Dialect?
  /// The session itself.
  public let session: FieldID
  /// The root of each document of the dialect.
  private let roots: [FieldID]
  /// Whether a session says by its `type` of which kind it is.
  package let hasKinds: Bool
  /// Whether a server's overlay has changed it.
  package let isOfServer: Bool
  /// The paths to what rules ask for.
  package let landmarks: Landmarks

  /// The field of an identifier; for an unknown key, the field that takes anything.
  @inlinable
  public subscript(id: FieldID) -> FieldSchema {
    fields[Int(id == .unknown ? FieldID.anything.index : id.index)]
  }

  /// The fields of a dialect. Read at first use, then shared.
  package static func of(_ dialect: Dialect) -> Schema { SchemaCache.shared.schema(of: dialect) }

  /// The schema of the configuration file, in the place of a session.
  package static let configuration = Schema(nil, ProfileSchemas.configurationTable)

  convenience init(_ dialect: Dialect?, _ literal: StaticString) {
    self.init(dialect, SchemaTable(literal))
  }

  /// - Parameter isOfServer: whether a server's overlay has changed it.
  package init(_ dialect: Dialect?, _ table: SchemaTable, isOfServer: Bool = false) {
    self.isOfServer = isOfServer
    self.dialect = dialect
    fields = table.fields()
    roots = table.roots()
    session = roots[Int(DocumentKind.session.place)]
    hasKinds = fields[Int(session.index)].discriminator?.property == "type"
    landmarks = Landmarks(dialect?.facts.landmarks ?? .init())
  }

  /// The steps from the session to what rules ask for, read once: every profile is walked along them.
  package struct Landmarks: Sendable {
    /// To where both turn detection and transcription stand; their own begin there.
    let input: [TableText]
    let turnDetection: [TableText]
    let transcription: [TableText]
    let tools: [TableText]
    let modalities: [TableText]
    /// Dotted paths.
    package let answerAudio: StaticNames

    init(_ facts: DialectFacts.Landmarks) {
      func steps(_ path: StaticString) -> [TableText] {
        var steps: [TableText] = []
        for step in StaticNames(path, separator: ".") { steps.append(step) }
        return steps
      }
      var (turnDetection, transcription) = (steps(facts.turnDetection), steps(facts.transcription))
      var input: [TableText] = []
      while turnDetection.count > 1, transcription.count > 1,
        turnDetection[0].string == transcription[0].string
      {
        input.append(turnDetection.removeFirst())
        transcription.removeFirst()
      }
      self.input = input
      self.turnDetection = turnDetection
      self.transcription = transcription
      tools = steps(facts.tools)
      modalities = steps(facts.modalities)
      answerAudio = StaticNames(facts.answerAudio, separator: " ")
    }
  }

  /// The root of a document of the dialect.
  package func root(of document: DocumentKind) -> FieldID { roots[Int(document.place)] }

  /// What the registry says of a document of the dialect.
  package func facts(of document: DocumentKind) -> DocumentFacts? { dialect?.document(document) }

  /// The fields at a dotted path from the session, through lists and unions; none where a step leads
  /// nowhere. `names` are the names that could stand in that step's place.
  package func fields(at path: String) -> (fields: [FieldID], names: [String]) {
    var current = [session]
    for step in path.split(separator: ".", omittingEmptySubsequences: false) {
      var names: [String] = []
      var found: [FieldID] = []
      for id in current.flatMap({ branches(of: $0) }) {
        let properties = self[id].properties
        names += properties.nameList.filter { !$0.hasPrefix("$") && !names.contains($0) }
        if let field = properties.field(named: String(step)), !found.contains(field) {
          found.append(field)
        }
      }
      guard !found.isEmpty else { return ([], names) }
      current = found
    }
    return (current, [])
  }

  /// Whether some value of a field has something at the end of these names.
  package func leads(from field: FieldID, through names: some Sequence<String>) -> Bool {
    var current = [field]
    for name in names {
      current = current.flatMap { branches(of: $0) }
        .compactMap { self[$0].properties.field(named: name) }
      if current.isEmpty { return false }
    }
    return true
  }

  /// A field, what it may be instead, and the items of a list.
  package func branches(of id: FieldID, withItems: Bool = true) -> [FieldID] {
    var result = [id]
    var index = 0
    while index < result.count {
      let field = self[result[index]]
      result += field.alternatives
      if withItems, let items = field.items { result.append(items) }
      index += 1
    }
    return result
  }

  /// Where else in the schema a field of this name stands, as dotted paths from the session; for
  /// hints about fields that are in the wrong place.
  package func places(of name: String) -> [String] {
    var found: Set<String> = []
    forEachPlace(inside: session) { id, path in
      if !path.isEmpty, self[id].properties.field(named: name) != nil { found.insert(path) }
    }
    return found.sorted()
  }

  /// Where the fields of each name stand inside of a kind of session, as dotted paths from the session, which
  /// itself is the empty one.
  package func places(inside session: FieldID) -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    forEachPlace(inside: session) { id, path in
      for name in self[id].properties.nameList where !name.hasPrefix("$") {
        found[name, default: []].insert(path)
      }
    }
    return found
  }

  /// No documented field stands deeper.
  private static let longestPath = 200

  /// Calls `body` with each field of the dialect but those of other languages, such as tools' schemas.
  private func forEachPlace(inside session: FieldID, _ body: (FieldID, String) -> Void) {
    var pending: [(field: FieldID, path: String)] = [(session, "")]
    // What several fields share is at each of their places.
    var seen: [FieldID: Set<String>] = [:]
    while let (id, path) = pending.popLast() {
      guard path.utf8.count < Self.longestPath, seen[id, default: []].insert(path).inserted,
        self[id].rule == nil
      else { continue }
      let field = self[id]
      body(id, path)
      for entry in field.properties.entries {
        pending.append((entry.field, path.isEmpty ? entry.name : "\(path).\(entry.name)"))
      }
      if let items = field.items { pending.append((items, path + "[]")) }
      pending += field.alternatives.map { ($0, path) }
    }
  }
}
