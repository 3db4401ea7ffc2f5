internal import ProfileIR
internal import ProfileRules
internal import ProfileTargets
internal import SourceDiagnostics

/// Findings about a lowered profile, told as findings about what the author wrote.
enum LoweredFindings {
  /// Reports what checking the lowered profile found, but for what is known of the profile itself: an
  /// error as SP105, since the profile is right in its own dialect; a warning as what it is.
  static func report(
    _ found: DiagnosticBag,
    from profile: BoundProfile,
    for target: Target,
    into bag: inout DiagnosticBag
  ) {
    guard !found.isEmpty else { return }
    let known = bag.sorted()
    let errors = known.filter { $0.severity == .error }.map(\.span)
    let warnings = Set(known.map { Key(code: $0.rule.code, span: $0.span) })
    let places = AuthoredPlaces(profile)
    // A list item that has no counterpart as a whole is told once.
    let items = Set(
      known.filter { $0.rule == NotInTarget.descriptor }.compactMap { item(of: $0.path) }
    )
    for var finding in found.sorted() {
      // What is wrong already may be wrong there for the same reason.
      let isKnown = errors.contains { $0.start >= finding.span.start && $0.end <= finding.span.end }
      guard !isKnown, !warnings.contains(Key(code: finding.rule.code, span: finding.span))
      else { continue }
      finding.path = places.path(at: finding.span)
      if let item = item(of: finding.path), items.contains(item) { continue }
      finding.message = "for \(target.rawValue): " + finding.message
      finding.fix = nil
      if finding.severity == .error { finding.rule = NotInTarget.descriptor }
      bag.report(finding)
    }
  }

  /// The tool, or the choice of one, that a path is inside; `nil` for other paths.
  private static func item(of path: String) -> String? {
    let steps = path.parts(between: "/").dropFirst()
    guard let index = steps.firstIndex(where: { $0 == "tools" || $0 == "tool_choice" }) else {
      return nil
    }
    let end = steps[index] == "tools" ? index + 2 : index + 1
    return end < steps.count ? steps[..<end].joined(separator: "/") : nil
  }

  private struct Key: Hashable {
    var code: String
    var span: SourceSpan
  }
}
