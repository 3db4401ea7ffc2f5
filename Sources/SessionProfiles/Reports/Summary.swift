public import SourceDiagnostics

/// Counts findings, and says how many there were.
public struct Summary: Sendable {
  public private(set) var files = 0
  public private(set) var errors = 0
  public private(set) var warnings = 0

  public init() {}

  /// Counts a file and its findings.
  public mutating func add(_ diagnostics: [Diagnostic]) {
    files += 1
    for diagnostic in diagnostics {
      if diagnostic.severity == .error { errors += 1 } else { warnings += 1 }
    }
  }

  /// Such as "2 errors and 1 warning in 3 profiles".
  public var text: String {
    let place = "in " + Self.count(files, "profile")
    switch (errors, warnings) {
    case (0, 0): return "no problems " + place
    case (_, 0): return Self.count(errors, "error") + " " + place
    case (0, _): return Self.count(warnings, "warning") + " " + place
    default:
      return "\(Self.count(errors, "error")) and \(Self.count(warnings, "warning")) \(place)"
    }
  }

  private static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
