/// All documented fields, read once from the embedded files of `schemas/`.
package struct Schema: Sendable {
  package internal(set) var fields: [FieldSchema]
  /// `sessions.schema.json`: the session itself.
  package let session: FieldID
  /// `session-update.schema.json`.
  package let sessionUpdate: FieldID
  /// `transcription-session-update.schema.json`.
  package let transcriptionUpdate: FieldID
  /// A place that may hold anything.
  package let anything: FieldID
  /// What is wrong with the schema files themselves; empty, or a test fails.
  package let problems: [String]

  /// The field of an identifier; for an unknown key, the field that takes anything.
  package subscript(id: FieldID) -> FieldSchema {
    fields[Int(id == .unknown ? anything.index : id.index)]
  }

  /// The schema of this build. Read at first use, then shared.
  package static let embedded = Schema()

  /// The schema of the configuration file, in the place of a session.
  package static let configuration = Schema(only: "config.schema.json")

  private init(only file: String) {
    var loader = SchemaLoader()
    let root = loader.root(file)
    (session, sessionUpdate, transcriptionUpdate) = (root, root, root)
    anything = loader.anything
    fields = loader.finish()
    problems = loader.problems
  }

  private init() {
    var loader = SchemaLoader()
    let anything = loader.anything
    session = loader.root("sessions.schema.json")
    sessionUpdate = loader.root("session-update.schema.json")
    transcriptionUpdate = loader.root("transcription-session-update.schema.json")
    self.anything = anything
    fields = loader.finish()
    problems = loader.problems
  }

  /// The field at a dotted path from the session, through lists and unions; `nil` where a step leads
  /// nowhere. `names` are the names that could stand in that step's place.
  package func field(at path: String) -> (field: FieldID?, names: [String]) {
    var current = session
    for step in path.split(separator: ".", omittingEmptySubsequences: false) {
      var branches = [current]
      var names: [String] = []
      var found: FieldID?
      while let id = branches.popLast() {
        let field = self[id]
        names += field.properties.nameList.filter { !$0.hasPrefix("$") && !names.contains($0) }
        found = found ?? field.properties.field(named: String(step))
        branches += field.alternatives
        if let items = field.items { branches.append(items) }
      }
      guard let found else { return (nil, names) }
      current = found
    }
    return (current, [])
  }

  /// Where else in the schema a field of this name stands, as dotted paths from the session; for
  /// hints about fields that are in the wrong place.
  package func places(of name: String) -> [String] {
    var found: [String] = []
    var pending: [(field: FieldID, path: String)] = [(session, "")]
    var seen: Set<FieldID> = []
    while let (id, path) = pending.popLast() {
      guard seen.insert(id).inserted, self[id].rule == nil else { continue }
      let field = self[id]
      if !path.isEmpty, field.properties.field(named: name) != nil { found.append(path) }
      for entry in field.properties.entries {
        pending.append((entry.field, path.isEmpty ? entry.name : "\(path).\(entry.name)"))
      }
      if let items = field.items { pending.append((items, path + "[]")) }
      pending += field.alternatives.map { ($0, path) }
    }
    return Array(Set(found)).sorted()
  }
}
