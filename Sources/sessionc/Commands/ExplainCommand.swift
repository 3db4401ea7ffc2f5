import ArgumentParser
import CommandLineSupport
import DiagnosticReports
import SessionProfiles
import SourceDiagnostics

/// `sessionc explain`: what a rule or a field is about.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a rule or a documented field.",
    discussion: """
      A rule is named by its code or name, a field by its dotted path, or by its name alone.

        sessionc explain SP301
        sessionc explain wrong-vad-field
        sessionc explain turn_detection.threshold
        sessionc explain threshold
        sessionc explain                      all fields and rules
        sessionc explain --server xai speed   as a server has it
      """
  )

  @Argument(
    help: ArgumentHelp("The rule or the field.", valueName: "code|name|field"),
    completion: .list(Rules.all.flatMap { [$0.code, $0.name] } + FieldPage.allPaths)
  )
  var subject: String?

  @Option(
    help: ArgumentHelp(
      "Explain the fields that this server has: one that ships, or one of the project's own overlays.",
      valueName: "name"
    ),
    completion: .list(Server.shippedNames)
  )
  var server: String?

  @Option(help: "Colour the page: auto, always or never.")
  var color: ColorChoice = .auto

  func run() throws {
    let page = Page(Terminal(STDOUT_FILENO, color: color))
    let server = try server.map { try Self.server($0) }
    guard let subject else {
      StandardStreams.page(page.overview(at: server))
      return
    }
    if let rule = Rules.rule(subject) {
      StandardStreams.page(page.text(of: RulePage(rule)))
      return
    }
    let fields = FieldPage.pages(of: subject, at: server)
    guard !fields.isEmpty else {
      if let policy = Self.ofProject?.policies.policy(named: subject) {
        StandardStreams.page(page.text(of: RulePage(policy.descriptor)))
        return
      }
      let paths = FieldPage.dialects(at: server).flatMap { FieldPage.paths(of: $0, at: server) }
      let fields = paths.compactMap { $0.split(separator: ".").last.map(String.init) }
      let unique = fields.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
      let nearest = Suggestion.nearest(to: subject, in: unique) ?? Rules.nearest(to: subject)
      throw CommandFailure(
        "no rule and no field is called `\(shown(subject))`; "
          + (nearest.map { "did you mean `\($0)`?" } ?? "`sessionc rules` lists the rules")
      )
    }
    StandardStreams.page(fields.map(page.text).joined(separator: "\n"))
  }

  /// That of the project that the command runs in. Where it cannot be used, `lint` says so.
  private static var ofProject: Configuration? {
    try? Projects(config: nil, isOff: false).project(of: "./").configuration
  }

  private static func server(_ name: String) throws(CommandFailure) -> Server {
    let servers = ofProject?.servers ?? Servers()
    guard let server = servers.server(named: name) else {
      let advice = servers.advice(insteadOf: name)
      throw CommandFailure("no server is called `\(shown(name))`; \(advice)")
    }
    return server
  }
}

/// Lays pages out for a terminal.
private struct Page {
  private let terminal: Terminal

  init(_ terminal: Terminal) { self.terminal = terminal }

  func text(of page: RulePage) -> String {
    let severity = page.rule.severity == .error ? "error" : "warning"
    var text = title("\(page.rule.code) \(page.rule.name)") + " (\(severity))\n\n"
    text += wrapped(page.rule.summary.prefix(1).uppercased() + page.rule.summary.dropFirst() + ".")
    return text + "\n\n" + wrapped(page.text) + "\n"
  }

  func text(of page: FieldPage) -> String {
    title(page.path) + " (\(page.dialect.title) dialect\(page.server.map { ", " + $0 } ?? ""))\n"
      + wrapped(page.form) + "\n"
      + page.paragraphs.map { "\n" + wrapped($0) + "\n" }.joined()
  }

  /// All that there are pages of.
  func overview(at server: Server?) -> String {
    var text = ""
    for dialect in FieldPage.dialects(at: server) {
      text += title("Fields of the \(dialect.title) dialect") + "\n"
      text += FieldPage.paths(of: dialect, at: server).map { "  \($0)\n" }.joined() + "\n"
    }
    text += title("Rules") + "\n"
    return text + Rules.all.map { "  \($0.code) \($0.name)\n" }.joined()
  }

  private func title(_ text: String) -> String { terminal.colors.title(text) }

  /// Paragraphs broken between words; indented lines stay as they are.
  private func wrapped(_ text: String) -> String {
    let width = min(terminal.columns, 88)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard !line.hasPrefix(" ") else { return String(line) }
      return WordWrap.lines(String(line), columns: width)
    }
    .joined(separator: "\n")
  }
}
