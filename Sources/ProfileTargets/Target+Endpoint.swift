package import ProfileIR

extension Target {
  /// Where requests of this target are posted to, below the base URL and without a slash in front;
  /// `nil` for events, which travel over an open connection.
  ///
  /// Paths: the OpenAI OpenAPI document, `paths` (branch 2025-03-21 for the flat dialect, main for GA).
  package func endpoint(for document: DocumentKind) -> String? {
    switch self {
    case .sessions where document == .transcriptionUpdate: "realtime/transcription_sessions"
    case .sessions: "realtime/sessions"
    case .gaClientSecrets: "realtime/client_secrets"
    case .sessionUpdate, .gaSessionUpdate: nil
    }
  }
}
