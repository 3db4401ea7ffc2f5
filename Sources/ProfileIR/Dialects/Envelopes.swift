internal import ProfileSchemas
internal import SchemaTables
internal import YAMLSyntax

/// What may stand around a session, in all dialects together.
enum Envelopes {
  /// The dialects that have an event of this `type`.
  static func dialects(withEvent type: NodeID, in tree: NodeTree) -> (first: Dialect?, count: Int) {
    // Most types are those of sessions, and no event is as short.
    guard tree[type].kind == .scalar, lengths & 1 << UInt64(tree[type].count & 63) != 0 else {
      return (nil, 0)
    }
    var (first, count) = (Dialect?.none, 0)
    for place in ProfileSchemas.dialects.indices {
      let dialect = Dialect(place: place)
      guard event(type, of: dialect, in: tree) != nil else { continue }
      first = first ?? dialect
      count += 1
    }
    return (first, count)
  }

  /// The event of a dialect with this `type`.
  static func event(_ type: NodeID, of dialect: Dialect, in tree: NodeTree) -> DocumentKind? {
    guard tree[type].kind == .scalar else { return nil }
    let documents = ProfileSchemas.dialects[dialect.place].documents
    for place in documents
    where ProfileSchemas.documents[place].form == .event
      && tree.text(of: type, is: ProfileSchemas.documents[place].type)
    {
      return DocumentKind(.event, place: UInt8(truncatingIfNeeded: place - documents.lowerBound))
    }
    return nil
  }

  /// The dialect that has one of the root's members beside the session of a request.
  static func dialect(besideSessionIn tree: NodeTree) -> Dialect? {
    for place in ProfileSchemas.dialects.indices {
      let dialect = Dialect(place: place)
      if hasMember(besideSessionOf: dialect, in: tree) { return dialect }
    }
    return nil
  }

  static func hasMember(besideSessionOf dialect: Dialect, in tree: NodeTree) -> Bool {
    guard let body = dialect.document(.body) else { return false }
    let facts = ProfileSchemas.documents[dialect.place(of: body)]
    // Hardly any key of a session is as long as one of the few names.
    return tree.entries(of: tree.root).contains { key, _ in
      besideLengths & 1 << UInt64(tree[key].count & 63) != 0
        && facts.besideNames.contains { tree.text(of: key, is: $0) }
    }
  }

  /// The dialect of a session that stands below `session` and shows nothing: the first one that has such a
  /// body.
  static var wrapped: Dialect? {
    ProfileSchemas.dialects.firstIndex { $0.body != nil }.map { Dialect(place: $0) }
  }

  /// A bit for each length that the `type` of an event has.
  private static let lengths = ProfileSchemas.documents.reduce(UInt64(0)) { lengths, document in
    document.form == .event ? lengths | 1 << UInt64(document.type.utf8CodeUnitCount & 63) : lengths
  }

  /// The same for what requests have beside a session.
  private static let besideLengths = beside.reduce(UInt64(0)) { lengths, name in
    lengths | 1 << UInt64(name.utf8.count & 63)
  }

  /// The types of the events that carry a session, each once.
  static let types = unique(
    ProfileSchemas.documents.filter { $0.form == .event }.map { "\($0.type)" }
  )

  /// What requests have beside a session.
  static let beside = unique(ProfileSchemas.documents.flatMap(\.besideNames.strings))

  private static func unique(_ names: [String]) -> [String] {
    names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
