import CommandLineSupport
import SessionProfiles
import SourceDiagnostics

/// Where a form of the comparison goes.
struct DiffDestination {
  var form: DifferenceForm
  /// `nil` for standard output.
  var file: String?

  /// - Parameter text: a form, with `=FILE` behind it or not.
  /// - Throws: `CommandFailure` for what is none.
  init(_ text: String) throws(CommandFailure) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let form = DifferenceForm(rawValue: String(parts[0])) else {
      let names = DifferenceForm.allCases.map(\.rawValue)
      throw CommandFailure.unknown("form", String(parts[0]), of: names, for: "--format")
    }
    self.form = form
    if parts.count == 2 {
      guard !parts[1].isEmpty else {
        throw CommandFailure("--format \(parts[0])=: the file is missing")
      }
      file = String(parts[1])
    }
  }

  init(_ form: DifferenceForm) { self.form = form }

  func write(_ bytes: [UInt8]) throws(CommandFailure) {
    if let file {
      let text = form == .json ? bytes : TextForPeople(bytes).bytes
      try AtomicFile.write(text, to: file)
    } else if form == .json {
      StandardStreams.data(bytes, as: .json)
    } else if form == .github {
      StandardStreams.data(bytes)
    } else {
      StandardStreams.say(TextForPeople(bytes, isColored: form == .text), isError: false)
    }
  }
}

extension CommandFailure {
  /// What is said of a name that an option does not know.
  static func unknown(
    _ noun: String,
    _ name: String,
    of names: [String],
    for option: String
  ) -> CommandFailure {
    let advice =
      Suggestion.nearest(to: name, in: names).map { "did you mean \($0)?" }
      ?? "write one of \(names.joined(separator: ", "))"
    return CommandFailure("\(option): no \(noun) is called `\(shown(name))`; \(advice)")
  }
}
