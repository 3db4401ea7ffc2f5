package import SourceDiagnostics
package import YAMLSyntax

/// The root of a profile must be a mapping of fields.
package enum ProfileRoot {
  /// Reports SP003 and returns `false` for a document that is anything else.
  package static func check(_ tree: NodeTree, into bag: inout DiagnosticBag) -> Bool {
    guard tree.root != .none else {
      report(
        "the file has no profile in it",
        at: nil,
        help: "a profile is a mapping, such as `voice: alloy`; `{}` is the empty one"
      )
      return false
    }
    let node = tree[tree.root]
    switch node.kind {
    case .mapping: return true
    case .sequence:
      report(
        "the profile is a list, not a mapping",
        at: node,
        help: "put each session into a file of its own, without the `- `"
      )
    case .scalar, .alias:
      let text = tree.bytes(of: node)
      let hasColon = text.contains(UInt8(ascii: ":"))
      if node.count == 0, node.style == .plain {
        report(
          "the file has no profile in it",
          at: node,
          help: "a profile is a mapping, such as `voice: alloy`; `{}` is the empty one"
        )
      } else {
        report(
          "the profile is a single value, not a mapping",
          at: node,
          help: hasColon && node.style == .plain && text.contains(0xA0)
            ? "the blank behind the colon is a no-break space, U+00A0: write a space"
            : hasColon && node.style == .plain
              ? "a space is missing after the colon: write `key: value`"
              : "a profile is a mapping, such as `voice: alloy`"
        )
      }
    }
    return false

    func report(_ message: String, at node: Node?, help: String) {
      let start = SourceSpan(source: tree.source, start: 0, end: 0)
      bag.report(
        Diagnostic(
          ReadingRules.rootNotMapping,
          message,
          at: node.map { tree.span(of: $0) } ?? start,
          help: help
        )
      )
    }
  }
}
