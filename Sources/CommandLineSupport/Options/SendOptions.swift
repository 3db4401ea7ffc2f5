package import ArgumentParser
package import SessionProfiles

/// What `sessionc send` takes: for `sessionc`, which shows its help, and for `sessionc-send`, which does
/// the work.
package struct SendOptions: ParsableArguments {
  /// What goes to standard output.
  package enum Printed: String, ExpressibleByArgument, CaseIterable, Sendable {
    case response, secret, session
  }

  /// How a request is shown that is not sent.
  package enum DryRun: Sendable {
    case request, curl
  }

  /// The command, under the name that it is called by.
  package static func configuration(commandName: String) -> CommandConfiguration {
    CommandConfiguration(
      commandName: commandName,
      abstract: "Post a profile to the server, and print the ephemeral key of its session.",
      discussion: """
        The profile is compiled and checked first: one with errors is never sent. The key is read from \
        OPENAI_API_KEY, or from the file that --api-key-file names, never from an argument. \
        OPENAI_BASE_URL, OPENAI_ORG_ID, OPENAI_PROJECT_ID, HTTPS_PROXY and NO_PROXY count.

        Standard output has the answer and nothing else: on a terminal a summary without the key, \
        else the answer as canonical JSON, or what --print names. Findings go to standard error.

          sessionc send profiles/phone-line.yaml
          sessionc send p.yaml --print secret | my-client
          sessionc send p.yaml --output answer.json    mode 0600
          sessionc send p.yaml --dry-run               needs no key
          sessionc send p.yaml --dry-run=curl          a curl command
          sessionc send p.yaml --base-url https://me.openai.azure.com/openai/v1 \\
            --header 'api-key: ${AZURE_OPENAI_API_KEY}'

        Exit status: 0 a session was made, 1 the profile has errors, 2 the command could not do its \
        work, 3 the network or the server failed, 130 interrupted.
        """,
      version: sessioncVersion
    )
  }

  @Argument(
    help: ArgumentHelp("The profile, or - for standard input."),
    completion: .file(extensions: ["yaml", "yml", "json"])
  )
  package var profile: String

  @Option(
    help: ArgumentHelp(
      "Send this target, whatever the profile's $target says: sessions or ga-client-secrets.",
      valueName: "target"
    ),
    completion: .list(Target.allCases.map(\.rawValue)),
    transform: Target.init(argument:)
  )
  package var target: Target?

  @Option(
    name: .customLong("base-url"),
    help: ArgumentHelp(
      "The server, up to what stands before /realtime; without it OPENAI_BASE_URL, else \(Self.standardBaseURL). https, unless it is this machine.",
      valueName: "url"
    )
  )
  package var baseURL: String?

  @Option(
    name: .customLong("api-key-file"),
    help: ArgumentHelp("Read the key from this file, not from OPENAI_API_KEY.", valueName: "file"),
    completion: .file()
  )
  package var keyFile: String?

  @Option(
    name: .customLong("header"),
    help: ArgumentHelp(
      "Send this header as well; may be given several times. ${NAME} stands for an environment variable.",
      discussion: """
        A header `api-key` or `Authorization` takes the place of the key from OPENAI_API_KEY. Keys are \
        written as ${NAME}: an argument can be read by every process of the machine.
        """,
      valueName: "name: value"
    )
  )
  package var headers: [String] = []

  @Option(
    help: ArgumentHelp(
      "Tell the service which of your users this is for: a stable hash, no name or address.",
      valueName: "id"
    )
  )
  package var safetyIdentifier: String?

  @Option(
    help: ArgumentHelp(
      "Trust the certificates in this file (PEM) besides the system's.",
      valueName: "file"
    ),
    completion: .file()
  )
  package var caFile: String?

  @Option(
    help: ArgumentHelp(
      "What to print: response (canonical JSON), secret (the ephemeral key alone) or session (the effective settings).",
      valueName: "what"
    )
  )
  package var print: Printed?

  @Option(
    help: ArgumentHelp(
      "Write it to this file, which only you can read (mode 0600), whole or not at all.",
      valueName: "file"
    ),
    completion: .file()
  )
  package var output: String?

  @Flag(
    help:
      "Send nothing: print method, URL, headers without the key, and the body; with --dry-run=curl a curl command."
  )
  package var dryRun = false

  /// What `--dry-run=FORM` is rewritten to.
  @Option(name: .customLong(Self.dryRunForm), help: .hidden)
  package var dryRunForm: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Give up after this time, all attempts counted.", valueName: "seconds")
  )
  package var timeout: Double = 120

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Give up connecting after this time.", valueName: "seconds")
  )
  package var connectTimeout: Double = 10

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How often to try again after a failed connection and after 408, 409, 429 and 5xx.",
      valueName: "n"
    )
  )
  package var retries: Int = 2

  @Flag(help: "Let warnings count as errors: a profile that has one is not sent.")
  package var strict = false

  @Flag(help: "Show on standard error what is sent and answered.")
  package var verbose = false

  @Option(
    help: ArgumentHelp(
      "The form of the findings on standard error: \(ReportDestination.formats). With =FILE they go there; may be given several times.",
      valueName: "form[=file]"
    ),
    completion: .list(ReportFormat.allCases.map(\.rawValue))
  )
  package var format: [String] = []

  @Option(help: FindingsLimit.help)
  package var maxFindings = FindingsLimit()

  @OptionGroup package var choice: ChoiceOptions
  @OptionGroup package var project: ConfigurationOptions

  @Option(help: "The name to report standard input under.")
  package var stdinFilename: String = "<stdin>"

  @Option(help: "Colour the findings: auto, always or never.")
  package var color: ColorChoice = .auto

  package init() {}

  package static let standardBaseURL = "https://api.openai.com/v1"
  private static let dryRunForm = "dry-run-form"

  /// The arguments as ArgumentParser can read them: it knows no option whose value may be left out.
  package static func normalized(_ arguments: [String]) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    return arguments[..<end].map { argument in
      let prefix = "--dry-run="
      guard argument.hasPrefix(prefix) else { return argument }
      return "--\(dryRunForm)=" + argument.dropFirst(prefix.count)
    } + arguments[end...]
  }

  /// Whether, and how, the request is only shown.
  package var dryRunKind: DryRun? { dryRunForm == "curl" ? .curl : dryRun ? .request : nil }

  package func validate() throws {
    if let dryRunForm, dryRunForm != "curl" {
      throw ValidationError("--dry-run=\(shown(dryRunForm)): there is only --dry-run=curl")
    }
    if dryRunKind != nil, print != nil || output != nil {
      let option = print != nil ? "--print" : "--output"
      throw ValidationError("\(option) is about an answer, and --dry-run gets none")
    }
    for (name, value) in [("--timeout", timeout), ("--connect-timeout", connectTimeout)]
    where !(value > 0 && value <= 3600) {
      throw ValidationError("\(name) takes seconds, more than 0 and up to 3600")
    }
    if !(0...10).contains(retries) {
      throw ValidationError("--retries takes a number from 0 to 10")
    }
    let files = [("--output", output), ("--api-key-file", keyFile), ("--ca-file", caFile)]
    for (name, file) in files where file == "" {
      throw ValidationError("\(name): the file is missing")
    }
    if let target, !target.isPosted {
      let posted = Target.allCases.filter(\.isPosted).map(\.rawValue).joined(separator: ", ")
      let what = target.isEvent ? "an event for an open connection" : "part of a larger request"
      throw ValidationError("\(target.rawValue) is \(what), and not posted; there are \(posted)")
    }
  }
}
