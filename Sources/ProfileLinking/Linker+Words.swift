internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// What is said of directives that stand in the wrong place, or are none.
extension Linker {
  mutating func checkWord(_ id: NodeID, _ node: Node, _ place: Place) {
    guard tree.looksLikeWord(node) else { return }
    let text = tree.string(id)
    if tree.text(of: id, is: Directive.inherit) {
      if place.isItem { return }
      report(
        LinkingRules.misplacedDirective,
        "`$inherit` is an item of a list",
        at: id,
        help:
          "a mapping is merged with what is below it without being asked; put it in quotes if the text is meant"
      )
      tree.makeHole(id)
    } else if tree.text(of: id, is: Directive.unset) {
      guard place.isItem else { return }
      report(
        LinkingRules.misplacedDirective,
        "`$unset` is a value of a mapping, not an item of a list",
        at: id,
        help: "to leave an item out write `{$omit: NAME}`; put it in quotes if the text is meant"
      )
    } else {
      let near = Suggestion.nearest(to: text, in: Directive.words)
      let quoted = "\"\(text)\""
      report(
        LinkingRules.unknownDirective,
        "`\(text)` is not a directive, so it is sent as text",
        at: id,
        help: (near.map { "did you mean `\($0)`? " } ?? "")
          + "put it in quotes if the text is meant: `\(quoted)`"
      )
    }
  }

  /// - Returns: whether the item is one that can be left out.
  mutating func checkOmit(
    _ omit: (key: NodeID, value: NodeID),
    _ keys: Keys,
    of id: NodeID,
    _ place: Place
  ) -> Bool {
    if !place.isItem {
      reportMisplaced(omit.key, "an item of a list: `- {$omit: NAME}`")
    } else if keys.count > 1 {
      report(
        LinkingRules.misplacedDirective,
        "`$omit` stands alone in its item",
        at: id,
        help: "give the other keys an item of their own"
      )
    } else if tree[omit.value].kind == .mapping {
      report(LinkingRules.wrongShape, "`$omit` takes a name or a list of names", at: omit.value)
    } else {
      return true
    }
    return false
  }

  /// - Returns: whether it says what is inherited.
  mutating func checkInherit(_ value: NodeID, _ place: Place) -> Bool {
    let node = tree[value]
    if node.scalar == .bool, tree.text(of: value, is: "false"), !place.isItem { return true }
    if node.scalar == .bool, tree.text(of: value, is: "false") {
      report(
        LinkingRules.misplacedDirective,
        "`$inherit: false` belongs into a mapping that would be merged; an item is not",
        at: value
      )
    } else if !place.isItem {
      report(
        LinkingRules.misplacedDirective,
        "`$inherit` takes `false` here",
        at: value,
        help: "with a name it is an item of a list: `- {$inherit: NAME, key: value}`"
      )
    } else if node.scalar != .string {
      report(LinkingRules.wrongShape, "a name must be text", at: value)
    } else {
      return true
    }
    return false
  }
}
