package import ArgumentParser
internal import SessionProfiles

/// What `--max-findings` takes: how many findings are shown of one file.
package struct FindingsLimit: ExpressibleByArgument {
  /// `nil` for all.
  package let most: Int?

  package static let help = ArgumentHelp(
    "Show at most this many findings of each file, errors first, and count the others; 0 shows all.",
    valueName: "number"
  )

  package init() { most = FileReport.shownMax }

  package init?(argument: String) {
    guard let number = Int(argument), number >= 0 else { return nil }
    most = number == 0 ? nil : number
  }

  package var defaultValueDescription: String { most.map(String.init) ?? "0" }
}
