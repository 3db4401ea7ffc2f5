import SchemaLoading
import SchemaTables
import YAMLSyntax

/// The fields of a dialect, and the roots of its documents, the session first.
typealias DialectFields = (loader: SchemaLoader, roots: [FieldID])

/// All dialects and targets, with the tables of their fields.
struct Registry {
  let dialects: [DialectSource]
  let targets: [TargetSource]
  /// The table of each dialect.
  private(set) var tables: [String] = []
  let configurationTable: String
  /// The names of fields that say something of a dialect, as the properties of the field 1.
  let signTable: String
  /// The registry as Swift.
  let code: String

  /// - Parameters:
  ///   - trees: every file of `schemas/`, by its name.
  ///   - shapes: every file of `schemas/facts/`, by its name.
  /// - Throws: `EmbeddingError` that lists what is wrong with the files.
  init(_ trees: [String: NodeTree], shapes: [String: NodeTree]) throws {
    try Self.refuse(Self.misshapen(trees, shapes))
    let file = FactNode(trees["dialects.json"])
    dialects = (file?.items("dialects") ?? []).map { DialectSource($0) }
    targets = (FactNode(trees["targets.json"])?.items("targets") ?? []).map { TargetSource($0) }
    let standard = file?.text("standard") ?? ""
    try Self.check(dialects, targets, standard: standard)
    var fields: [[String]] = []
    var besideSession: [[String]] = []
    var known: [String: DialectFields] = [:]
    for dialect in dialects {
      var loader = SchemaLoader(trees)
      let roots = dialect.documents.map { loader.root($0.schema) }
      tables.append(try Self.table(&loader, roots: roots))
      known[dialect.name] = (loader, roots)
      fields.append(loader.names(of: roots[0]))
      besideSession.append(
        dialect.documents.indices.filter { dialect.documents[$0].form == "body" }
          .flatMap { loader.names(of: roots[$0]) }.filter { $0 != "session" && !$0.hasPrefix("$") }
      )
    }
    var loader = SchemaLoader(trees)
    let root = loader.root("config.schema.json")
    configurationTable = try Self.table(&loader, roots: [root])
    try Self.refuse(Self.problems(of: targets, known))
    try Self.refuse(LoweringFacts(trees["lowering.json"], known).problems)
    let signs = SignTable(dialects, fields: fields, besideSession: besideSession)
    try Self.refuse(signs.problems)
    signTable = try Self.table(ofNames: signs.names)
    code = RegistryWriter.code(
      dialects,
      targets,
      standard: standard,
      besideSession: besideSession,
      signs
    )
  }

  /// What has not the shape that `schemas/facts/` asks for: of the tables, and of the schemas that are read as such.
  private static func misshapen(
    _ trees: [String: NodeTree],
    _ shapes: [String: NodeTree]
  ) -> [String] {
    let tables = ["dialects", "targets", "lowering", "models", "changes"].flatMap { name in
      FactChecker.problems(
        of: name + ".json",
        trees[name + ".json"],
        by: name + ".schema.json",
        in: shapes
      )
    }
    let schemas = trees.keys.sorted().filter { name in
      name.hasSuffix(".schema.json") && !["report.schema.json", "diff.schema.json"].contains(name)
    }
    return tables
      + schemas.flatMap { name in
        FactChecker.problems(of: name, trees[name], by: "vocabulary.schema.json", in: shapes)
      }
  }

  private static func check(
    _ dialects: [DialectSource],
    _ targets: [TargetSource],
    standard: String
  ) throws {
    var problems: [String] = []
    let names = dialects.map(\.name)
    if names.isEmpty || names.count > 8 {
      problems.append(
        "dialects.json: there are \(names.count) dialects; from 1 to 8 are understood"
      )
    }
    if Set(names).count < names.count {
      problems.append("dialects.json: two dialects have the same name")
    }
    if !names.contains(standard) {
      problems.append("dialects.json: `standard` names no dialect: `\(standard)`")
    }
    for dialect in dialects {
      if dialect.documents.first?.form != "session" {
        problems.append("dialects.json: the first document of `\(dialect.name)` is no bare session")
      }
      for document in dialect.documents {
        if (document.type == nil) == (document.form == "event") {
          problems.append(
            "dialects.json: an event of `\(dialect.name)` has a `type`, and only an event"
          )
        }
        if !targets.contains(where: { $0.name == document.target && $0.dialect == dialect.name }) {
          problems.append("dialects.json: `\(document.target)` is no target of `\(dialect.name)`")
        }
      }
    }
    if Set(targets.map(\.name)).count < targets.count {
      problems.append("targets.json: two targets have the same name")
    }
    for target in targets where !names.contains(target.dialect) {
      problems.append(
        "targets.json: `\(target.name)` is of an unknown dialect: `\(target.dialect)`"
      )
    }
    try refuse(problems)
  }

  /// What targets say of fields that are not there, and where their names are not listed.
  private static func problems(
    of targets: [TargetSource],
    _ dialects: [String: DialectFields]
  ) -> [String] {
    var problems: [String] = []
    for (name, dialect) in dialects.sorted(by: { $0.key < $1.key }) {
      let (loader, session) = (dialect.loader, dialect.roots[0])
      for target in targets where target.dialect == name {
        for path in target.lacks.fields + target.narrows.fields
        where loader.fields(at: path, from: session).isEmpty {
          problems.append("targets.json: `\(path)` is no field of `\(name)`")
        }
      }
      let listed = loader.fields(at: "$target", from: session).first
        .flatMap { loader.fields[Int($0.index)]?.allowed }
      if Set(listed ?? []) != Set(targets.map(\.name)) {
        problems.append(
          "the schema of `\(name)`: `$target` does not list the targets of targets.json"
        )
      }
    }
    return problems
  }

  private static func refuse(_ problems: [String]) throws {
    guard problems.isEmpty else {
      throw EmbeddingError(description: problems.joined(separator: "\n"))
    }
  }

  private static func table(_ loader: inout SchemaLoader, roots: [FieldID]) throws -> String {
    let fields = loader.finish()
    try refuse(loader.problems)
    return try table(of: fields, roots: roots)
  }

  private static func table(ofNames names: [String]) throws -> String {
    var owner = FieldFacts()
    owner.properties = names.enumerated().map { ($1, FieldID(index: UInt16($0))) }
    return try table(of: [FieldFacts(), owner], roots: [FieldID(index: 1)])
  }

  private static func table(of fields: [FieldFacts], roots: [FieldID]) throws -> String {
    guard let table = TableWriter.table(of: fields, roots: roots) else {
      throw EmbeddingError(description: "the schema is too large for the offsets of a table")
    }
    return table
  }
}
