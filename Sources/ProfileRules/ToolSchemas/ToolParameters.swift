internal import ProfileIR
internal import YAMLSyntax

/// The schemas in the tools' `parameters`, found by the code that the schema gives them.
enum ToolParameters {
  /// Calls `body` with each tool's `parameters`, where it is a mapping.
  static func forEach(of profile: BoundProfile, _ body: (IRID) -> Void) {
    guard let tools = profile.tools else { return }
    for tool in profile.children(of: tools) {
      if let parameters = profile.child("parameters", of: tool),
        profile.node(parameters).kind == .mapping, profile[parameters].field != .unknown
      {
        body(parameters)
      }
    }
  }

  /// Whether a value inside of such a mapping, or itself, is a schema: a mapping that is bound as one.
  /// Those without any member are left out.
  static func isSchema(_ id: IRID, in profile: BoundProfile) -> Bool {
    profile[id].firstChild != .none && profile.node(id).kind == .mapping
      && profile.schema[profile[id].field].keepsUnknownKeys
  }
}
