import ArgumentParser
import CommandLineSupport
import SessionProfiles

/// `sessionc deps`: which files a profile is made of, and which profiles a file is part of.
struct DepsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deps",
    abstract: "List the files that profiles are made of, or the profiles that use a file.",
    discussion: """
      Without a path: all of profiles/. `make` is what make and ninja read, `mermaid` and `dot` are \
      graphs; GitHub draws mermaid in Markdown.

        sessionc deps profiles/support.yaml
        sessionc deps --reverse profiles/_base.yaml prompts/support.md
        sessionc deps --format mermaid > profiles.mmd
      """
  )

  /// How the list is written.
  enum Form: String, CaseIterable, ExpressibleByArgument { case text, json, make, mermaid, dot }

  @Argument(
    help: ArgumentHelp(
      "Profiles and folders of them; with --reverse any files. Without one, profiles/.",
      valueName: "path"
    ),
    completion: .file()
  )
  var paths: [String] = []

  @Flag(help: "List the profiles of the project that use each file.")
  var reverse = false

  @Option(help: "The form: text, json, make, mermaid or dot.")
  var format = Form.text

  @OptionGroup var project: ConfigurationOptions

  @Option(help: "The name that standard input stands for: its paths count from there.")
  var stdinFilename: String = Inputs().standardInputName

  func validate() throws {
    if reverse, paths.isEmpty { throw ValidationError("--reverse needs the files to look for") }
    if reverse, format == .make {
      throw ValidationError("--format make lists what profiles are made of: leave --reverse out")
    }
  }

  func run() throws {
    let projects = try project.projects()
    var troubles = Troubles()
    let report =
      reverse ? try users(projects, &troubles) : try dependencies(projects, &troubles)
    switch format {
    case .json: StandardStreams.data(report.json, as: .json)
    case .text: StandardStreams.text(report.text)
    case .make: StandardStreams.data(try Depfile(report.profiles.map { ($0.name, $0.files) }).bytes)
    case .mermaid: StandardStreams.text(report.mermaid)
    case .dot: StandardStreams.text(report.dot)
    }
    if !troubles.messages.isEmpty { throw ExitCode(2) }
  }

  private func dependencies(
    _ projects: Projects,
    _ troubles: inout Troubles
  ) throws -> DependencyReport {
    let inputs = Inputs(paths: paths, standardInputName: stdinFilename)
    let files = try inputs.find(projects, &troubles)
    let profiles = ProjectProfiles(files, standardInputAs: stdinFilename, projects)
    for entry in profiles.entries where !entry.isWhole {
      let name = shown(entry.file.name(standardInputAs: stdinFilename))
      troubles.report("\(name): not all of its files can be read; `sessionc lint` says why")
    }
    return DependencyReport(profiles.entries.map { .init($0, standardInputAs: stdinFilename) })
  }

  private func users(
    _ projects: Projects,
    _ troubles: inout Troubles
  ) throws -> DependencyReport {
    var report = DependencyReport([])
    for path in paths {
      try ProjectBounds.check(path, otherwise: "it is not read")
      guard let identity = FileIdentity(path) else {
        troubles.report("\(shown(path)): no such file")
        continue
      }
      let users = try ProjectProfiles(of: path, projects).users(of: identity)
      report.add(users.map { .init($0, standardInputAs: stdinFilename) }, using: path)
    }
    return report
  }
}
