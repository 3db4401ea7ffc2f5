package import SchemaTables
internal import SourceDiagnostics
package import YAMLSyntax

/// Tells a session, in whatever envelope, from JSON and YAML that is something else.
///
/// Commands that write a file anew ask here first: what is no session must not come out as an empty
/// one.
package enum SessionSigns {
  /// What keeps a document from being a session.
  package struct Refusal {
    /// A sentence that says what it is.
    package var message: String
    /// The node that tells it; `nil` where that is the whole document.
    package var node: NodeID?
    /// Whether it is known what the document is instead, so that it is no session with mistakes.
    package var isKnown = false

    fileprivate init(_ what: String, at node: NodeID? = nil, isKnown: Bool = false) {
      message = "this is not a session: " + what
      self.node = node
      self.isKnown = isKnown
    }
  }

  /// Fields of a session that say nothing by themselves: very many other files have such names.
  package static let vagueNames: Set<String> = ["type", "include", "prompt", "speed"]

  /// The events that carry a session, those of a client and the server's answers.
  package static let events: [String] = Envelopes.types.flatMap { type in
    type.hasSuffix(".update")
      ? [type, type.dropLast("update".count) + "created", type + "d"] : [type]
  }

  /// Why a document is no session; `nil` where it may be one.
  ///
  /// A document is refused where it is an event of another kind, an event without a `session`, a body
  /// of another API, or has none of the documented fields of a session in any dialect. Misspelt
  /// fields are left to the rules as soon as one field is known. A document whose root is no mapping,
  /// and one that has only `$` and `x-` keys, is not refused here.
  ///
  /// Linear in the number of keys.
  package static func refusal(of tree: NodeTree) -> Refusal? {
    guard tree.root != .none, tree[tree.root].kind == .mapping else { return nil }
    let keys = ownKeys(of: tree.root, in: tree)
    guard !keys.isEmpty else { return nil }
    let session = tree.value(of: "session", in: tree.root)
    if let type = tree.value(of: "type", in: tree.root),
      let refusal = refusal(of: type, session, tree)
    {
      return refusal
    }
    var found = Signs(tree)
    found.read(keys)
    if let session, tree[session].kind == .mapping {
      let members = ownKeys(of: session, in: tree)
      // What changes nothing is a session still, in its envelope.
      if members.isEmpty, keys.allSatisfy({ envelope.contains(tree.string($0.key)) }) { return nil }
      found.read(members)
    } else if session == nil,
      keys.allSatisfy({ key, _ in Envelopes.beside.contains(tree.string(key)) })
    {
      return nil
    }
    return found.refusal
  }

  /// Whether something in a document is found in sessions only: a field, a model or an event.
  package static func areIn(_ tree: NodeTree) -> Bool {
    guard tree.root != .none, tree[tree.root].kind == .mapping else { return false }
    var found = Signs(tree)
    found.read(ownKeys(of: tree.root, in: tree))
    let session = tree.value(of: "session", in: tree.root)
    if let session, tree[session].kind == .mapping { found.read(ownKeys(of: session, in: tree)) }
    return found.areDistinctive
  }

  /// Whether a key of the document is `session`, or like the name of a field.
  package static func hasLikeness(_ tree: NodeTree) -> Bool {
    guard tree.root != .none, tree[tree.root].kind == .mapping else { return true }
    return tree.entries(of: tree.root).prefix(100).contains { key, _ in
      tree.text(of: key, is: "session")
        || Suggestion.nearest(to: tree.string(key), in: fieldNames) != nil
    }
  }

  /// Names so short that many words are like them are left out.
  private static let fieldNames = fields.flatMap(\.nameList).filter { $0.utf8.count > 4 }

  /// What sessions have, in every dialect and of every kind.
  package static let fields: [KeyTable] = Dialect.allCases.flatMap { dialect in
    let schema = Schema.of(dialect)
    let inside = dialect.documents.compactMap { kind in
      schema[schema.root(of: kind)].properties.field(named: "session")
    }
    return ([schema.session] + inside).flatMap { schema.branches(of: $0, withItems: false) }
      .map { schema[$0].properties }
  }

  /// What only a server's answer has in a session.
  package static let answerNames = Set(
    Dialect.allCases.flatMap { dialect in
      let schema = Schema.of(dialect)
      return schema[schema.session].outputOnly
    }
  )

  /// What a request may have at its root where the session stands below `session`.
  package static let requestMembers: Set<String> = Set(
    ["session", "type", "event_id"] + Envelopes.beside
  )

  /// What may stand around a session, in a request and in an answer.
  private static let envelope = requestMembers.union(["expires_at", "value"])

  /// The entries of a mapping but those of the compiler and of the author.
  private static func ownKeys(
    of mapping: NodeID,
    in tree: NodeTree
  ) -> [(key: NodeID, value: NodeID)] {
    tree.entries(of: mapping).filter { !tree.isOwnKey($0.key) }
  }

  /// What the root's `type` says, where it names an event.
  private static func refusal(
    of type: NodeID,
    _ session: NodeID?,
    _ tree: NodeTree
  ) -> Refusal? {
    let node = tree[type]
    guard node.kind == .scalar, node.scalar == .string else { return nil }
    let name = tree.string(type)
    guard events.contains(where: { tree.bytes(type).elementsEqual($0.utf8) }) else {
      guard name.utf8.contains(UInt8(ascii: ".")) else { return nil }
      let nearest = Suggestion.nearest(to: name, in: events)
      let hint = nearest.map { "; did you mean `\($0)`?" } ?? ""
      return Refusal("it is an event `\(name)`\(hint)", at: type, isKnown: nearest == nil)
    }
    guard let session else {
      return Refusal("the event `\(name)` has no `session`", at: type)
    }
    guard tree[session].kind != .mapping else { return nil }
    return Refusal("the `session` of the event `\(name)` is no mapping", at: session)
  }
}

/// What the keys of a document speak for.
private struct Signs {
  private let tree: NodeTree
  /// The key that only another API has, and the API.
  private var foreign: (key: NodeID, api: String)?
  /// A key that another API has and no session, and the API.
  private var telling: (key: NodeID, api: String)?
  private var input: NodeID?
  private var hasVoice = false
  /// Whether it has a model of sessions.
  private var hasKnownModel = false
  /// Fields that no other API has.
  private var distinctive = 0
  private var known = 0
  /// Fields with names that many other files have.
  private var vague = 0
  private var unknown: [NodeID] = []

  init(_ tree: NodeTree) { self.tree = tree }

  /// Fields that other APIs and files have as well.
  private static let sharedNames: Set<String> = [
    "model", "instructions", "tools", "tool_choice", "temperature", "parallel_tool_calls",
    "max_output_tokens", "voice", "tracing", "truncation", "reasoning", "input", "store",
    "safety_identifier",
  ]

  mutating func read(_ entries: [(key: NodeID, value: NodeID)]) {
    for (key, value) in entries {
      let name = tree.string(key)
      let value = tree.resolve(value)
      let node = tree[value]
      switch name {
      case "messages" where foreign == nil: foreign = (key, "Chat Completions")
      case "input" where node.kind == .sequence || node.scalar == .string && node.kind == .scalar:
        input = input ?? key
      case "session", "event_id": break
      case "type" where tree.text(of: value, is: "realtime"),
        "type" where tree.text(of: value, is: "transcription"):
        distinctive += 1
      case "type" where SessionSigns.events.contains(tree.string(value)): break
      case "type" where !Self.isNearKind(tree.string(value)): unknown.append(key)
      case "object" where tree.bytes(value).starts(with: "realtime.".utf8): distinctive += 1
      case _ where SessionSigns.vagueNames.contains(name): vague += 1
      case _ where Self.isField(tree[key], tree):
        hasVoice = hasVoice || name == "voice"
        if name == "model" {
          // One that only sessions of one dialect have.
          if Models.dialect(toldBy: tree.bytes(value)) != nil { distinctive += 1 }
          hasKnownModel = hasKnownModel || Models.areKnown(tree.bytes(value))
        }
        guard Self.sharedNames.contains(name) else {
          distinctive += 1
          continue
        }
        known += 1
        if telling == nil, let api = Self.otherAPIs[name] { telling = (key, api) }
      default:
        unknown.append(key)
        if telling == nil, let api = Self.otherAPIs[name] { telling = (key, api) }
      }
    }
  }

  private static func isNearKind(_ name: String) -> Bool {
    Suggestion.nearest(to: name, in: ["realtime", "transcription"]) != nil
  }

  /// Whether a key is a field of a session in some dialect.
  private static func isField(_ key: Node, _ tree: NodeTree) -> Bool {
    SessionSigns.fields.contains { $0.field(of: key, in: tree) != nil }
  }

  /// Whether something in it is found in sessions only.
  var areDistinctive: Bool { foreign == nil && (distinctive > 0 || hasKnownModel || hasVoice) }

  var refusal: SessionSigns.Refusal? {
    if let foreign { return refusal(foreign.key, foreign.api) }
    if let input, distinctive == 0 {
      return refusal(input, hasVoice ? "a request for speech" : "the Responses API")
    }
    if let telling, distinctive == 0, !hasVoice { return refusal(telling.key, telling.api) }
    guard distinctive + known == 0, vague == 0 || !unknown.isEmpty else { return nil }
    let names = unknown.lazy.map { tree.string($0) }
    if let file = Self.files.first(where: { names.contains($0.key) }) {
      return SessionSigns.Refusal("`\(file.key)` belongs to \(file.what)", isKnown: true)
    }
    return SessionSigns.Refusal(
      "it has none of a session's fields, such as `voice` or `turn_detection`"
    )
  }

  private func refusal(_ key: NodeID, _ api: String) -> SessionSigns.Refusal {
    SessionSigns.Refusal("`\(tree.string(key))` belongs to \(api)", at: key, isKnown: true)
  }

  /// Fields of other APIs whose other fields a session has as well. Beside a field that only sessions
  /// have, they are mistakes.
  private static let otherAPIs: [String: String] = [
    "frequency_penalty": "Chat Completions", "presence_penalty": "Chat Completions",
    "logit_bias": "Chat Completions", "logprobs": "Chat Completions",
    "top_logprobs": "Chat Completions", "max_completion_tokens": "Chat Completions",
    "response_format": "Chat Completions", "seed": "Chat Completions",
    "previous_response_id": "the Responses API", "store": "the Responses API",
    "tool_resources": "the Assistants API",
  ]

  /// What other files are known by.
  private static let files: [(key: String, what: String)] = [
    ("dependencies", "a list of packages"), ("devDependencies", "a list of packages"),
    ("scripts", "a list of packages"), ("services", "a compose file"),
    ("compilerOptions", "a compiler's configuration"), ("openapi", "a description of an API"),
    ("swagger", "a description of an API"), ("properties", "a JSON Schema"),
    ("choices", "an answer of Chat Completions"), ("setup", "another API"),
    ("error", "an answer that reports an error"), ("jobs", "a workflow"),
  ]
}
