package import SourceDiagnostics

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
