import ArgumentParser
import CommandLineSupport
import SessionProfiles

/// Which rules are reported: what the command line says on top of the configuration.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Report these rules only: codes, names, or beginnings of codes, with commas between.",
      valueName: "rules"
    )
  )
  var select: [String] = []

  @Option(help: ArgumentHelp("Do not report these rules.", valueName: "rules"))
  var ignore: [String] = []

  /// What `--select` and `--ignore` stand for.
  ///
  /// - Throws: `CommandFailure` for a text that stands for no rule.
  func selection() throws(CommandFailure) -> RuleSelection {
    RuleSelection(
      selected: select.isEmpty ? nil : try codes(select, option: "--select"),
      ignored: try codes(ignore, option: "--ignore")
    )
  }

  private func codes(_ texts: [String], option: String) throws(CommandFailure) -> Set<String> {
    var result: Set<String> = []
    for text in texts.flatMap({ $0.split(separator: ",") }) {
      let name = text.filter { $0 != " " }
      let codes = Rules.codes(matching: name)
      guard !codes.isEmpty else {
        let advice =
          Rules.nearest(to: name).map { "did you mean \($0)?" } ?? "`sessionc rules` lists them"
        throw CommandFailure("\(option): no rule is called `\(shown(String(text)))`; \(advice)")
      }
      result.formUnion(codes)
    }
    return result
  }
}

/// The rules that the command line asks for.
struct RuleSelection {
  var selected: Set<String>?
  var ignored: Set<String>

  /// The policy of a project, with the command line on top.
  func policy(of project: Project) -> RulePolicy {
    var policy = project.configuration.policy
    policy.selected = selected
    policy.ignored = ignored
    return policy
  }
}
