internal import SourceDiagnostics
internal import YAMLSyntax

/// How findings about the files of a profile are told.
extension Linker {
  mutating func report(
    _ rule: RuleDescriptor,
    _ message: String,
    at id: NodeID,
    label: String? = nil,
    help: String? = nil,
    related: [RelatedLocation] = []
  ) {
    bag.report(
      Diagnostic(
        rule,
        message,
        at: tree.span(id),
        label: label,
        help: help,
        related: related,
        node: id.index
      )
    )
  }

  /// The way from the profile to a file that brings itself in again, as its files with their lines.
  mutating func reportCycle(to file: Int, by use: NodeID, in holder: Int) {
    var steps = way.drop { $0.file != file }.map { $0 }
    steps.append((file: file, use: use))
    var names: [String] = []
    for (step, next) in zip(steps, steps.dropFirst()) {
      names.append(place(next.use, in: step.file))
    }
    names.append(placed[file].source.name)
    let most = 10
    if names.count > most {
      let more = names.count - most
      names.replaceSubrange(most / 2..<most / 2 + more, with: ["(\(more) more)"])
    }
    report(
      LinkingRules.cycle,
      names.count > 2 ? "files start from each other" : "this file starts from itself",
      at: use,
      help: "the circle is \(names.joined(separator: " -> ")); remove one of these steps"
    )
  }

  private func place(_ use: NodeID, in file: Int) -> String {
    let start = Int(tree[use].start)
    let line = tree.sourceBytes[placed[file].base..<start].count { $0 == 0x0A } + 1
    return "\(placed[file].source.name):\(line)"
  }
}

extension Diagnostic {
  /// The same finding of a file that lies farther behind.
  func shifted(by offset: Int) -> Diagnostic {
    func shift(_ span: SourceSpan) -> SourceSpan {
      SourceSpan(source: span.source, start: span.start + offset, end: span.end + offset)
    }
    var result = self
    result.span = shift(span)
    for index in related.indices { result.related[index].span = shift(related[index].span) }
    if var fix {
      for index in fix.edits.indices { fix.edits[index].span = shift(fix.edits[index].span) }
      result.fix = fix
    }
    return result
  }
}
