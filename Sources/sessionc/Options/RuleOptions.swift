import ArgumentParser
import CommandLineSupport
import SessionProfiles
import SourceDiagnostics

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

  /// What `--select` and `--ignore` stand for, as far as it is rules: what else is named must be policies.
  func selection() -> RuleSelection {
    RuleSelection(
      selected: select.isEmpty ? nil : RuleNames(select, option: "--select"),
      ignored: RuleNames(ignore, option: "--ignore")
    )
  }
}

/// What one option names: rules by their codes, and names that must be those of policies.
struct RuleNames {
  private(set) var codes: Set<String> = []
  /// In the order of the command line, as they stand there.
  private(set) var others: [String] = []
  let option: String

  init(_ texts: [String], option: String) {
    self.option = option
    for text in texts.flatMap({ $0.split(separator: ",") }) {
      let codes = Rules.codes(matching: Self.name(text))
      if codes.isEmpty { others.append(String(text)) } else { self.codes.formUnion(codes) }
    }
  }

  /// The codes, and the names of the policies that a project has.
  func names(in policies: FieldPolicies) -> Set<String> {
    codes.union(others.compactMap { policies.policy(named: Self.name($0))?.name })
  }

  private static func name(_ text: some StringProtocol) -> String {
    String(text).filter { $0 != " " }
  }

  /// - Throws: `CommandFailure` for a text that stands for no rule and for no policy.
  fileprivate func check(_ policies: [FieldPolicies]) throws(CommandFailure) {
    for text in others {
      let name = Self.name(text)
      if policies.contains(where: { $0.policy(named: name) != nil }) { continue }
      let nearest =
        Suggestion.nearest(to: name, in: policies.flatMap(\.names)) ?? Rules.nearest(to: name)
      let advice = nearest.map { "did you mean \($0)?" } ?? "`sessionc rules` lists them"
      throw CommandFailure("\(option): no rule is called `\(shown(text))`; \(advice)")
    }
  }
}

/// The rules that the command line asks for.
struct RuleSelection {
  var selected: RuleNames?
  var ignored: RuleNames

  static let everything = RuleSelection(
    selected: nil,
    ignored: RuleNames([], option: "--ignore")
  )

  /// Whether something is named that is no rule: then the projects' policies are asked.
  private var namesOthers: Bool {
    !ignored.others.isEmpty || !(selected?.others.isEmpty ?? true)
  }

  /// - Parameter files: those of the run, by the names by which their projects are found.
  /// - Throws: `CommandFailure` for a name that is no rule's, and no policy's of a project of the run.
  func check(
    _ files: some Sequence<String>,
    _ projects: Projects
  ) throws(CommandFailure) {
    guard namesOthers else { return }
    var known: [FieldPolicies] = [try projects.project(of: "./").configuration.policies]
    var last: Project?
    for file in files {
      let project = try projects.project(of: file)
      if project !== last { known.append(project.configuration.policies) }
      last = project
    }
    try selected?.check(known)
    try ignored.check(known)
  }

  /// The policy of a project, with the command line on top.
  func policy(of project: Project) -> RulePolicy {
    let policies = project.configuration.policies
    var policy = project.configuration.policy
    policy.selected = selected?.names(in: policies)
    policy.ignored = ignored.names(in: policies)
    return policy
  }
}
