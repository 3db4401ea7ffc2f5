internal import ProfileIR
internal import YAMLSyntax

/// The schemas in the tools' `parameters`, found by the code that the schema gives them.
struct ToolParameters {
  /// Each tool's `parameters`, where it is a mapping.
  let roots: [IRID]

  init(_ profile: BoundProfile) {
    guard let tools = profile.sessionField("tools") else {
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

  /// Every schema inside a root, itself included: the mappings that are bound as schemas. Those
  /// without any member are left out.
  static func schemas(in root: IRID, of profile: BoundProfile) -> some Sequence<IRID> {
    profile.subtree(of: root).lazy.filter { id in
      profile[id].firstChild != .none && profile.node(id).kind == .mapping
        && profile.schema[profile[id].field].keepsUnknownKeys
    }
  }
}
