internal import ProfileIR
internal import ProfileRules
internal import SourceDiagnostics

/// The parts of a profile by their places: lowered values keep the places of what was written.
struct AuthoredPlaces {
  private let profile: BoundProfile
  private let ids: [SourceSpan: IRID]

  init(_ profile: BoundProfile) {
    self.profile = profile
    ids = Dictionary(
      profile.all.flatMap { [(profile.span($0), $0), (profile.keySpan($0), $0)] },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The JSON Pointer of what stands at a place; empty where it is no part of the profile.
  func path(at span: SourceSpan) -> String { ids[span].map { profile.safePath($0) } ?? "" }
}
