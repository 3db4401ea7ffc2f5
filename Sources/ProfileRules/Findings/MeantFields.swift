internal import ProfileIR
internal import SourceDiagnostics

extension BoundProfile {
  /// Whether a field is evidently meant by a key that has been reported as its misspelling. What such a
  /// field may hold is not judged: one mistake gives one finding.
  func isMeant(_ name: String, in mapping: IRID) -> Bool {
    guard let field = field(mapping) else { return false }
    let unknown = children(of: mapping).lazy.filter { self.isUnknownKey($0) }
    return unknown.prefix(KeyMeanings.crowd).contains { child in
      let key = self.name(child)
      return field.notFields[key]?.instead == name
        || Suggestion.nearest(to: key, in: [name]) == name
    }
  }
}
