public import DiagnosticReports
public import RequestDifference

/// The forms in which a comparison can be written.
public enum DifferenceForm: String, CaseIterable, Sendable {
  case text, markdown, json, github, html

  /// The comparison in this form.
  public func bytes(_ comparison: Comparison, _ options: DifferenceOptions) -> [UInt8] {
    let grouped = GroupedComparison(comparison, showsCosmetic: options.showsCosmetic)
    return switch self {
    case .text: TextDifferenceReport(grouped, options).bytes
    case .markdown: MarkdownDifferenceReport(grouped, options).bytes
    case .json: JSONDifferenceReport.bytes(grouped)
    case .github: GitHubDifferenceReport.bytes(grouped)
    case .html: HTMLDifferenceReport(grouped, options).bytes
    }
  }
}

/// How much is shown, and how.
public struct DifferenceOptions: Sendable {
  /// Shows changes of bytes that leave the session the same.
  public var showsCosmetic = false
  /// Shows all places of a text that changes.
  public var showsAllPlaces = false
  public var colors = ColorScheme.none
  /// What the two sides are called.
  public var oldName = ""
  public var newName = ""

  public init() {}

  /// As many places of a text are shown.
  var placesMax: Int { showsAllPlaces ? .max : 20 }
}
