internal import ProfileIR
package import SourceDiagnostics

/// Settings of the spoken answer in a session that answers in text only.
package enum ModalitiesAdvice: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP502",
    "modalities-advice",
    "a session without audio output sets how the answer sounds"
  )

  private static let audioFields: [StaticString] = ["voice", "output_audio_format", "speed"]

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    guard isTextOnly(profile), let modalities = profile.sessionField("modalities") else { return }
    for name in audioFields {
      guard let id = profile.sessionField(name) else { continue }
      bag.report(
        profile.finding(
          descriptor,
          "`\(name)` has no effect: the session answers in text only",
          severity: .warning,
          at: id,
          onKey: true,
          help: "remove it, or add `audio` to `modalities`",
          related: [RelatedLocation("no audio here", at: profile.span(modalities))]
        )
      )
    }
  }

  /// Whether `modalities` is just [text].
  static func isTextOnly(_ profile: BoundProfile) -> Bool {
    guard let modalities = profile.sessionField("modalities") else { return false }
    let items = Array(profile.children(of: modalities))
    return !items.isEmpty && items.allSatisfy { profile.string($0) == "text" }
  }
}
