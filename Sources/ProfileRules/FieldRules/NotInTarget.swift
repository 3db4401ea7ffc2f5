package import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A field of the one dialect in a session of the other, or one that the target has no place for.
package enum NotInTarget: Rule {
  package static let descriptor = RuleDescriptor(
    "SP105",
    "not-in-target",
    "a field or value has no place in the dialect or the target"
  )

  package static let explanation = RuleExplanation(
    why: """
      The API has two dialects of a session: the flat one, and the nested GA dialect with `type: \
      realtime` and `audio`. An endpoint of one refuses the fields of the other: the answer is \
      `unknown_parameter`, and nothing of the request is applied.

      When a profile is compiled for a target of the other dialect, its fields are moved there. What \
      has no counterpart, such as `temperature` in GA, is reported at its line: nothing is left out \
      in silence.
      """,
    bad: """
      type: realtime
      output_modalities: [audio]
      voice: sage
      """,
    good: """
      type: realtime
      output_modalities: [audio]
      audio:
        output:
          voice: sage
      """,
    remedy: """
      Write the field where this dialect has it, as the help line says, or remove it where there is \
      no counterpart. `--fix --unsafe` renames a field that stays at its place.
      """,
    source: """
      Server answers unknown_parameter, 'session.type' (openai/openai-python#2638) and \
      'session.modalities'
      """
  )

  /// Reports fields that a target has no place for, and those that only some receivers of its requests take.
  package static func check(
    _ target: TargetFacts,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    func report(_ path: TableText, _ what: String, _ why: StaticString, _ severity: Severity) {
      guard profile.session != .none, let id = profile.sessionField(at: path),
        !profile.isUnknownKey(id)
      else { return }
      let message = "\(profile.label(id)) \(what)"
      var finding = profile.finding(descriptor, message, at: id, onKey: true, help: "\(why)")
      finding.severity = severity
      bag.report(finding)
    }
    for path in target.lackedFields {
      report(path, "has no place in a \(target.name)", target.lacksWhy, .error)
    }
    for path in target.narrowedFields {
      let what = "is not accepted by every endpoint that takes such a session"
      report(path, what, target.narrowsWhy, .warning)
    }
  }

  /// Reports a profile of a dialect that has nothing in common with that of its target.
  ///
  /// - Parameter own: the name of a target that the profile can have.
  package static func report(
    _ profile: BoundProfile,
    for target: String,
    of goal: Dialect,
    insteadOf own: String,
    into bag: inout DiagnosticBag
  ) {
    let title = profile.schema.dialect?.title ?? ""
    let named = profile.child("$target", of: profile.root)
    let isNamed = named.map { profile.isScalar($0, .string) && profile.text($0) == target } ?? false
    let start = profile.tree.contentStart
    var finding = Diagnostic(
      descriptor,
      "a session in the \(title) dialect cannot be compiled for \(target), a target of the \(goal.title) dialect",
      at: isNamed
        ? profile.span(named ?? .none)
        : SourceSpan(source: profile.tree.source, start: start, end: start),
      help: goal.advice ?? "compile it for \(own)"
    )
    finding.isAboutFile = !isNamed
    bag.report(finding)
  }

  /// Reports an unknown key that the other dialect knows at this place; `false` where it does not.
  ///
  /// - Parameter advice: what the schema says of the key, if anything.
  static func report(
    _ id: IRID,
    beside siblings: Set<String>,
    advice: String?,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) -> Bool {
    guard let dialect = profile.schema.dialect, profile.session != .none else { return false }
    let name = profile.name(id)
    let table = LoweringTable.embedded
    let others = Dialect.allCases.filter { $0 != dialect && table.names(name, in: $0) }
    guard !others.isEmpty else { return false }
    let path = LoweringTable.Path(profile.fieldPath(id).split(separator: ".").map(String.init))
    let found = others.first { other in
      table.row(of: path, in: other).map { $0.isAbout(dialect) }
        ?? table.hasRows(below: path, in: other)
    }
    guard let other = found else { return false }
    let row = table.row(of: path, in: other)
    // A field of both, in a kind of session that does not have it, is only unknown there.
    guard table.row(of: path, in: dialect) == nil else { return false }
    if bag.countsOnly(descriptor, at: profile.keySpan(id)) { return true }
    var help =
      row.map { $0.advice ?? $0.why } ?? advice
      ?? "this dialect has these fields in another place: `sessionc explain` lists them"
    var fix: FixIt?
    if let row, let place = row.path(in: dialect), place != path {
      let root = place.isFromRoot ? "at the root of the file" : "instead"
      let isOutside = profile.document.isEnvelope && profile[id].parent == profile.root
      let prefix = isOutside && !place.isFromRoot ? "session." : ""
      help = "write `\(prefix)\(place.text)` \(root)" + (row.values.isEmpty ? "" : "; \(row.why)")
      let isHere =
        !isOutside && !place.isFromRoot && place.steps.dropLast() == path.steps.dropLast()
      if isHere, row.values.isEmpty, let last = place.steps.last, !siblings.contains(last) {
        let key = profile.tree[profile[id].key]
        let quote = key.style == .doubleQuoted ? "\"" : key.style == .singleQuoted ? "'" : ""
        fix = .replace(
          profile.keySpan(id),
          with: quote + last + quote,
          isSafe: false,
          title: "rename `\(Wording.shown(name))` to `\(last)`"
        )
      }
    }
    bag.report(
      profile.finding(
        descriptor,
        "`\(Wording.shown(name))` belongs to the \(other.title) dialect",
        at: id,
        onKey: true,
        help: help,
        fix: fix
      )
    )
    return true
  }
}
