internal import SourceDiagnostics

/// Tells which of the fixes that were made together brought errors, so that they need not be tried one by
/// one.
struct FixBlame {
  /// How many errors are at each path and below it.
  private let before: [String: Int]
  private let after: [String: Int]

  init(before: CheckResult, after: CheckResult) {
    self.before = Self.counts(before)
    self.after = Self.counts(after)
  }

  /// Whether there are more errors than before where a fix changes the profile: at its place, or around
  /// it where it takes something away or changes several places.
  func isHarmful(_ diagnostic: Diagnostic) -> Bool {
    guard let fix = diagnostic.fix, !fix.renamesKey else { return false }
    var path = diagnostic.path
    if fix.edits.count > 1 || fix.edits.contains(where: \.text.isEmpty) {
      let parent = Self.parent(of: path)
      if !parent.isEmpty { path = parent }
    }
    return after[path] ?? 0 > before[path] ?? 0
  }

  private static func counts(_ result: CheckResult) -> [String: Int] {
    var counts: [String: Int] = [:]
    for diagnostic in result.diagnostics where diagnostic.severity == .error {
      var path = diagnostic.path
      while !path.isEmpty {
        counts[path, default: 0] += 1
        path = parent(of: path)
      }
    }
    return counts
  }

  private static func parent(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
  }
}
