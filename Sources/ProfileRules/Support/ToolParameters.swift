internal import ProfileIR
internal import YAMLSyntax

/// The schemas in the tools' `parameters`, found by the code that the schema gives them.
struct ToolParameters {
  /// Each tool's `parameters`, where it is a mapping.
  let roots: [IRID]

  init(_ profile: BoundProfile) {
    guard let tools = profile.tools else {
      roots = []
      return
    }
    roots = profile.children(of: tools).compactMap { tool in
      guard let parameters = profile.child("parameters", of: tool),
        profile.node(parameters).kind == .mapping
      else { return nil }
      return parameters
    }
  }

  /// Whether a value inside a root, or the root itself, is a schema: a mapping that is bound as one.
  /// Those without any member are left out.
  static func isSchema(_ id: IRID, in profile: BoundProfile) -> Bool {
    profile[id].firstChild != .none && profile.node(id).kind == .mapping
      && profile.schema[profile[id].field].keepsUnknownKeys
  }
}
