internal import DiagnosticReports
internal import RequestDifference
internal import SourceDiagnostics

/// Workflow commands of GitHub Actions: one line a change, shown beside the line of the new side.
enum GitHubDifferenceReport {
  static func bytes(_ grouped: GroupedComparison) -> [UInt8] {
    var lines: [[UInt8]] = []
    for block in grouped.blocks {
      for change in block.changes {
        lines.append(line(change, in: grouped.names(of: block.profiles)))
      }
    }
    for (index, profile) in grouped.comparison.profiles.enumerated() {
      switch profile.status {
      case .changed:
        lines += grouped.own(index).shown.map { line($0, in: profile.title, file: profile.file) }
      case .added:
        lines += profile.changes.map { line($0, in: "\(profile.title): added", file: profile.file) }
      case .removed: lines += profile.changes.map { line($0, in: "\(profile.title): removed") }
      case .failed:
        lines += profile.problems.map { problem in
          command("error", place: nil, "cannot be compared", "\(profile.title): \(problem)")
        }
      case .same, .renamed: break
      }
    }
    return Array(lines.joined())
  }

  /// - Parameter file: the file of a change that has no place on the new side.
  private static func line(
    _ change: ProfileChange,
    in profiles: String,
    file: String? = nil
  ) -> [UInt8] {
    var message = change.path.isEmpty ? profiles : "\(profiles): \(change.path)"
    let transition = ValueText.transition(change)
    if !transition.isEmpty { message += " " + transition }
    for detail in change.toldDetails.prefix(5) { message += "\n" + ValueText.shown(detail) }
    if change.level > .behaviour, let advice = change.rule.advice { message += "\n" + advice }
    let kind =
      switch change.level {
      case .breaking, .safety: "error"
      case .behaviour: "warning"
      case .cosmetic: "notice"
      }
    return command(
      kind,
      // Only the new side is on the page of a pull request.
      place: change.textPlace ?? change.new?.place,
      file: file,
      "\(change.level.rawValue) \(change.rule.name)",
      message
    )
  }

  private static func command(
    _ kind: String,
    place: ProfileChange.Place?,
    file: String? = nil,
    _ title: String,
    _ message: String
  ) -> [UInt8] {
    var properties: [(String, String)] = []
    if let place {
      properties = [
        ("file", place.file), ("line", String(place.start.line)),
        ("endLine", String(place.end.line)),
      ]
    } else if let file {
      properties = [("file", file)]
    }
    properties.append(("title", title))
    let lines = message.split(separator: "\n").map { DisplayText.escaped(String($0)) }
    return WorkflowCommand.line(kind, properties, lines.joined(separator: "\n"))
  }
}
