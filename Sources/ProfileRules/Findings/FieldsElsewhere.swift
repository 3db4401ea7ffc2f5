internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// The fields of a kind of session by their names, to find one that is misspelt and in the wrong place as well.
struct FieldsElsewhere {
  /// Where each stands, as dotted paths from the session; the session itself is the empty one.
  private let places: [String: Set<String>]
  private let byLength: [Int: [String]]

  init(_ profile: BoundProfile) {
    let session = profile.session
    let field = session == .none ? profile.schema.session : profile[session].field
    places = profile.schema.places(inside: field)
    byLength = Dictionary(grouping: places.keys.sorted()) { $0.utf8.count }
  }

  /// The one field that a key is sure to be a misspelling of, wherever that stands.
  func meant(by id: IRID, in profile: BoundProfile) -> String? {
    let name = profile.name(id)
    let isEnvelope = profile.document.isEnvelope
    let isAtTop = profile[id].parent == profile.root
    if isAtTop, !isEnvelope, profile.node(id).kind == .mapping,
      Suggestion.find(name, in: ["session"])?.isSure ?? false
    {
      return "`session`"
    }
    let length = name.utf8.count
    let near = (length - 4...length + 4).flatMap { byLength[$0] ?? [] }
    guard let match = Suggestion.find(name, in: near), match.isSure,
      // The name of another API's field is no misspelling.
      Suggestion.isSameWord(name, match.name) || !KnownNames.isField(name),
      let places = places[match.name], places.count == 1, let place = places.first
    else { return nil }
    if place.isEmpty {
      if isAtTop { return isEnvelope ? "`session.\(match.name)`" : nil }
      return "`\(match.name)`, at the top level of the session"
    }
    return "`\(isAtTop && isEnvelope ? "session." : "")\(place).\(match.name)`"
  }
}
