internal import ProfileIR
internal import ProfileRules
internal import ProfileWriting
internal import SourceDiagnostics
internal import YAMLSyntax

/// Fields of the flat dialect in a session of GA, whose migration was begun and not finished.
enum FlatFields {
  /// The longest text that the fix may write: every report has it, and `migrate` does the same.
  private static let fixBytesMax = 256 << 10

  /// The fields, in the order of the file.
  static func find(in profile: BoundProfile) -> [IRID] {
    let session = profile.session
    // What a server has at the top of a session is no left-over.
    guard profile.schema.dialect == .ga, !profile.schema.isOfServer else { return [] }
    guard session != .none, profile.node(session).kind == .mapping
    else { return [] }
    return profile.children(of: session).filter { id in
      profile.isUnknownKey(id) && isFlat(profile.name(id))
    }
  }

  private static func isFlat(_ name: String) -> Bool {
    let path = LoweringTable.Path([name])
    return LoweringTable.embedded.row(of: path, in: .flat) != nil
      && LoweringTable.embedded.row(of: path, in: .ga) == nil
  }

  /// Whether a finding says that a field must move, and migrating moves it.
  static func isMoved(_ finding: Diagnostic, in profile: BoundProfile) -> Bool {
    guard finding.rule.code == NotInTarget.descriptor.code else { return false }
    return find(in: profile).contains { id in
      profile.keySpan(id) == finding.span
        && LoweringTable.embedded.row(of: .init([profile.name(id)]), in: .flat)?
          .path(in: .ga) != nil
    }
  }

  /// One fix for all of them, on the first finding about one: by itself each would make an `audio` of its
  /// own. It crosses dialects, so it is not safe.
  static func addFix(
    to findings: inout [Diagnostic],
    of profile: BoundProfile,
    name: String
  ) {
    guard findings.contains(where: { $0.rule.code == NotInTarget.descriptor.code }) else { return }
    let spans = find(in: profile).map { profile.keySpan($0) }
    guard
      let first = findings.firstIndex(where: { finding in
        finding.fix == nil && finding.rule.code == NotInTarget.descriptor.code
          && spans.contains(finding.span)
      }), let migrated = try? Migrator.migrate(profile, name: name, placement: .first),
      migrated.edits.reduce(0, { $0 + $1.text.utf8.count }) <= fixBytesMax
    else { return }
    var fix = FixIt(
      spans.count == 1 ? "move it to where GA has it" : "move the flat fields to where GA has them",
      isSafe: false,
      edits: migrated.edits
    )
    fix.isShared = true
    findings[first].fix = fix
  }
}
