internal import ProfileIR
internal import ProfileRules
internal import SourceDiagnostics

/// The parts of a profile by their places: lowered values keep the places of what was written.
struct AuthoredPlaces {
  private let profile: BoundProfile
  private var ids: [SourceSpan: IRID] = [:]

  /// - Parameter spans: the places that will be asked for; `nil` for all.
  init(_ profile: BoundProfile, at spans: [SourceSpan]? = nil) {
    self.profile = profile
    let wanted = spans.map(Set.init)
    for id in profile.all {
      for span in [profile.span(id), profile.keySpan(id)]
      where wanted?.contains(span) ?? true && ids[span] == nil {
        ids[span] = id
      }
    }
  }

  /// The JSON Pointer of what stands at a place; empty where it is no part of the profile.
  func path(at span: SourceSpan) -> String { ids[span].map { profile.safePath($0) } ?? "" }
}
