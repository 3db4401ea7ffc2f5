internal import SourceDiagnostics
package import YAMLSyntax

/// Sessions of other APIs that look much like Realtime ones, and must not be judged as such.
///
/// Each is told by what only it has: its event, its models, or a field. Source: openai-python 3.57.0, the
/// types of the live sessions and of the translation sessions.
package struct OtherAPI {
  package var name: String
  /// What tells it.
  package var node: NodeID

  /// - Returns: `nil` for a document that may be a Realtime session. Linear in the keys of the root, the
  ///   session and its `audio`.
  package static func find(in tree: NodeTree) -> OtherAPI? {
    guard tree.root != .none, tree[tree.root].kind == .mapping else { return nil }
    let live = { OtherAPI(name: "GPT-Live", node: $0) }
    if let type = tree.value(of: "type", in: tree.root),
      tree.text(of: type, is: "session.start") || tree.text(of: type, is: "live")
    {
      return live(type)
    }
    let session = tree.value(of: "session", in: tree.root) ?? tree.root
    guard tree[session].kind == .mapping else { return nil }
    if session != tree.root, let type = tree.value(of: "type", in: session),
      tree[type].kind == .scalar
    {
      if tree.text(of: type, is: "live") { return live(type) }
      if tree.text(of: type, is: "translation") {
        return OtherAPI(name: "the translation API", node: type)
      }
      // One that says its kind is ours, with mistakes.
      if tree.text(of: type, is: "realtime") || tree.text(of: type, is: "transcription") {
        return nil
      }
    }
    if let model = tree.value(of: "model", in: session), tree[model].kind == .scalar {
      let name = tree.bytes(model)
      if name.starts(with: "gpt-live".utf8), !name.starts(with: "gpt-live-transcribe".utf8) {
        return live(model)
      }
      if name.starts(with: "gpt-realtime-translate".utf8) {
        return OtherAPI(name: "the translation API", node: model)
      }
    }
    for (key, value) in tree.entries(of: session) {
      let value = tree.resolve(value)
      guard tree[value].kind == .mapping else { continue }
      if tree.text(of: key, is: "delegation") || tree.text(of: key, is: "wake_policy") {
        return live(key)
      }
      guard tree.text(of: key, is: "audio"), tree.value(of: "type", in: session) == nil else {
        continue
      }
      for (part, content) in tree.entries(of: value) {
        let content = tree.resolve(content)
        guard tree[content].kind == .mapping else { continue }
        if tree.text(of: part, is: "output"),
          let language = tree.entries(of: content).first(where: {
            tree.text(of: $0.key, is: "language")
          })
        {
          return OtherAPI(name: "the translation API", node: language.key)
        }
      }
    }
    return nil
  }
}
