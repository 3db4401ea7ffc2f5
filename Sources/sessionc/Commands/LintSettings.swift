import CommandLineSupport

/// What a run of `lint` is to do.
struct LintSettings {
  var inputs: Inputs
  /// Where the reports go.
  var destinations: [ReportDestination]
  /// Whether the command line names the forms of the reports.
  var namesForms = false
  var fixes = false
  var showsDifferences = false
  var appliesUnsafe = false
  var baseline: String?
  var writesBaseline = false
  var shrinksBaseline = false
  var isConcurrent = true

  /// Whether profiles are mended, or shown as they would be.
  var isMending: Bool { fixes || showsDifferences }
}
