internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// A field that must be written and is not.
enum PolicyAbsence {
  /// - Parameter id: the innermost value on the way to the field.
  /// - Returns: `nil` where the field is written, and its dialect has nothing for what is written.
  static func find(
    _ policy: FieldPolicy,
    in id: IRID,
    of subject: PolicyChecker.Subject
  ) -> Diagnostic? {
    guard let authored = subject.authored, let dialect = authored.schema.dialect else {
      return finding(policy, policy.field, in: id, of: subject.profile)
    }
    // What the profile's own dialect does not have cannot be written.
    guard let way = policy.place.counterpart(in: dialect) else { return nil }
    var place = authored.session
    var step = 0
    while step < way.names.count, let next = authored.child(named: way.names[step], of: place) {
      (place, step) = (next, step + 1)
    }
    guard step < way.names.count, !authored.node(place).flags.contains(.broken) else { return nil }
    return finding(policy, way.field, in: place, of: authored)
  }

  private static func finding(
    _ policy: FieldPolicy,
    _ field: String,
    in id: IRID,
    of profile: BoundProfile
  ) -> Diagnostic {
    var finding = profile.finding(
      policy.descriptor,
      "`\(field)` must be written: \(PolicyWording.wanted(policy))",
      at: id,
      onKey: true,
      help: PolicyWording.help(policy)
    )
    if let span = firstKey(of: id, in: profile) { finding.span = span }
    // What is missing is not where the finding points.
    finding.content = field
    return finding
  }

  /// The first key of a mapping that stands in the file of the mapping itself, also one that is for the
  /// compiler alone.
  private static func firstKey(of id: IRID, in profile: BoundProfile) -> SourceSpan? {
    let tree = profile.tree
    let mapping = profile[id].value
    guard tree[mapping].kind == .mapping else { return nil }
    guard let composition = tree.composition else {
      return profile.children(of: id).first { _ in true }.map { profile.keySpan($0) }
    }
    let file = composition.file(of: mapping)
    let own = profile.children(of: id).first { child in
      let key = profile[child].key
      return key != .none && composition.file(of: key) == file
    }
    if let own { return profile.keySpan(own) }
    let written = composition.origin(of: mapping)
    guard tree[written].kind == .mapping, tree[written].firstChild != .none else { return nil }
    return tree.span(tree[written].firstChild)
  }
}
