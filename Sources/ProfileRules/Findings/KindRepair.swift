internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// A mapping whose kind has another name in another API, or in the other dialect: what the schema says to
/// write in the place of that name alone (`x-instead`), written into the mapping.
///
/// `{type: g711_ulaw, rate: 8000}` becomes `{type: audio/pcmu}`. Never safe, since it is right there.
enum KindRepair {
  /// - Parameter tag: the value that names the kind.
  static func fix(_ tag: IRID, in profile: BoundProfile) -> FixIt? {
    let parent = profile[tag].parent
    guard parent != .none, let text = profile.string(tag) else { return nil }
    let union = profile.schema[profile[parent].union]
    guard let discriminator = union.discriminator, discriminator.property == profile.name(tag),
      let form = union.instead(for: text) ?? union.instead(for: text.lowercased()),
      let wanted = entries(form), let kind = wanted.first(where: { $0.name == profile.name(tag) }),
      let branch = discriminator.branch(Array(kind.value.utf8)[...])
    else { return nil }
    let fields = profile.schema[branch].properties
    var missing = wanted
    var edits: [FixIt.Edit] = []
    for member in profile.children(of: parent) {
      let name = profile.name(member)
      // What is unknown, or stands elsewhere as well, is not for this fix to judge.
      guard profile[member].field != .unknown, profile[member].written == profile[member].value,
        !profile.tree[profile[member].key].flags.contains(.merged),
        profile.node(member).kind == .scalar
      else { return nil }
      let index = missing.firstIndex { $0.name == name }
      if let index {
        let value = missing.remove(at: index).value
        guard value != profile.text(member) else { continue }
        guard let fix = profile.rewriting(member, as: value) else { return nil }
        edits += fix.edits
      } else if fields.field(named: name) == nil {
        guard let fix = profile.removal(of: member, title: "") else { return nil }
        edits += fix.edits
      }
    }
    guard let added = insertion(of: missing, after: tag, in: parent, of: profile) else {
      return nil
    }
    edits = (edits + added).sorted { $0.span.start < $1.span.start }
    return FixIt("write `\(form)`", isSafe: false, edits: edits)
  }

  /// The entries of `{type: audio/pcm, rate: 24000}`; `nil` for any other text.
  private static func entries(_ form: String) -> [(name: String, value: String)]? {
    guard form.hasPrefix("{"), form.hasSuffix("}") else { return nil }
    return form.dropFirst().dropLast().split(separator: ",").compactMap { entry in
      let parts = entry.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
      return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
  }

  /// The edit that puts entries behind another one; `nil` where it cannot be made.
  private static func insertion(
    of entries: [(name: String, value: String)],
    after id: IRID,
    in mapping: IRID,
    of profile: BoundProfile
  ) -> [FixIt.Edit]? {
    guard !entries.isEmpty else { return [] }
    let tree = profile.tree
    let written = entries.map { name, value in
      let isText = ScalarResolver.kind(of: Array(value.utf8)[...]) == .string
      return tree.isJSON
        ? "\"\(name)\": " + (isText ? "\"\(value)\"" : value) : "\(name): \(value)"
    }
    func edit(_ place: Int, _ text: String) -> FixIt.Edit {
      FixIt.Edit(SourceSpan(source: tree.source, start: place, end: place), text)
    }
    if profile.node(mapping).flags.contains(.flow) {
      return [edit(profile.span(id).end, written.map { ", " + $0 }.joined())]
    }
    let start = profile.keySpan(id).start
    let indent = start - tree.lineStart(of: start)
    guard let end = tree.lineEnd(after: profile.span(id).end) else { return nil }
    let lines = written.map { String(repeating: " ", count: indent) + $0 }
    let isLast = end == tree.sourceBytes.count && tree.sourceBytes.last != 0x0A
    let text =
      isLast
      ? lines.map { tree.newline + $0 }.joined() : lines.map { $0 + tree.newline }.joined()
    return [edit(end, text)]
  }
}
