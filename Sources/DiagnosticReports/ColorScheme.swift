internal import SourceDiagnostics

/// The colours of a text report, as ANSI escape sequences; empty where there are to be none.
public struct ColorScheme: Sendable {
  var error = ""
  var warning = ""
  var note = ""
  var help = ""
  var removed = ""
  var added = ""
  var bold = ""
  var reset = ""

  public static let none = ColorScheme()

  /// Only the eight basic colours, which every theme, light or dark, makes readable.
  public static let ansi = ColorScheme(
    error: "\u{1B}[1;31m",
    warning: "\u{1B}[1;33m",
    note: "\u{1B}[1;34m",
    help: "\u{1B}[36m",
    removed: "\u{1B}[31m",
    added: "\u{1B}[32m",
    bold: "\u{1B}[1m",
    reset: "\u{1B}[0m"
  )

  /// The sequences themselves.
  package var sequences: [String] {
    [error, warning, note, help, removed, added, bold, reset]
  }

  /// The title of a page.
  public func title(_ text: String) -> String { bold + text + reset }

  /// What a text is.
  package enum Role { case error, warning, note, removed, added }

  /// A text in the colour of what it is.
  package func colored(_ text: String, as role: Role) -> String {
    let color =
      switch role {
      case .error: error
      case .warning: warning
      case .note: note
      case .removed: removed
      case .added: added
      }
    return color + text + reset
  }

  func severity(_ severity: Severity) -> String { severity == .error ? error : warning }
}
