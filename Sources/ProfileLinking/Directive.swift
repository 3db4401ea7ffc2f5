internal import SourceDiagnostics
internal import YAMLSyntax

/// The keys that put a profile together out of several files.
enum Directive {
  static let extends: StaticString = "$extends"
  static let include: StaticString = "$include"
  static let file: StaticString = "$file"
  static let inherit: StaticString = "$inherit"
  static let omit: StaticString = "$omit"
  static let unset: StaticString = "$unset"
  static let template: StaticString = "$template"
  static let vars: StaticString = "$vars"
  static let variants: StaticString = "$variants"

  /// Every one of them that can stand as a plain word.
  static let words = ["$inherit", "$unset"]
}

extension NodeTree {
  /// Whether a scalar is a text without quotes.
  func isPlainText(_ node: Node) -> Bool {
    node.kind == .scalar && node.style == .plain && node.scalar == .string
      && !node.flags.contains(.tagged)
  }

  /// Whether a value is a directive's word, written plain.
  func isWord(_ id: NodeID, _ word: StaticString) -> Bool {
    isPlainText(self[id]) && text(of: id, is: word)
  }

  /// Whether a key is a directive's.
  func isKey(_ key: NodeID, _ name: StaticString) -> Bool {
    !self[key].flags.contains(.literal) && text(of: key, is: name)
  }

  /// The value of a directive in a mapping.
  func directive(_ name: StaticString, in mapping: NodeID) -> NodeID? {
    entries(of: mapping).first { isKey($0.key, name) }.map { resolve($0.value) }
  }

  /// Whether a scalar is `$` and lower-case letters, written plain.
  func looksLikeWord(_ node: Node) -> Bool {
    guard isPlainText(node), (2...32).contains(node.count) else { return false }
    let bytes = text[node.textRange]
    return bytes.first == UInt8(ascii: "$")
      && bytes.dropFirst().allSatisfy { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
  }

  /// Whether the text of a scalar begins with `$`.
  func beginsWithDollar(_ node: Node) -> Bool {
    node.kind == .scalar && node.count > 1 && text[Int(node.first)] == UInt8(ascii: "$")
  }
}

/// What of the kind a file holds, told by one look at its nodes.
struct DirectiveSet: OptionSet {
  var rawValue: UInt8
  /// Keys or words at any place.
  static let any = DirectiveSet(rawValue: 1)
  /// `$inherit`, `$omit` or `$unset`: what merging has to take out.
  static let merging = DirectiveSet(rawValue: 2)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(of tree: NodeTree) {
    self = []
    guard tree.hasDollar else { return }
    for (index, node) in tree.nodes.enumerated() where tree.beginsWithDollar(node) {
      let id = NodeID(index: UInt32(index))
      // Keys alone have a hash: a `$target` is no word.
      if node.hash == 0, tree.looksLikeWord(node) { insert(.any) }
      if tree.text[Int(node.first) + 1] == UInt8(ascii: "$") { insert(.any) }
      for name in [
        Directive.extends, Directive.include, Directive.file, Directive.template, Directive.vars,
        Directive.variants,
      ]
      where tree.text(of: id, is: name) { insert(.any) }
      for name in [Directive.inherit, Directive.omit, Directive.unset]
      where tree.text(of: id, is: name) { formUnion([.any, .merging]) }
    }
  }
}
