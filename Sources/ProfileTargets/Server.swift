/// The server that profiles are written for.
public enum Server: String, Sendable {
  /// api.openai.com. The flat dialect was switched off there on 2026-05-12.
  case openAI = "openai"
  /// Some server that speaks the dialect as documented, and has models and voices of its own.
  case compatible
}
