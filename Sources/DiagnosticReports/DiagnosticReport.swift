public import SourceDiagnostics

/// The findings of one file, as reports get them.
public struct FileReport: Sendable {
  /// The file under the name that the user gave.
  public var source: SourceText
  /// The file as machines name it: relative to the root of the repository where it lies in it.
  public var path: String
  /// The other files of the profile, by the numbers of the places' sources, the first of which is 1.
  public var others: [OtherFile]
  /// Whether it is a profile; else it is a file that profiles share.
  public var isProfile: Bool
  /// The findings that are held.
  public let diagnostics: [Diagnostic]
  /// The findings that are only counted.
  public let more: FindingCounts
  /// What a comment or a baseline keeps from being reported.
  public let silenced: [SilencedDiagnostic]
  /// The findings that are written out, in the order of the file.
  public let shown: [Diagnostic]
  /// What is written out of the silenced ones, where the form has them.
  public let shownSilenced: [SilencedDiagnostic]
  /// What is left out of both; `nil` where all is shown.
  public let hidden: HiddenFindings?

  /// How many findings are shown of one file unless somebody asks for more: beyond any honest profile.
  public static let shownMax = 1_000

  /// - Parameters:
  ///   - others: the other files that places lie in.
  ///   - more: findings that are only counted.
  ///   - limit: the most findings that are shown; `nil` for all.
  public init(
    source: SourceText,
    path: String? = nil,
    others: [OtherFile] = [],
    isProfile: Bool = true,
    diagnostics: [Diagnostic],
    silenced: [SilencedDiagnostic] = [],
    more: FindingCounts = FindingCounts(),
    limit: Int? = nil
  ) {
    self.source = source
    self.path = path ?? source.name
    self.others = others
    self.isProfile = isProfile
    self.diagnostics = diagnostics
    self.silenced = silenced
    self.more = more
    (shown, shownSilenced, hidden) = HiddenFindings.choose(
      limit ?? .max,
      of: diagnostics,
      silenced,
      more
    )
  }

  /// A file that some places lie in, beside the one that the report is of.
  public struct OtherFile: Sendable {
    public var source: SourceText
    /// As machines name it.
    public var path: String

    public init(source: SourceText, path: String? = nil) {
      self.source = source
      self.path = path ?? source.name
    }
  }

  /// Whether there is a finding at all.
  var hasFindings: Bool { !diagnostics.isEmpty || !more.isEmpty }
}

/// A form of the report on a run. Files come in order; what a call returns is written at once, so
/// that long runs show their findings as they go where the form allows it.
public protocol DiagnosticReport {
  /// Adds a file, with findings or without.
  mutating func add(_ file: FileReport) -> [UInt8]
  /// Ends the report.
  ///
  /// - Parameter problems: what kept the run from being complete, such as a file that could not be
  ///   read.
  mutating func finish(problems: [String]) -> [UInt8]
}

/// The forms that there are.
public enum ReportFormat: String, CaseIterable, Sendable {
  /// For people: every finding with the lines it is about.
  case text
  /// One line a finding: `file:line:column: …`.
  case concise
  /// The report that `schemas/report.schema.json` describes.
  case json
  /// SARIF 2.1.0, for code scanning.
  case sarif
  /// Workflow commands of GitHub Actions, which annotate the change.
  case github
  /// A Code Quality report of GitLab.
  case gitlab
  /// JUnit XML, with a test case for each finding.
  case junit

  /// A report of this form.
  ///
  /// - Parameters:
  ///   - version: the version of sessionc, for forms that name their tool.
  ///   - isStrict: whether warnings fail the run.
  ///   - text: draws the text form.
  public func report(
    version: String,
    isStrict: Bool,
    text: TextRenderer
  ) -> any DiagnosticReport {
    switch self {
    case .text: TextReport(renderer: text)
    case .concise: ConciseReport()
    case .json: JSONReport()
    case .sarif: SARIFReport(version: version)
    case .github: GitHubReport()
    case .gitlab: GitLabReport()
    case .junit: JUnitReport(isStrict: isStrict)
    }
  }
}
