package import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// Writes values as YAML that people like to read: block style, the documented order of fields, block
/// text for long texts, quotes only where they are needed.
package struct YAMLWriter {
  private let profile: BoundProfile
  private let leftOut: Set<IRID>
  private var output = ""

  /// The columns that folded text may take.
  private static let columns = 96

  /// - Parameter leftOut: what is not written.
  package init(_ profile: BoundProfile, without leftOut: Set<IRID> = []) {
    self.profile = profile
    self.leftOut = leftOut
  }

  /// The members of a mapping, one below the other, with a line feed at the end.
  package static func members(
    of id: IRID,
    in profile: BoundProfile,
    without leftOut: Set<IRID> = []
  ) -> String {
    var writer = YAMLWriter(profile, without: leftOut)
    for child in writer.orderedChildren(of: id) { writer.writeMember(child, indent: 0) }
    return writer.output
  }

  /// Documented fields in the order of the documentation, then the others as they come.
  private func orderedChildren(of id: IRID) -> [IRID] {
    let children = profile.children(of: id).filter { !leftOut.contains($0) }
    guard let names = profile.field(id)?.properties.nameList, !names.isEmpty else {
      return children
    }
    let ranks = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    return children.enumerated().sorted { left, right in
      let a = ranks[profile.name(left.element)] ?? .max
      let b = ranks[profile.name(right.element)] ?? .max
      return (a, left.offset) < (b, right.offset)
    }
    .map(\.element)
  }

  private mutating func writeMember(_ id: IRID, indent: Int) {
    output += blanks(indent) + key(profile.name(id)) + ":"
    if profile.isBound(id) {
      writeValue(id, indent: indent)
    } else {
      writeTree(profile[id].value, indent: indent)
    }
  }

  /// What follows a key's colon or a list item's dash.
  private mutating func writeValue(_ id: IRID, indent: Int) {
    switch profile.node(id).kind {
    case .mapping:
      let children = orderedChildren(of: id)
      guard !children.isEmpty else {
        output += " {}\n"
        return
      }
      output += "\n"
      for child in children { writeMember(child, indent: indent + 2) }
    case .sequence:
      let items = Array(profile.children(of: id))
      guard !items.isEmpty else {
        output += " []\n"
        return
      }
      if let line = flowLine(profile[id].value) {
        output += " \(line)\n"
        return
      }
      output += "\n"
      for item in items { writeItem(item, indent: indent + 2) }
    case .scalar, .alias: writeScalar(profile[id].value, indent: indent)
    }
  }

  private mutating func writeItem(_ id: IRID, indent: Int) {
    output += blanks(indent) + "-"
    guard profile.node(id).kind == .mapping, profile.isBound(id) else {
      if profile.isBound(id) {
        writeValue(id, indent: indent)
      } else {
        writeTree(profile[id].value, indent: indent)
      }
      return
    }
    let children = orderedChildren(of: id)
    guard !children.isEmpty else {
      output += " {}\n"
      return
    }
    for (index, child) in children.enumerated() {
      // The first member stands behind the dash.
      let start = output.endIndex
      writeMember(child, indent: indent + 2)
      if index == 0 {
        let text = output[start...].dropping(bytes: indent + 2)
        output.replaceSubrange(start..., with: " " + text)
      }
    }
  }

  /// A value that no schema describes: as it comes.
  private mutating func writeTree(_ id: NodeID, indent: Int) {
    let tree = profile.tree
    let id = tree.resolve(id)
    switch tree[id].kind {
    case .mapping:
      let entries = Array(tree.entries(of: id))
      output += entries.isEmpty ? " {}\n" : "\n"
      for entry in entries {
        output += blanks(indent + 2) + key(tree.string(entry.key)) + ":"
        writeTree(entry.value, indent: indent + 2)
      }
    case .sequence:
      let items = Array(tree.items(of: id))
      if let line = flowLine(id) {
        output += " \(line)\n"
        return
      }
      output += "\n"
      for item in items {
        output += blanks(indent + 2) + "-"
        writeTree(item, indent: indent + 2)
      }
    case .scalar, .alias: writeScalar(id, indent: indent)
    }
  }

  /// A short list of short scalars, in brackets.
  private func flowLine(_ id: NodeID) -> String? {
    let tree = profile.tree
    let items = tree.items(of: id).map { tree.resolve($0) }
    guard items.allSatisfy({ tree[$0].kind == .scalar && tree[$0].count <= 40 }) else { return nil }
    let line = "[\(items.map { scalar($0, inFlow: true) }.joined(separator: ", "))]"
    return line.utf8.count <= 72 ? line : nil
  }

  // MARK: Scalars

  private mutating func writeScalar(_ id: NodeID, indent: Int) {
    let node = profile.tree[id]
    let text = profile.tree.string(id)
    guard node.scalar == .string, let block = BlockText(text, columns: Self.columns - indent) else {
      output += " \(scalar(id, inFlow: false))\n"
      return
    }
    output += " \(block.header)\n"
    for line in block.lines { output += line.isEmpty ? "\n" : blanks(indent + 2) + line + "\n" }
  }

  private func scalar(_ id: NodeID, inFlow: Bool) -> String {
    let node = profile.tree[id]
    let text = profile.tree.string(id)
    guard node.scalar == .string else { return text.isEmpty ? "null" : text }
    return PlainText.isPlain(text, inFlow: inFlow) ? text : PlainText.quoted(text)
  }

  private func key(_ name: String) -> String {
    PlainText.isPlain(name, inFlow: false) && name != "<<" ? name : PlainText.quoted(name)
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}
