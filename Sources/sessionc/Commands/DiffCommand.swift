import ArgumentParser
import CommandLineSupport
import SessionProfiles

/// `sessionc diff`: what changes in the requests, and how much it matters.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract:
      "Show what changes in the requests, and how much each change matters.",
    discussion: """
      Two profiles, two folders or two revisions are compared by the requests that they make, with \
      all their files: moving fields into a shared file, comments and the order of keys are no \
      change. REV:path is a file or a folder of a git revision, which need not be checked out.

        sessionc diff --against origin/main            the work tree with a revision
        sessionc diff --against origin/main...         with what both come from
        sessionc diff old.yaml new.yaml
        sessionc diff v1.2:profiles HEAD:profiles --format markdown
        sessionc diff profiles --variant staging..prod
        sessionc diff live.json profiles/phone.yaml    an answer of the server with a profile

      Levels: breaking (a client or a handler of a tool can stop working), safety (the session may \
      do or reveal more), behaviour, cosmetic. Exit status: 0 nothing from --fail-on up, 1 \
      something, 2 where something could not be compared. `sessionc rules --changes` lists the kinds.
      """
  )

  @Argument(
    help: ArgumentHelp(
      "OLD and NEW: files, folders or REV:path; with --against the profiles to look at.",
      valueName: "path"
    ),
    completion: .file()
  )
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "Compare the work tree with this revision; with ... behind it, with the last commit that it and HEAD have in common.",
      valueName: "rev"
    )
  )
  var against: String?

  @Option(
    help: ArgumentHelp(
      "The form: text, markdown, json, github or html. With =FILE it goes there; may be given several times.",
      valueName: "form[=file]"
    )
  )
  var format: [String] = []

  @Option(
    help: ArgumentHelp(
      "Exit with status 1 for changes of this level or a higher one: any, none, or levels such as breaking,safety, of which the lowest counts.",
      valueName: "levels"
    )
  )
  var failOn = "any"

  @Flag(help: "Show cosmetic changes as well: other bytes for the same session.")
  var all = false

  @Flag(help: "Show all places of a text that changes.")
  var full = false

  @Option(
    name: .customLong("target"),
    help: ArgumentHelp("Compare what is compiled for this target.", valueName: "target"),
    completion: .list(Target.allCases.map(\.rawValue)),
    transform: Target.init(argument:)
  )
  var target: Target?

  @OptionGroup var choice: ChoiceOptions
  @OptionGroup var project: ConfigurationOptions

  @Option(help: "Colour the text: auto, always or never.")
  var color: ColorChoice = .auto

  func validate() throws {
    let isOfVariants = choice.variants.contains { $0.contains("..") }
    if isOfVariants, choice.variants.count > 1 {
      throw ValidationError("--variant OLD..NEW is given once")
    }
    if isOfVariants, against != nil {
      throw ValidationError("--variant OLD..NEW compares within the work tree: leave --against out")
    }
    if against == nil, isOfVariants ? paths.isEmpty : paths.count != 2 {
      throw ValidationError(
        isOfVariants
          ? "name the profiles whose variants are compared"
          : "name two files or folders, or one side with --against REV"
      )
    }
  }

  func run() throws {
    if let against { _ = try Revision.check(against, for: "--against") }
    var settings = DiffSettings(paths: paths, against: against)
    settings.variants = try Self.variants(choice.variants)
    var choice = choice
    if settings.variants != nil { choice.variants = [] }
    settings.choices = try choice.choices
    settings.target = target
    settings.failOn = try Self.threshold(failOn)
    settings.destinations = try Self.destinations(format)
    settings.options.showsCosmetic = all
    settings.options.showsAllPlaces = full
    settings.color = color
    settings.isConfigurationFixed = project.config != nil || project.noConfig
    var run = DiffRun(settings, try project.projects())
    let status = try run.run()
    if status != 0 { throw ExitCode(status) }
  }

  /// The two variants that `OLD..NEW` names.
  private static func variants(
    _ names: [String]
  ) throws(CommandFailure) -> (old: String, new: String)? {
    guard let text = names.first(where: { $0.contains("..") }),
      let dots = text.firstRange(of: "..")
    else { return nil }
    let pair = (old: String(text[..<dots.lowerBound]), new: String(text[dots.upperBound...]))
    guard !pair.old.isEmpty, !pair.new.isEmpty, !pair.new.contains("..") else {
      throw CommandFailure("--variant \(shown(text)): write OLD..NEW, such as staging..prod")
    }
    return pair
  }

  /// The least level that fails; `nil` for none.
  private static func threshold(_ text: String) throws(CommandFailure) -> ChangeLevel? {
    if text == "any" { return .cosmetic }
    if text == "none" { return nil }
    var levels: [ChangeLevel] = []
    for name in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      guard let level = ChangeLevel(rawValue: name) else {
        let names = ["any", "none"] + ChangeLevel.allCases.map(\.rawValue)
        throw CommandFailure.unknown("level", name, of: names, for: "--fail-on")
      }
      levels.append(level)
    }
    return levels.min()
  }

  private static func destinations(_ texts: [String]) throws(CommandFailure) -> [DiffDestination] {
    var result: [DiffDestination] = []
    for text in texts { result.append(try DiffDestination(text)) }
    if result.count(where: { $0.file == nil }) > 1 {
      throw CommandFailure(
        "--format: two forms go to standard output; write FORM=FILE for one of them"
      )
    }
    return result.isEmpty ? [DiffDestination(.text)] : result
  }
}
