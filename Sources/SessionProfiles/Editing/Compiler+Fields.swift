internal import ProfileIR
internal import ProfileRules
internal import SchemaTables
internal import ServerOverlays
public import SourceDiagnostics
internal import YAMLSyntax

/// The field that a place of a profile is about.
public struct FieldPlace: Sendable {
  /// The key or the value at the place.
  public var span: SourceSpan
  /// What is documented of the field.
  public var page: FieldPage
  /// What is known of the value there: what it can do and when it ends, where it comes from. One sentence each,
  /// without a full stop.
  public var notes: [String] = []
}

extension Compiler {
  /// The field whose key or value stands at a place; `nil` where there is none, or the text cannot be read.
  ///
  /// - Parameters:
  ///   - source: the text as it is now.
  ///   - offset: in bytes.
  public func field(in source: SourceText, at offset: Int) -> FieldPlace? {
    var bag = DiagnosticBag(limit: 0)
    guard let tree = Composer.compose(source.bytes, into: &bag), tree.root != .none,
      tree[tree.root].kind == .mapping
    else { return nil }
    var unknown = NodeID.none
    let server = server(of: tree, called: source.name, unknown: &unknown)
    let shape = shape(of: tree, at: server)
    let schema = Server.schema(of: shape.dialect, at: server)
    let profile = Binder.bind(tree, to: schema, as: shape.document)
    func holds(_ span: SourceSpan) -> Bool { span.start <= offset && offset <= span.end }
    for id in profile.all where profile[id].key != .none && profile[id].field != .unknown {
      let isKey = holds(profile.keySpan(id))
      let written = tree.span(profile[id].written)
      let isValue = profile.node(id).kind == .scalar && holds(written)
      guard isKey || isValue else { continue }
      let path = profile.fieldPath(id)
      let pages = FieldPage.pages(of: path, at: server)
      let page = pages.first { $0.dialect == shape.dialect } ?? pages.first { $0.path == path }
      guard let page else { return nil }
      var place = FieldPlace(span: isKey ? profile.keySpan(id) : written, page: page)
      if isValue {
        place.notes = [endNote(of: id, in: profile), Self.modelNote(of: id, in: profile)]
          .compactMap(\.self)
      }
      if Self.namesFiles(tree), let note = originNote(of: profile.keySpan(id), in: source) {
        place.notes.append(note)
      }
      return place
    }
    return nil
  }

  private func endNote(of id: IRID, in profile: BoundProfile) -> String? {
    guard let end = profile.field(id)?.end(of: profile.bytes(id)) else { return nil }
    let instead = end.instead.map { "; its successor is `\($0)`" } ?? ""
    return "`\(profile.text(id))` ends on \(end.date)\(instead)"
  }

  /// What a model takes and what it does not.
  private static func modelNote(of id: IRID, in profile: BoundProfile) -> String? {
    guard profile.name(id) == "model" else { return nil }
    let isTranscription = profile[id].parent == profile.transcription
    guard isTranscription || profile[id].parent == profile.session,
      let model = ModelTable.embedded.model(
        profile.text(id),
        in: isTranscription ? "transcription" : "realtime"
      )
    else { return nil }
    func list(_ isAble: Bool) -> String? {
      let names = model.abilities.filter { $0.value == isAble }.keys.sorted()
      return names.isEmpty
        ? nil : (isAble ? "takes " : "takes no ") + names.map { "`\($0)`" }.joined(separator: ", ")
    }
    let parts = [list(true), list(false)].compactMap(\.self)
    return parts.isEmpty ? nil : "`\(profile.text(id))` \(parts.joined(separator: "; it "))"
  }

  /// What a value of a profile of several files has from the others, and what it overrides there.
  ///
  /// - Parameter key: the place of its key in the profile itself.
  private func originNote(of key: SourceSpan, in source: SourceText) -> String? {
    guard let profile = run(source).checked?.profile, let composition = profile.tree.composition
    else { return nil }
    let id = profile.all.first { id in
      let node = profile[id].key
      return node != .none && composition.file(of: node) == 0
        && composition.placed(profile.tree.span(node)) == key
    }
    guard let id else { return nil }
    let places = OriginPlaces(profile.tree, composition)
    // What is in a mapping comes from several files.
    if profile.node(id).kind == .mapping {
      return Self.inherited(by: id, in: profile, places).map { "from other files: " + $0 }
    }
    if let below = composition.overridden(by: profile[id].key),
      let place = places.title(of: below)
    {
      return "overrides the value at \(place)"
    }
    return nil
  }
}
