internal import SourceDiagnostics
internal import YAMLSyntax

/// What the keys of a session say about the dialect that it is written in.
///
/// People leave fields of one dialect in a session of the other, so the fields are counted. A model alone
/// says less than a field: it was changed last.
struct DialectSigns {
  /// Whether `type` names a kind of GA session.
  private var isTyped = false
  /// What only the GA dialect has at the top of a session: what gives it its shape, and other fields.
  private var shape = 0
  private var ga = 0
  /// Fields that only the flat dialect has there.
  private var flat = 0
  /// Whether the model is one of the GA dialect alone.
  private var hasModel = false
  /// Whether the session stands below `session`, in a document without a `type`, or should: in an event.
  var isWrapped = false

  /// - Parameter isAlone: whether the mapping is the root of its document.
  init(_ mapping: NodeID, of tree: NodeTree, isAlone: Bool) {
    guard tree[mapping].kind == .mapping else { return }
    if let type = tree.value(of: "type", in: mapping), Self.isKind(type, tree) {
      isTyped = true
      return
    }
    for (key, value) in tree.entries(of: mapping) {
      read(key, tree.resolve(value), of: tree, isAlone)
      if isTyped { return }
    }
  }

  func dialect(isFlat: Bool) -> Dialect {
    if isTyped { return .ga }
    if isFlat { return .sessions }
    if isWrapped, flat == 0 { return .ga }
    let signs = shape + ga + (hasModel ? 1 : 0)
    return shape > 0 && signs >= flat || signs > flat ? .ga : .sessions
  }

  /// Whether the session shows no dialect at all.
  private var areNone: Bool { !isTyped && shape + ga + flat == 0 && !hasModel }

  private mutating func read(_ key: NodeID, _ value: NodeID, of tree: NodeTree, _ isAlone: Bool) {
    let name = tree[key]
    if let field = Self.flatFields.field(of: name, in: tree) {
      let facts = Schema.flat[field]
      if !facts.isInBothDialects, !facts.isCompilerKey { flat += 1 }
      if tree.text(of: key, is: "model"), Self.isModel(value, tree) { hasModel = true }
      return
    }
    let isMapping = tree[value].kind == .mapping
    if Self.gaFields.field(of: name, in: tree) != nil {
      if tree.text(of: key, is: "type") {
        // A kind of session, if a misspelt one: the types of events have a point in them.
        let text = tree.bytes(value)
        let isWord = tree[value].scalar == .string && !text.isEmpty
        if isAlone, isWord, !text.contains(UInt8(ascii: ".")) { shape += 1 }
      } else {
        // `audio` and `prompt` are words that people use for other things as well.
        if tree.text(of: key, is: "audio") || tree.text(of: key, is: "output_modalities") {
          if isMapping || !tree.text(of: key, is: "audio") { shape += 1 }
        } else if isMapping || !tree.text(of: key, is: "prompt") {
          ga += 1
        }
      }
      return
    }
    if isAlone, tree.text(of: key, is: "expires_after") {
      shape += 1
    } else if Self.isKind(value, tree),
      Suggestion.nearest(to: tree.string(key), in: ["type"]) != nil
    {
      isTyped = true
    } else if Self.isFlatWord(tree.bytes(key)) {
      flat += 1
    }
  }

  // MARK: Several files

  /// The dialect that the fields of a session show; `nil` for one with fields that fit both.
  static func shown(by session: NodeID, of tree: NodeTree, isAlone: Bool) -> Dialect? {
    let signs = DialectSigns(session, of: tree, isAlone: isAlone)
    return signs.areNone ? nil : signs.dialect(isFlat: false)
  }

  /// The first key of a session that shows a dialect.
  static func firstKey(
    showing dialect: Dialect,
    in session: NodeID,
    of tree: NodeTree,
    isAlone: Bool
  ) -> NodeID? {
    for (key, value) in tree.entries(of: session) {
      let content = tree.resolve(value)
      if tree.text(of: key, is: "type"), isKind(content, tree) {
        if dialect == .ga { return key }
        continue
      }
      var signs = DialectSigns()
      signs.read(key, content, of: tree, isAlone)
      if !signs.areNone, signs.dialect(isFlat: false) == dialect { return key }
    }
    return nil
  }

  private init() {}

  // MARK: Tables

  private static let flatFields = Schema.flat[Schema.flat.session].properties
  private static let gaFields = branch("realtime").properties

  private static func branch(_ type: String) -> FieldSchema {
    let schema = Schema.ga
    let session = schema[schema.session]
    return session.alternatives.lazy.map { schema[$0] }.first { branch in
      branch.properties.field(named: "type").map { schema[$0].allows(Array(type.utf8)[...]) }
        ?? false
    } ?? session
  }

  private static func isKind(_ value: NodeID, _ tree: NodeTree) -> Bool {
    tree.text(of: value, is: "realtime") || tree.text(of: value, is: "transcription")
  }

  /// A flat field as other languages write it: `inputAudioFormat`.
  private static func isFlatWord(_ name: ArraySlice<UInt8>) -> Bool {
    guard name.count < 64, name.contains(where: { $0 &- 0x41 < 26 || $0 == UInt8(ascii: "-") })
    else {
      return false
    }
    let folded = Suggestion.folded(String(decoding: name, as: UTF8.self))
    return flatWords.contains(folded)
  }

  private static let flatWords: Set<[UInt8]> = Set(
    flatFields.nameList.filter { name in
      flatFields.field(named: name).map { !Schema.flat[$0].isInBothDialects } ?? false
    }.map(Suggestion.folded)
  )

  private static func isModel(_ value: NodeID, _ tree: NodeTree) -> Bool {
    tree[value].scalar == .string && GAModels.contains(tree.bytes(value))
  }
}

/// The models of the GA dialect.
package enum GAModels {
  private static let ga = field(of: Schema.ga[Schema.ga.session].alternatives.first, in: Schema.ga)
  private static let flat = field(of: Schema.flat.session, in: Schema.flat)

  /// Whether a name is that of a model that the flat dialect does not have.
  package static func contains(_ name: ArraySlice<UInt8>) -> Bool {
    guard let ga, let flat else { return false }
    return ga.has(.known) && ga.knows(name) && !flat.allows(name)
  }

  private static func field(of session: FieldID?, in schema: Schema) -> FieldSchema? {
    session.flatMap { schema[$0].properties.field(named: "model") }.map { schema[$0] }
  }
}
