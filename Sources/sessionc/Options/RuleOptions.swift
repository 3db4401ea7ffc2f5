import ArgumentParser
import SessionProfiles

/// Which rules count: the configuration, and what the command line says on top.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Use this configuration for all profiles, not the .sessionc.yaml above each.",
      valueName: "file"
    ),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var config: String?

  @Flag(help: "Use no configuration.")
  var noConfig = false

  @Option(
    help: ArgumentHelp(
      "Report these rules only: codes, names, or beginnings of codes, with commas between.",
      valueName: "rules"
    )
  )
  var select: [String] = []

  @Option(help: ArgumentHelp("Do not report these rules.", valueName: "rules"))
  var ignore: [String] = []

  func validate() throws {
    if noConfig, config != nil {
      throw ValidationError("--config and --no-config exclude each other")
    }
    _ = try codes(select, option: "--select")
    _ = try codes(ignore, option: "--ignore")
  }

  func projects() throws(CommandFailure) -> Projects {
    try Projects(config: config, isOff: noConfig)
  }

  /// The policy of a project, with the options on top.
  func policy(of project: Project) -> RulePolicy {
    var policy = project.configuration.policy
    // The texts have been validated.
    if !select.isEmpty { policy.selected = (try? codes(select, option: "")) ?? [] }
    policy.ignored = (try? codes(ignore, option: "")) ?? []
    return policy
  }

  private func codes(_ texts: [String], option: String) throws -> Set<String> {
    var result: Set<String> = []
    for text in texts.flatMap({ $0.split(separator: ",") }) {
      let name = text.filter { $0 != " " }
      let codes = Rules.codes(matching: name)
      guard !codes.isEmpty else {
        let advice =
          Rules.nearest(to: name).map { "did you mean \($0)?" } ?? "`sessionc rules` lists them"
        throw ValidationError("\(option): no rule is called `\(shown(name))`; \(advice)")
      }
      result.formUnion(codes)
    }
    return result
  }
}
