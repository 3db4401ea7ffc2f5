internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// What the names of a tool's schema may be (JSON Schema 2020-12, core, section 8.2).
enum SchemaNameSyntax {
  /// - Parameter draft: what is different in the older draft that the schema is of.
  static func check(
    _ id: IRID,
    _ draft: FieldSchema?,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    // Up to draft-07 `$id` has the name as a fragment, and there is no other keyword for it.
    guard !(draft?.hasLoneReferences ?? false), let text = profile.string(id) else { return }
    switch profile.name(id) {
    case "$anchor", "$dynamicAnchor":
      guard !isAnchor(text, takesColon: draft != nil) else { return }
      bag.report(
        profile.finding(
          BadParametersSchema.descriptor,
          "`\(Wording.shown(text))` is no name for \(profile.label(id))",
          at: id,
          help: "it begins with a letter or `_`; letters, digits, `-`, `_` and `.` follow"
        )
      )
    case "$id":
      guard let hash = text.utf8.firstIndex(of: UInt8(ascii: "#")),
        text.utf8.index(after: hash) < text.utf8.endIndex
      else { return }
      bag.report(
        profile.finding(
          BadParametersSchema.descriptor,
          "`$id` must not have a fragment, such as `\(Wording.shown(String(text[hash...])))`",
          at: id,
          help: "leave it out; a name inside of the schema is an `$anchor`"
        )
      )
    default: return
    }
  }

  /// - Parameter takesColon: as 2019-09 did.
  private static func isAnchor(_ text: String, takesColon: Bool) -> Bool {
    let isFirst: (UInt8) -> Bool = { ($0 | 0x20) &- 0x61 < 26 || $0 == UInt8(ascii: "_") }
    guard let first = text.utf8.first, isFirst(first) else { return false }
    return text.utf8.allSatisfy {
      isFirst($0) || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        || takesColon && $0 == UInt8(ascii: ":")
    }
  }
}
