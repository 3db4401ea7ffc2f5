package import ArgumentParser
package import SessionProfiles
import SourceDiagnostics

/// What the command line chooses for profiles that leave something open.
package struct ChoiceOptions: ParsableArguments {
  @Option(
    name: .customLong("variant"),
    help: ArgumentHelp(
      "Of profiles that have variants, only this one. May be given several times where several profiles may.",
      valueName: "name"
    )
  )
  package var variants: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Give a variable this value, read as the type that it has. May be given several times.",
      valueName: "name=value"
    )
  )
  package var assignments: [String] = []

  package init() {}

  package var choices: Choices {
    get throws(CommandFailure) { try Choices(variants: variants, assignments) }
  }
}

/// The variants and values that a run is about.
package struct Choices: Sendable {
  /// Each once; none for all.
  package var variants: [String] = []
  package var values: [String: String] = [:]

  package init() {}

  package var isEmpty: Bool { variants.isEmpty && values.isEmpty }

  /// - Throws: `CommandFailure` for what is no assignment, a name that is given twice, and a key.
  init(variants: [String], _ assignments: [String]) throws(CommandFailure) {
    for variant in variants where !self.variants.contains(variant) { self.variants.append(variant) }
    for (place, assignment) in assignments.enumerated() {
      // Before anything repeats it.
      if let kind = Secrets.kind(in: assignment) {
        throw CommandFailure(
          "--set number \(place + 1) holds what looks like \(kind): other processes have seen it, so revoke it; a profile names a secret as {$secret: NAME}, and send fills it in"
        )
      }
      let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw CommandFailure("--set \(shown(assignment)): write NAME=VALUE")
      }
      guard values.updateValue(String(parts[1]), forKey: String(parts[0])) == nil else {
        throw CommandFailure("--set \(shown(String(parts[0]))): is given twice")
      }
    }
  }

  /// For a command that is about one profile, and so about one variant.
  package func single() throws(CommandFailure) -> ProfileChoice {
    guard variants.count <= 1 else {
      throw CommandFailure("--variant: this command takes one, not \(variants.count)")
    }
    return ProfileChoice(variant: variants.first, values: values)
  }
}

/// Sees that what a run chooses is there to be chosen.
package struct ChoiceCheck {
  private let choices: Choices
  private var offered: [String] = []
  private var met: Set<String> = []
  private var declared: Set<String> = []
  /// Profiles that have variants, and none of those that were asked for.
  private var lacking: [String] = []
  private var misfits: [String] = []

  package init(_ choices: Choices) { self.choices = choices }

  /// Takes note of what a profile has.
  package mutating func add(_ result: CheckResult, of name: String) {
    guard !choices.isEmpty else { return }
    for variant in result.variants where !offered.contains(variant) { offered.append(variant) }
    met.formUnion(result.variants)
    declared.formUnion(result.variables)
    if result.lacksVariant { lacking.append(name) }
    for misfit in result.misfits { misfits.append("--set: \(misfit) in \(shown(name))") }
  }

  /// Reports what no profile has.
  package func report(to troubles: inout Troubles) {
    for misfit in misfits { troubles.report(misfit) }
    for name in choices.values.keys.sorted() where !declared.contains(name) {
      let near = Suggestion.nearest(to: name, in: declared.sorted())
      troubles.report(
        "--set \(shown(name)): no profile declares this variable"
          + (near.map { "; did you mean `\($0)`?" } ?? "")
      )
    }
    for variant in choices.variants where !met.contains(variant) {
      let names = offered.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
      troubles.report(
        "--variant \(shown(variant)): "
          + (offered.isEmpty
            ? "no profile has variants" : "no profile has it; the variants are \(names)")
      )
    }
    guard troubles.messages.isEmpty, !lacking.isEmpty else { return }
    let what = lacking.count == 1 ? "1 profile has" : "\(lacking.count) profiles have"
    StandardStreams.error(
      "sessionc: note: \(what) other variants only, and \(lacking.count == 1 ? "was" : "were") left out\n"
    )
  }

  /// What is said where one variant is needed, and none was chosen.
  package static func needsOne(_ name: String, of variants: [String]) -> CommandFailure {
    let names = variants.map { "`\($0)`" }.joined(separator: ", ")
    return CommandFailure(
      "\(shown(name)): has the variants \(names): name one with --variant"
    )
  }
}
