public import ProfileRules
public import ProfileTargets
public import RequestDifference
public import ServerOverlays
public import SourceDiagnostics

/// What `.sessionc.yaml` says; `schemas/config.schema.json` describes the file.
public struct Configuration: Sendable {
  /// What is worked on when the command line names no path, relative to the file.
  public var paths: [String]?
  /// What is left out.
  public var exclude: [PathPattern] = []
  /// For profiles that name no target.
  public var target: Target?
  /// The servers that the profiles are for; without a word of them, api.openai.com.
  public var servers = Servers()
  /// Severities and values allowed.
  public var policy = RulePolicy()
  /// What the profiles must keep beyond what the API wants: the policies of the file that this one extends,
  /// then its own.
  public var policies = FieldPolicies()
  /// How grave changes are.
  public var changes = ChangeSettings()
  /// Which files are no profiles and hold sessions.
  public var embedded = EmbeddedSessions()
  /// The file that this one extends and the overlays that it names, as they are opened.
  public var namedFiles: [String] = []

  public init() {}

  /// The name of the file.
  public static let fileName = ".sessionc.yaml"

  /// Whether a file is left out.
  ///
  /// - Parameter path: relative to the folder of the configuration, with `/` between names.
  public func excludes(_ path: String) -> Bool {
    guard !exclude.isEmpty else { return false }
    let names = PathPattern.names(of: path)
    return exclude.contains { $0.matches(names) }
  }
}
