package import SourceDiagnostics

/// The server refused the request and said which field it means.
package enum RejectedByServer: Rule {
  package static let descriptor = RuleDescriptor(
    "SP801",
    "rejected-by-server",
    "the server refused the request because of a field"
  )

  package static let explanation = RuleExplanation(
    why: """
      `sessionc send` found no error in the profile, and the server refuses it all the same: it is \
      older or newer than the documentation that the rules follow, a compatible server that knows \
      fewer fields, or your account may not use a model or a voice. Nothing of the session was set.

      The finding points at the line that made the field which the server's `param` names, and \
      repeats what the server says.
      """,
    bad: """
      type: realtime
      model: gpt-realtime-2.1
      truncation: disabled  # to a server that does not know it
      """,
    good: """
      type: realtime
      model: gpt-realtime-2.1
      """,
    remedy: """
      Do as the message says. Where the server does not know a field, leave the field out for it. \
      Where the documentation is on your side, look whether `--base-url` leads to the server that \
      you mean. `--fix` does not know what the server would take.
      """,
    source: "OpenAI's OpenAPI document, `Error`: `message`, `type`, `param`, `code`"
  )

  /// A finding about the field that the server names.
  ///
  /// - Parameters:
  ///   - name: what the field is called, for the message.
  ///   - reason: the server's message, fit to be shown.
  ///   - help: what is known beyond it.
  package static func finding(
    _ name: String,
    reason: String,
    at span: SourceSpan,
    path: String,
    label: String?,
    help: String
  ) -> Diagnostic {
    let reason = reason.hasSuffix(".") ? String(reason.dropLast()) : reason
    return Diagnostic(
      descriptor,
      "the server refused \(name): \(reason)",
      at: span,
      path: path,
      label: label,
      help: help
    )
  }
}
