package import SourceDiagnostics

/// The session that the server made is not the one that was asked for.
package enum ChangedByServer: Rule {
  package static let descriptor = RuleDescriptor(
    "SP802",
    "changed-by-server",
    "the server dropped or changed a field",
    severity: .warning
  )

  package static let explanation = RuleExplanation(
    why: """
      The server answers with the session as it will be. `sessionc send` compares that with what was \
      sent: a field that is missing there, or has another value, is not in force, and nobody would \
      notice before a call. Servers that speak the API without knowing all of it drop fields in \
      silence.

      What the server adds by itself is no finding, and neither are another order of a list of \
      words, an alias of a model that became its dated name, or a number that is the same in \
      single precision. Credentials are not compared, since no answer repeats them.
      """,
    bad: """
      type: realtime
      audio:
        output:
          voice: cedar  # the answer has alloy
      """,
    good: """
      type: realtime
      audio:
        output:
          voice: alloy
      """,
    remedy: """
      Write what the server does, or use a server that does what you write. `# sessionc: \
      ignore[SP802]` at the line accepts the difference. `--fix` has no part in it: the profile may \
      well be right.
      """,
    source: """
      OpenAI's OpenAPI document, `RealtimeCreateClientSecretResponse.session` and \
      `RealtimeSessionCreateResponse`
      """
  )

  /// What became of a value that was sent.
  package enum Outcome: Equatable, Sendable {
    case dropped
    /// The value in the answer, fit to be shown.
    case changed(to: String)
  }

  /// A finding about one value that was sent.
  package static func finding(
    _ name: String,
    _ outcome: Outcome,
    at span: SourceSpan,
    path: String
  ) -> Diagnostic {
    switch outcome {
    case .dropped:
      Diagnostic(
        descriptor,
        "the server left out \(name)",
        at: span,
        path: path,
        label: "not in the answer",
        help: "the session runs without it; this server may not know the field"
      )
    case .changed(let value):
      Diagnostic(
        descriptor,
        "the server changed \(name) to \(value)",
        at: span,
        path: path,
        label: "\(value) in the answer",
        help: "the session runs with what the server answered"
      )
    }
  }
}
