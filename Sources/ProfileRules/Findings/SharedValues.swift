package import SourceDiagnostics
package import YAMLSyntax

/// Values that stand in several places of a profile because aliases repeat them.
package enum SharedValues {
  /// Makes the fixes unsafe that edit such a value: they change the other places as well.
  package static func markUnsafe(_ diagnostics: inout [Diagnostic], in tree: NodeTree) {
    guard diagnostics.contains(where: { $0.fix != nil }) else { return }
    let targets =
      tree.composition?.repeatedValues(in: tree)
      ?? Set(tree.nodes.filter { $0.kind == .alias }.map(\.target))
    guard !targets.isEmpty else { return }
    // The outermost of them, in file order.
    var shared: [SourceSpan] = []
    for span in targets.map({ tree.span($0) }).sorted(by: { $0.start < $1.start })
    where span.start >= shared.last?.end ?? 0 {
      shared.append(span)
    }
    for index in diagnostics.indices {
      guard let fix = diagnostics[index].fix else { continue }
      let touches = fix.edits.contains { edit in
        // Indentation and comments say nothing.
        let text = tree.sourceBytes[edit.span.range].drop { $0 == 0x20 || $0 == 0x09 }
        let isBlank = text.isEmpty || text.first == UInt8(ascii: "#")
        if isBlank, edit.text.isEmpty { return false }
        var (low, high) = (0, shared.count)
        while low < high {
          let middle = (low + high) / 2
          if shared[middle].end < edit.span.start { low = middle + 1 } else { high = middle }
        }
        return low < shared.count && shared[low].start <= edit.span.end
      }
      if touches {
        diagnostics[index].fix?.isSafe = false
        diagnostics[index].fix?.isShared = true
      }
    }
  }
}
