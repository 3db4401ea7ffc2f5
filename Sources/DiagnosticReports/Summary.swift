public import SourceDiagnostics

/// Counts findings, and says how many there were.
public struct Summary: Sendable {
  public private(set) var files = 0
  public private(set) var errors = 0
  public private(set) var warnings = 0
  /// Findings that a fix would mend.
  public private(set) var fixable = 0
  /// Of these, the ones whose fix is not safe.
  public private(set) var unsafelyFixable = 0
  public private(set) var ignored = 0
  public private(set) var baselined = 0

  public init() {}

  /// Counts a file and its findings.
  ///
  /// - Parameters:
  ///   - more: findings that are only counted.
  ///   - isProfile: whether it is a profile, and not a file that profiles share.
  public mutating func add(
    _ diagnostics: [Diagnostic],
    silenced: [SilencedDiagnostic] = [],
    more: FindingCounts = FindingCounts(),
    isProfile: Bool = true
  ) {
    if isProfile { files += 1 }
    errors += more.errors
    warnings += more.warnings
    fixable += more.fixable
    unsafelyFixable += more.unsafelyFixable
    for diagnostic in diagnostics {
      if diagnostic.severity == .error { errors += 1 } else { warnings += 1 }
      guard let fix = diagnostic.fix else { continue }
      fixable += 1
      if !fix.isSafe { unsafelyFixable += 1 }
    }
    for silenced in silenced {
      if case .baseline = silenced.cause { baselined += 1 } else { ignored += 1 }
    }
  }

  /// Such as "2 errors and 1 warning in 3 profiles (1 ignored); 1 fixable with --fix".
  public var text: String {
    var text = Self.count(errors: errors, warnings: warnings)
    if text.isEmpty { text = "no problems" }
    text += " in " + Self.count(files, "profile")
    var silenced: [String] = []
    if ignored > 0 { silenced.append("\(ignored) ignored") }
    if baselined > 0 { silenced.append("\(baselined) in the baseline") }
    if !silenced.isEmpty { text += " (\(silenced.joined(separator: ", ")))" }
    let safe = fixable - unsafelyFixable
    switch (safe, unsafelyFixable) {
    case (0, 0): break
    case (_, 0): text += "; \(safe) fixable with --fix"
    case (0, _): text += "; \(unsafelyFixable) fixable with --fix --unsafe"
    default: text += "; \(safe) fixable with --fix, \(unsafelyFixable) more with --unsafe"
    }
    return text
  }

  /// Whether a run with these findings fails.
  ///
  /// - Parameter strict: whether warnings fail as well.
  public func fails(strict: Bool) -> Bool { errors > 0 || strict && warnings > 0 }

  /// Such as "2 errors and 1 warning"; empty where there are none.
  package static func count(errors: Int, warnings: Int) -> String {
    switch (errors, warnings) {
    case (0, 0): ""
    case (_, 0): count(errors, "error")
    case (0, _): count(warnings, "warning")
    default: "\(count(errors, "error")) and \(count(warnings, "warning"))"
    }
  }

  /// A number and what it counts, such as "1 profile" or "2 profiles".
  public static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
