internal import ProfileSchemas
internal import SchemaTables
internal import SourceDiagnostics
package import YAMLSyntax

/// What the keys of a session say about the dialect that it is written in.
///
/// People leave fields of one dialect in a session of another, so the fields are counted. A model alone
/// says less than a field: it was changed last.
package struct DialectSigns {
  /// The dialect that `type` names by a kind of session.
  private var typed: Dialect?
  /// The dialect that a model or a field tells by itself.
  private var told: Dialect?
  /// How many fields each dialect alone has at the top of a session, its models with them.
  private var counts = SIMD8<UInt32>()
  /// How many of them give it the shape of the dialect.
  private var shapes = SIMD8<UInt32>()
  /// Whether the session stands below `session`, in a document without a `type`, or should: in an event.
  var isWrapped = false

  /// - Parameter isAlone: whether the mapping is the root of its document.
  init(_ mapping: NodeID, of tree: NodeTree, isAlone: Bool) {
    guard tree[mapping].kind == .mapping else { return }
    if let type = tree.value(of: "type", in: mapping),
      let dialect = Self.dialect(ofKind: type, tree)
    {
      typed = dialect
      return
    }
    for (key, value) in tree.entries(of: mapping) {
      read(key, tree.resolve(value), of: tree, isAlone)
      if typed != nil { return }
    }
  }

  /// - Parameters:
  ///   - event: the only dialect that has the event that the document is.
  ///   - beside: the dialect that has what stands beside the session; most sessions tell their own.
  func dialect(ofEvent event: Dialect?, beside: @autoclosure () -> Dialect? = nil) -> Dialect {
    if let dialect = typed ?? event ?? told ?? beside() { return dialect }
    if isWrapped, let wrapped = Envelopes.wrapped, isNone(but: wrapped) { return wrapped }
    var best = Dialect.standard.place
    for place in ProfileSchemas.dialects.indices where place != best {
      let (own, other) = (counts[place], counts[best])
      if own > other || own == other && shapes[place] > 0 { best = place }
    }
    return Dialect(place: best)
  }

  /// Whether the session shows no dialect at all.
  private var areNone: Bool {
    typed == nil && told == nil && counts == SIMD8<UInt32>()
  }

  /// Whether no field of any other dialect was read.
  private func isNone(but dialect: Dialect) -> Bool {
    var others = counts
    others[dialect.place] = 0
    return others == SIMD8<UInt32>()
  }

  private mutating func read(_ key: NodeID, _ value: NodeID, of tree: NodeTree, _ isAlone: Bool) {
    guard let field = Self.signs.field(of: tree[key], in: tree) else {
      readUnknown(key, value, of: tree)
      return
    }
    let sign = ProfileSchemas.signs[Int(field.index)]
    if sign.hasDecisiveInside { readInside(value, under: key, of: tree) }
    let place = Int(sign.dialect)
    guard place >= 0 else {
      if tree.text(of: key, is: "model") { readModel(value, of: tree) }
      return
    }
    switch sign.condition {
    case .none: break
    case .mapping: if tree[value].kind != .mapping { return }
    case .kind:
      // A kind of session, if a misspelt one: the types of events have a point in them.
      let text = tree.bytes(value)
      let isWord = tree[value].scalar == .string && !text.isEmpty
      guard isAlone, isWord, !text.contains(UInt8(ascii: ".")) else { return }
    }
    if sign.isBesideSession, !isAlone { return }
    if sign.isDecisive { told = told ?? Dialect(place: place) }
    counts[place] += 1
    if sign.isShape { shapes[place] += 1 }
  }

  private mutating func readUnknown(_ key: NodeID, _ value: NodeID, of tree: NodeTree) {
    if let dialect = Self.dialect(ofKind: value, tree),
      Suggestion.nearest(to: tree.string(key), in: ["type"]) != nil
    {
      typed = dialect
    } else if let dialect = Self.dialect(ofWord: tree.bytes(key)) {
      counts[dialect.place] += 1
    }
  }

  private mutating func readModel(_ value: NodeID, of tree: NodeTree) {
    guard tree[value].kind == .scalar, tree[value].scalar == .string else { return }
    let name = tree.bytes(value)
    if let dialect = Models.dialect(toldBy: name) {
      // A model says more than a field.
      told = dialect
    } else {
      for dialect in Models.counted where Models.isOnly(in: dialect, name) {
        counts[dialect.place] += 1
      }
    }
  }

  private mutating func readInside(_ value: NodeID, under key: NodeID, of tree: NodeTree) {
    for field in ProfileSchemas.decisiveFields {
      var steps = StaticNames(field.path, separator: ".").makeIterator()
      guard let first = steps.next(), tree.text(of: key, is: first) else { continue }
      var current = value
      while current != .none, let step = steps.next() {
        current = Self.member(step, of: current, in: tree)
      }
      if current != .none { told = told ?? Dialect(place: field.dialect) }
    }
  }

  /// The value of a key; `.none` where there is no such key.
  private static func member(_ name: TableText, of mapping: NodeID, in tree: NodeTree) -> NodeID {
    guard tree[mapping].kind == .mapping else { return .none }
    var key = tree[mapping].firstChild
    while key != .none {
      let value = tree[key].next
      if tree.text(of: key, is: name) { return tree.resolve(value) }
      key = tree[value].next
    }
    return .none
  }

  // MARK: Several files

  /// The dialect that the fields of a part of a profile show; `nil` for one with fields that fit all.
  ///
  /// - Parameter isAlone: whether the session is the root of its file.
  package static func shown(by session: NodeID, of tree: NodeTree, isAlone: Bool) -> Dialect? {
    let signs = DialectSigns(session, of: tree, isAlone: isAlone)
    return signs.areNone ? nil : signs.dialect(ofEvent: nil)
  }

  /// The first key of a session that shows a dialect.
  ///
  /// - Parameter names: keys that do not count.
  package static func firstKey(
    showing dialect: Dialect,
    in session: NodeID,
    of tree: NodeTree,
    isAlone: Bool,
    except names: Set<String> = []
  ) -> NodeID? {
    for (key, value) in tree.entries(of: session) {
      let content = tree.resolve(value)
      if tree.text(of: key, is: "type"), let kind = Self.dialect(ofKind: content, tree) {
        if kind == dialect { return key }
        continue
      }
      var signs = DialectSigns()
      signs.read(key, content, of: tree, isAlone)
      if !signs.areNone, signs.dialect(ofEvent: nil) == dialect,
        names.isEmpty || !names.contains(tree.string(key))
      {
        return key
      }
    }
    return nil
  }

  private init() {}

  // MARK: Tables

  private static let signs = SchemaTable(ProfileSchemas.signTable).fields()[1].properties

  /// The dialect that a field of a session tells by itself.
  package static func dialect(toldBy name: String) -> Dialect? {
    guard let field = signs.field(named: name) else { return nil }
    let sign = ProfileSchemas.signs[Int(field.index)]
    return sign.isDecisive ? Dialect(place: Int(sign.dialect)) : nil
  }

  private static func dialect(ofKind value: NodeID, _ tree: NodeTree) -> Dialect? {
    guard tree[value].kind == .scalar, tree[value].count < 32 else { return nil }
    for (place, facts) in ProfileSchemas.dialects.enumerated()
    where StaticNames(facts.kinds, separator: " ").contains(where: { tree.text(of: value, is: $0) })
    {
      return Dialect(place: place)
    }
    return nil
  }

  /// A field as other languages write it: `inputAudioFormat`.
  private static func dialect(ofWord name: ArraySlice<UInt8>) -> Dialect? {
    guard name.count < 64, name.contains(where: { $0 &- 0x41 < 26 || $0 == UInt8(ascii: "-") })
    else {
      return nil
    }
    return words[Suggestion.folded(String(decoding: name, as: UTF8.self))]
  }

  /// Words that stand in sessions of other dialects than that of a session which shows none: what may be behind
  /// the part of a text that could be read.
  package static let telling: [String] = {
    let words = Dialect.allCases.filter { $0 != .standard }.flatMap(\.kinds)
    let shapes = signs.entries.filter { entry in
      let sign = ProfileSchemas.signs[Int(entry.field.index)]
      return (sign.isShape || sign.isDecisive) && sign.condition != .kind
        && Int(sign.dialect) != Dialect.standard.place
    }
    return words + shapes.flatMap { [$0.name + ":", $0.name + "\":"] }
  }()

  private static let words: [[UInt8]: Dialect] = signs.entries.reduce(into: [:]) { words, entry in
    let sign = ProfileSchemas.signs[Int(entry.field.index)]
    guard sign.dialect >= 0, sign.condition == .none, !sign.isBesideSession else { return }
    words[Suggestion.folded(entry.name)] = Dialect(place: Int(sign.dialect))
  }
}
