internal import SourceDiagnostics
internal import YAMLSyntax

/// A profile is no larger than one file may be, whatever its files repeat.
extension Linker {
  private struct Size {
    var nodes = 0
    var text = 0
    var height = 0
  }

  /// Reports SP004 for a profile that is too large with everything in its place. Linear in the nodes that
  /// there are: what is used several times is measured once.
  mutating func checkSize() {
    guard tree.root != .none else { return }
    var known: [NodeID: Size] = [:]
    let size = measure(tree.root, &known, 0)
    let problem =
      isTooLarge || size.nodes > limits.nodes
      ? "the profile has more than \(limits.nodes) nodes with what its files bring in"
      : size.text > limits.textBytes
        ? "the profile has more than \(limits.textBytes) bytes of text with what its files bring in"
        : size.height > limits.depth
          ? "nesting is more than \(limits.depth) levels deep with what the files bring in" : nil
    guard let problem else { return }
    let finding = Diagnostic(
      ReadingRules.limitExceeded,
      problem,
      at: tree.span(placed.dropFirst().first?.uses.first ?? placed[0].root),
      help: "no profile needs as much: let its files bring in less"
    )
    bag.report(finding)
    tree.root = tree.append(.emptyMapping)
    isOpen = true
    isTooLarge = true
  }

  private func measure(_ id: NodeID, _ known: inout [NodeID: Size], _ depth: Int) -> Size {
    let node = tree[id]
    switch node.kind {
    case .scalar: return Size(nodes: 1, text: Int(node.count), height: 0)
    case .alias:
      if let size = known[node.target] { return size }
      let size = measure(node.target, &known, depth)
      known[node.target] = size
      return size
    case .mapping, .sequence:
      var size = Size(nodes: 1)
      guard depth <= limits.depth else { return Size(nodes: 1, height: limits.depth + 1) }
      var child = node.firstChild
      while child != .none {
        let part = measure(child, &known, depth + 1)
        size.nodes = min(size.nodes + part.nodes, 1 << 40)
        size.text = min(size.text + part.text, 1 << 40)
        size.height = max(size.height, part.height)
        child = tree[child].next
      }
      size.height += 1
      return size
    }
  }
}
