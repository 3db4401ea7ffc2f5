public import ArgumentParser
import CommandLineSupport
public import SessionProfiles

/// `sessionc rules`: the list of rules.
struct RulesCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, markdown
  }

  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List the rules.",
    discussion: """
      `--format json` has every rule's page as well, `--format markdown` is the documentation of all. \
      `--changes` lists the kinds of change that `sessionc diff` tells, with their levels.
      """
  )

  @Option(help: "The form of the list: text, json or markdown.")
  var format: Format = .text

  @Flag(help: "List the kinds of change of sessionc diff, not the rules of lint.")
  var changes = false

  func run() throws {
    if changes {
      ChangeList(ChangeRules.embedded).print(format)
      return
    }
    switch format {
    case .text:
      let width = Rules.all.map(\.name.count).max() ?? 0
      for rule in Rules.all {
        let name = rule.name + String(repeating: " ", count: width - rule.name.count)
        let severity = rule.severity == .error ? "error  " : "warning"
        StandardStreams.text("\(rule.code)  \(name)  \(severity)  \(rule.summary)\n")
      }
    case .json: StandardStreams.data(RulePage.json, as: .json)
    case .markdown: StandardStreams.page(RulePage.document)
    }
  }
}

/// `sessionc schema`: the schema for editors.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema that editors check profiles with.",
    discussion: """
      It stands by itself: save it, and begin profiles with a line that names it.

        sessionc schema > profile.schema.json
        # yaml-language-server: $schema=profile.schema.json

      The values that `allow` in the configuration of this folder adds are in it.
      """
  )

  @Argument(
    help: ArgumentHelp(
      "Which: profile, config (.sessionc.yaml), report (lint --format json) or diff (diff --format json).",
      valueName: "schema"
    )
  )
  var schema: EditorSchema = .profile

  @OptionGroup var project: ConfigurationOptions

  func run() throws {
    let policy = try project.projects().project(of: Configuration.fileName).configuration.policy
    StandardStreams.data(schema.text(allowing: policy.allowed), as: .json)
  }
}

extension EditorSchema: ExpressibleByArgument {}
