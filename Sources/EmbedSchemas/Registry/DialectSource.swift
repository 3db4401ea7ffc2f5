import SchemaLoading
import SchemaTables
import YAMLSyntax

/// A dialect as `schemas/dialects.json` has it.
struct DialectSource {
  struct Document {
    var form: String
    var type: String?
    var schema: String
    var target: String
    var carries: String?
    var title: String?
  }

  var name: String
  var title: String
  var documents: [Document]
  /// Dotted paths.
  var landmarks: [String: [String]]
  var kinds: [String]
  var shape: [String]
  var mappings: [String]
  var countsModels: Bool
  var advice: String?
  /// Dotted paths, and models, that tell the dialect by themselves.
  var toldByFields: [String]
  var toldByModels: [String]

  init(_ entry: FactNode) {
    name = entry.text("name")
    title = entry.text("title")
    documents = entry.items("documents").map { document in
      Document(
        form: document.text("form"),
        type: document.optionalText("type"),
        schema: document.text("schema"),
        target: document.text("target"),
        carries: document.optionalText("carries"),
        title: document.optionalText("title")
      )
    }
    landmarks = entry.members("landmarks").mapValues(\.texts)
    kinds = entry.texts("kinds")
    shape = entry.texts("shape")
    mappings = entry.texts("mappings")
    countsModels = entry.isTrue("models")
    advice = entry.optionalText("advice")
    toldByFields = entry.member("told")?.texts("fields") ?? []
    toldByModels = entry.member("told")?.texts("models") ?? []
  }

  /// Whether a dialect is told by the number of its fields alone.
  var isTold: Bool { !toldByFields.isEmpty || !toldByModels.isEmpty }
}

/// A target as `schemas/targets.json` has it.
struct TargetSource {
  var name: String
  var dialect: String
  var form: String
  var posts: String?
  var postsCarrying: [(kind: String, path: String)]
  /// Fields and a reason.
  typealias Exception = (fields: [String], why: String)
  var lacks: Exception
  var narrows: Exception
  var ended: String?

  init(_ entry: FactNode) {
    name = entry.text("name")
    dialect = entry.text("dialect")
    form = entry.text("form")
    posts = entry.optionalText("posts")
    postsCarrying = entry.members("posts_carrying").map { ($0.key, $0.value.text) }
      .sorted { $0.kind < $1.kind }
    func exception(_ name: String) -> Exception {
      (entry.member(name)?.texts("fields") ?? [], entry.member(name)?.text("why") ?? "")
    }
    lacks = exception("lacks")
    narrows = exception("narrows")
    ended = entry.optionalText("ended")
  }
}
