internal import ArgumentParser
internal import DiagnosticReports
package import SessionProfiles

/// When to use colour.
package enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// What a stream's terminal can do.
package struct Terminal {
  package let colors: ColorScheme
  package let columns: Int
  /// Whether a person reads along: text for a file or a pipe is not broken into lines.
  package let isInteractive: Bool

  /// A file: no colour, and room for long lines.
  package static let none = Terminal()

  private init() {
    colors = .none
    columns = 120
    isInteractive = false
  }

  /// - Parameter descriptor: the stream that will be written to.
  package init(_ descriptor: Int32, color: ColorChoice) {
    let isTerminal = isatty(descriptor) == 1
    let isOn: Bool
    switch color {
    case .always: isOn = true
    case .never: isOn = false
    case .auto:
      if Self.isSet("NO_COLOR") {
        isOn = false
      } else {
        isOn =
          Self.isSet("FORCE_COLOR") || Self.isSet("CLICOLOR_FORCE")
          || isTerminal && Self.environment("TERM") != "dumb"
      }
    }
    colors = isOn ? .ansi : .none
    columns = isTerminal ? Self.width(descriptor) ?? 80 : 120
    isInteractive = isTerminal
  }

  /// What writes findings for it.
  package var renderer: TextRenderer {
    TextRenderer(colors: colors, columns: columns, wrapsWords: isInteractive)
  }

  /// A message of one line as it is shown: broken between words where it is longer than a terminal is wide.
  package func wrapped(_ text: String) -> String {
    guard isInteractive, text.utf8.count > columns, text.utf8.last == 0x0A,
      text.utf8.dropLast().allSatisfy({ $0 != 0x0A })
    else { return text }
    return WordWrap.lines(String(text.dropLast()), columns: columns, indent: 4) + "\n"
  }

  package static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  private static func isSet(_ name: String) -> Bool { !(environment(name) ?? "").isEmpty }

  private static func width(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }
}
