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
    in lowered: BoundProfile,
    from profile: BoundProfile,
    for target: Target,
    into bag: inout DiagnosticBag
  ) {
    guard !found.isEmpty else { return }
    let known = bag.sorted()
    let errors = SpanIndex(known.filter { $0.severity == .error }.map(\.span))
    let warnings = Set(known.map { Key(code: $0.rule.code, span: $0.span) })
    // What is only counted is mostly the same in both dialects.
    let counted = bag.more.withoutFixes
    let findings = found.sorted()
    let parts = AuthoredParts(profile, lowered.tree, for: findings)
    // A list item that has no counterpart as a whole is told once.
    let items = Set(
      known.filter { $0.rule == NotInTarget.descriptor }.compactMap { item(of: $0.path) }
    )
    for var finding in findings {
      // What is wrong already may be wrong there for the same reason.
      guard !errors.hasSpan(within: finding.span),
        !warnings.contains(Key(code: finding.rule.code, span: finding.span))
      else { continue }
      parts.apply(to: &finding)
      if let item = item(of: finding.path), items.contains(item) { continue }
      finding.message = "for \(target.rawValue): " + finding.message
      finding.fix = nil
      if finding.severity == .error { finding.rule = NotInTarget.descriptor }
      bag.report(finding)
    }
    for (kind, count) in found.more.withoutFixes.kinds {
      let new = count - counted.count(of: kind)
      let rule = kind.severity == .error ? NotInTarget.descriptor : kind.rule
      bag.count(.init(rule: rule, severity: kind.severity), new, at: found.more.first)
    }
  }

  /// Drops what says of an unknown key that the other dialect does not know it either. Where the key is
  /// ignored, that is all that keeps it from being lost, so it stays.
  static func dropUnknown(from findings: inout [Diagnostic]) {
    let unknown = Set(
      findings.filter { $0.rule == UnknownField.descriptor && $0.severity == .error }.map(\.span)
    )
    guard !unknown.isEmpty else { return }
    findings.removeAll { $0.rule == NotInTarget.descriptor && unknown.contains($0.span) }
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

/// Spans of one file, to be asked whether one of them lies within another.
struct SpanIndex {
  private let starts: [Int]
  /// The least end of each span and of all that begin behind it.
  private let ends: [Int]

  init(_ spans: [SourceSpan]) {
    let sorted = spans.sorted { $0.start < $1.start }
    starts = sorted.map(\.start)
    var least = Int.max
    ends = Array(
      sorted.reversed().map { span in
        least = min(least, span.end)
        return least
      }.reversed()
    )
  }

  /// Whether one of the spans lies within `span`, or is the same.
  func hasSpan(within span: SourceSpan) -> Bool {
    let index = starts.partitioningIndex { $0 >= span.start }
    return index < ends.count && ends[index] <= span.end
  }
}
