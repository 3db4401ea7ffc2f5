package import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// The request goes to a path that its server no longer has.
package enum EndpointSwitchedOff: Rule {
  package static let descriptor = RuleDescriptor(
    "SP803",
    "endpoint-switched-off",
    "the request goes to a path that was switched off",
    severity: .warning
  )

  package static let explanation = RuleExplanation(
    why: """
      `POST /v1/realtime/sessions` and `POST /v1/realtime/transcription_sessions` belong to the beta \
      of the Realtime API. At api.openai.com they were switched off on 2026-05-12: first with 400 \
      `beta_api_shape_disabled`, since July 2026 with 404. Servers that resemble the API may still \
      have them, and for those there is no finding.
      """,
    bad: """
      voice: sage  # sent to api.openai.com
      """,
    good: """
      type: realtime
      audio:
        output:
          voice: sage
      """,
    remedy: """
      Send with `--target ga-client-secrets`, or rewrite the profile for good with `sessionc \
      migrate`. `--fix` does not change the dialect of a profile.
      """,
    source: """
      OpenAI's deprecations page, Realtime API beta; the answers of the service since May 2026
      """
  )

  /// Reports a profile whose request the server no longer takes, once for the whole file.
  ///
  /// - Parameters:
  ///   - dialect: that of the request.
  ///   - day: since when the server takes none.
  package static func check(
    _ profile: BoundProfile,
    for dialect: Dialect,
    since day: String,
    into bag: inout DiagnosticBag
  ) {
    // A model of another dialect says the same, and at its place.
    if let model = profile.child("model", of: profile.session), profile.isScalar(model, .string),
      Models.dialect(of: profile.bytes(model), otherThan: dialect) != nil
    {
      return
    }
    let start = profile.tree.contentStart
    var finding = Diagnostic(
      descriptor,
      "api.openai.com has refused requests in the \(dialect.title) dialect since \(day)",
      at: SourceSpan(source: profile.tree.source, start: start, end: start),
      help:
        "`sessionc migrate` rewrites the profile in the GA dialect; for another server write `server: compatible` into .sessionc.yaml"
    )
    finding.isAboutFile = true
    bag.report(finding)
  }

  /// A finding about the whole profile.
  ///
  /// - Parameter endpoint: below the base URL.
  package static func finding(_ endpoint: String, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      descriptor,
      "POST /v1/\(endpoint) was switched off at api.openai.com in May 2026",
      at: span,
      help: "send with `--target ga-client-secrets`, to the path that replaced it"
    )
  }
}
