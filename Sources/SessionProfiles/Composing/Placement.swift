internal import ProfileIR
internal import ProfileRules
internal import ProfileTargets
internal import SecretScanning
internal import SourceDiagnostics
internal import YAMLSyntax

/// Puts the findings of a profile of several files into those files: until then a place is an offset in all
/// of them together.
struct Placement {
  let tree: NodeTree
  private let composition: Composition

  init(_ tree: NodeTree, _ composition: Composition) {
    self.tree = tree
    self.composition = composition
  }

  func placed(_ entry: SourceMap.Entry) -> SourceMap.Entry {
    var entry = entry
    entry.span = composition.placed(entry.span)
    entry.valueSpan = composition.placed(entry.valueSpan)
    return entry
  }

  /// Lets the findings of a result have their pointers: before secrets are hidden, which may be names in them.
  func addPointers(to result: inout CheckResult) {
    for index in result.diagnostics.indices { addPointers(to: &result.diagnostics[index]) }
    for index in result.silenced.indices { addPointers(to: &result.silenced[index].diagnostic) }
  }

  /// Puts the findings of a result, which have their pointers, into the files.
  func place(_ result: inout CheckResult) {
    result.files = composition.files.map(\.source)
    for index in result.diagnostics.indices { place(&result.diagnostics[index]) }
    for index in result.silenced.indices { place(&result.silenced[index].diagnostic) }
  }

  func apply(to finding: inout Diagnostic) {
    addPointers(to: &finding)
    place(&finding)
  }

  /// The pointer into the file that a finding is in, and the one into the profile where that is another.
  private func addPointers(to finding: inout Diagnostic) {
    let file = composition.file(at: finding.span.start)
    let inProfile = finding.path
    if let node = finding.node {
      let authored = tree.pointer(to: NodeID(index: node), in: composition, preferring: inProfile)
      if let authored { finding.path = authored }
    } else if file > 0 {
      finding.path = ""
    }
    if file > 0 { finding.pathInProfile = inProfile }
  }

  private func place(_ finding: inout Diagnostic) {
    addVariables(to: &finding)
    let span = finding.span
    let file = composition.file(at: span.start)
    finding.span = composition.placed(span)
    if !finding.secrets.isEmpty {
      finding.secrets = finding.secrets.map(composition.placed)
    }
    for index in finding.related.indices {
      finding.related[index].span = composition.placed(finding.related[index].span)
    }
    if var fix = finding.fix {
      for index in fix.edits.indices {
        fix.edits[index].span = composition.placed(fix.edits[index].span)
      }
      // A fix is of one file: of several, another profile may use one without the others.
      let isWhole = fix.edits.allSatisfy { $0.span.source == finding.span.source }
      // Of a text only what cannot be seen is mended.
      let isText =
        composition.files[file].role == .text && finding.rule != HiddenCharacter.descriptor
      finding.fix = isWhole && !isText ? fix : nil
    }
    guard file > 0 else { return }
    let inProfile = finding.pathInProfile ?? ""
    if RuleRegistry.looksAtSeveral(finding.rule), composition.files[file].role == .layer,
      let key = Self.unset(inProfile)
    {
      let name = composition.files[0].source.name
      let help = finding.help.map { help in
        ", or " + (help.begins(with: "remove it, or ") ? help.dropping(bytes: 14) : help)
      }
      finding.help = "write `\(key)` in \(name)\(help ?? "")"
    }
    if let use = composition.nearestUse(of: file) {
      finding.related.insert(
        RelatedLocation("brought in here", at: composition.placed(tree.span(use)), .broughtIn),
        at: 0
      )
    }
  }
}

extension Placement {
  /// Tells where the variables of a text have their values, and where a value of a variable is used.
  private func addVariables(to finding: inout Diagnostic) {
    guard let node = finding.node.map({ NodeID(index: $0) }) else { return }
    if let use = composition.variables.places[node]?.first {
      finding.related.append(RelatedLocation("used here", at: tree.span(use)))
    }
    guard let sources = composition.variables.filled[node] else { return }
    // An edit of the text would write the values in place of their names.
    finding.fix = nil
    for source in sources.prefix(3) {
      if let place = source.place {
        finding.related.append(
          RelatedLocation("`\(source.name)` has its value here", at: tree.span(place))
        )
      } else if finding.label == nil {
        finding.label = "`\(source.name)` is from --set"
      }
    }
  }

  /// What a profile writes to be without a value from below: `audio: {output: {speed: $unset}}`; `nil` for
  /// what stands in a list.
  private static func unset(_ pointer: String) -> String? {
    let names = JSONPointer.names(in: pointer)
    guard !names.isEmpty, names.count <= 6, !names.contains(where: { Int($0) != nil }),
      names.allSatisfy({ $0.utf8.allSatisfy { $0 &- 0x61 < 26 || $0 == UInt8(ascii: "_") } })
    else { return nil }
    var text = "\(names[names.count - 1]): $unset"
    for name in names.dropLast().reversed() { text = "\(name): {\(text)}" }
    return text
  }
}

extension NodeTree {
  /// The text of all files of the tree.
  func allText(called name: String) -> SourceText { SourceText(name: name, bytes: sourceBytes) }
}
