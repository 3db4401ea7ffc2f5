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
  /// What is known of the value, where the place is in it: such as its announced end.
  public var note: String?
}

extension Compiler {
  /// The field whose key or value stands at a place; `nil` where there is none, or the text cannot be read.
  ///
  /// - Parameter offset: in bytes.
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
      if isValue, let field = profile.field(id), let end = field.end(of: profile.bytes(id)) {
        let instead = end.instead.map { "; its successor is `\($0)`" } ?? ""
        place.note = "`\(profile.text(id))` ends on \(end.date)\(instead)"
      }
      return place
    }
    return nil
  }
}
