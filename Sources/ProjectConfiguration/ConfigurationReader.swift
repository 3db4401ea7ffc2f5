internal import ProfileIR
public import ProfileLinking
internal import ProfileRules
internal import ProfileTargets
public import SourceDiagnostics
internal import YAMLSyntax

/// Reads the configuration with the front end of profiles, so that it gets the same findings.
public struct ConfigurationReader {
  /// What reading a configuration gave.
  public struct Reading {
    /// `nil` where it has an error.
    public var configuration: Configuration?
    public var diagnostics: [Diagnostic]
    /// The files that the diagnostics are in, by the numbers of their sources; the first is the configuration.
    public var files: [SourceText]
  }

  let file: BoundProfile
  let source: SourceText
  var configuration = Configuration()
  var bag = DiagnosticBag()
  /// The policies of the file that it extends.
  var shared = SharedPolicies()
  /// The configuration and what it names, by the numbers of their sources.
  var files: [SourceText]

  /// - Returns: the configuration, or `nil` where it has an error; and what was found.
  public static func read(_ source: SourceText) -> (
    configuration: Configuration?, diagnostics: [Diagnostic]
  ) {
    let reading = read(source, reading: nil)
    return (reading.configuration, reading.diagnostics)
  }

  /// - Parameter files: finds and reads the files that the configuration names; without it, there are none.
  public static func read(_ source: SourceText, reading files: (any ProfileReader)?) -> Reading {
    var bag = DiagnosticBag()
    let (file, isEmpty) = bind(source, into: &bag)
    guard let file else {
      let configuration = isEmpty && bag.isEmpty ? Configuration() : nil
      return Reading(
        configuration: configuration,
        diagnostics: bag.sorted(),
        files: [source]
      )
    }
    var reader = ConfigurationReader(file, source)
    reader.readExtended(files)
    reader.readServers(files)
    reader.read()
    bag.report(contentsOf: reader.bag)
    let diagnostics = bag.sorted()
    return Reading(
      configuration: diagnostics.isEmpty ? reader.configuration : nil,
      diagnostics: diagnostics,
      files: reader.files
    )
  }

  /// The file as the schema knows it; `nil` where it has no settings: one that is empty, or holds comments
  /// alone, decides nothing.
  static func bind(
    _ source: SourceText,
    into bag: inout DiagnosticBag
  ) -> (file: BoundProfile?, isEmpty: Bool) {
    guard let tree = Composer.compose(source.bytes, into: &bag) else { return (nil, false) }
    if tree.root == .none || tree[tree.root].isEmptyScalar { return (nil, true) }
    guard tree[tree.root].kind == .mapping else {
      bag.report(
        Diagnostic(
          ReadingRules.rootNotMapping,
          "the configuration is not a mapping of settings",
          at: tree.span(tree.root),
          help: "write settings, such as `target: session-update`"
        )
      )
      return (nil, false)
    }
    let file = Binder.bind(tree, to: .configuration, as: .session)
    var found = DiagnosticBag()
    ProfileChecker.checkPlaces(of: file, into: &found)
    for finding in found.sorted() where !isPlaceholderMeant(finding) { bag.report(finding) }
    return (file, false)
  }

  /// Whether a placeholder stands in what a policy compares texts with.
  private static func isPlaceholderMeant(_ finding: Diagnostic) -> Bool {
    finding.rule == PlaceholderLeft.descriptor && finding.severity == .warning
      && finding.path.begins(with: "/policies/")
  }

  private init(_ file: BoundProfile, _ source: SourceText) {
    self.file = file
    self.source = source
    files = [source]
  }

  private mutating func read() {
    if let id = file.sessionField("paths") {
      configuration.paths = file.paths(id, into: &bag).map(\.text)
    }
    if let id = file.sessionField("exclude") {
      configuration.exclude = file.paths(id, into: &bag).map { PathPattern($0.text) }
    }
    configuration.target = file.sessionField("target").flatMap { file.string($0) }
      .flatMap { Target(rawValue: $0) }
    readEmbedded()
    readPolicies()
    for id in members("severities") { readSeverity(id) }
    for id in members("allow") { readAllowed(id) }
    for id in members("changes") { readChange(id) }
  }

  private func members(_ name: StaticString) -> [IRID] {
    file.sessionField(name).map { Array(file.children(of: $0)) } ?? []
  }

  private mutating func readEmbedded() {
    var rows: [EmbeddedSessions.Row] = []
    for id in members("embedded") {
      guard let files = file.child("files", of: id).flatMap({ file.string($0) }),
        let at = file.child("at", of: id), let text = file.string(at)
      else { continue }
      guard let place = PointerPattern(text) else {
        bag.report(
          file.mistake(
            "`\(Wording.shown(text))` is no JSON Pointer",
            at: at,
            rule: BadLengthOrPattern.descriptor,
            help: "write the way to the session, such as `/providers/*/config`"
          )
        )
        continue
      }
      rows.append(.init(files: PathPattern(files), place: place))
    }
    configuration.embedded = EmbeddedSessions(rows)
  }

  private mutating func readPolicies() {
    var policies = shared.policies
    if let id = file.sessionField("policies") {
      var reader = PolicyReader(file, besides: shared)
      policies += reader.read(id)
      bag.report(contentsOf: reader.bag)
    }
    configuration.policies = FieldPolicies(policies)
  }

  private mutating func readSeverity(_ id: IRID) {
    let name = file.name(id)
    let policy = configuration.policies.policy(named: name)
    guard let rule = RuleRegistry.rule(named: name) ?? policy?.descriptor else {
      let nearest = Suggestion.nearest(to: name, in: configuration.policies.names)
      report(
        "no rule is called `\(name)`",
        at: id,
        help: nearest.map { "did you mean `\($0)`?" } ?? RuleRegistry.advice(insteadOf: name)
      )
      return
    }
    guard let setting = file.string(id).flatMap({ RulePolicy.Setting(rawValue: $0) }) else {
      return
    }
    // Each policy has a name of its own, and all have one code.
    let key = policy.map(\.name) ?? rule.code
    if setting != .error, RulePolicy.isEssential(rule.code) {
      report(
        "`\(name)` must stay an error",
        at: id,
        help: "remove this setting: such an error means that there is no request, or a wrong one"
      )
    } else if configuration.policy.settings[key] != nil {
      report(
        policy == nil
          ? "the rule \(rule.code) `\(rule.name)` is set twice"
          : "the policy `\(rule.name)` is set twice",
        at: id,
        help: "keep one of the two"
      )
    } else {
      configuration.policy.settings[key] = setting
    }
  }

  private mutating func readAllowed(_ id: IRID) {
    let path = file.name(id)
    // A path may be one of several dialects.
    let schemas = Dialect.allCases.map { Schema.of($0) }
      .filter { !$0.fields(at: path).fields.isEmpty }
    guard !schemas.isEmpty else {
      let names = Schema.of(.hub).fields(at: path).names
      let nearest = Suggestion.nearest(to: String(path.split(separator: ".").last ?? ""), in: names)
      report(
        "`\(path)` is not a field of a session",
        at: id,
        help: nearest.map { "did you mean `\($0)`?" }
          ?? "write a field's dotted path, such as `model` or `input_audio_transcription.model`"
      )
      return
    }
    let hasList = schemas.contains { schema in
      let fields = schema.fields(at: path).fields
      return fields.flatMap { schema.branches(of: $0) }.contains {
        schema[$0].allowed != nil || schema[$0].known != nil
      }
    }
    guard hasList else {
      report("`\(path)` has no list of values to add to", at: id, help: "remove it")
      return
    }
    let values = file.children(of: id).compactMap { file.string($0) }
    configuration.policy.allowed[path, default: []].formUnion(values)
  }

  mutating func report(_ message: String, at id: IRID, help: String) {
    bag.report(file.mistake(message, at: id, onKey: true, help: help))
  }
}

extension BoundProfile {
  /// A finding about a setting.
  func mistake(
    _ message: String,
    at id: IRID,
    onKey: Bool = false,
    rule: RuleDescriptor = UnknownField.descriptor,
    help: String
  ) -> Diagnostic {
    Diagnostic(
      rule,
      message,
      at: onKey ? keySpan(id) : span(id),
      path: path(id),
      help: help
    )
  }

  /// The texts of a list; ones that lead out of the folder are reported.
  func paths(_ list: IRID, into bag: inout DiagnosticBag) -> [(id: IRID, text: String)] {
    var result: [(IRID, String)] = []
    for item in children(of: list) {
      guard let text = string(item) else { continue }
      // By bytes: with a combining mark behind it, a `/` is another `Character`, and still a `/`.
      let isOutside =
        text.utf8.first == UInt8(ascii: "/")
        || text.utf8.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
      if isOutside {
        bag.report(
          mistake(
            "`\(text)` leads out of the folder of this file",
            at: item,
            rule: BadLengthOrPattern.descriptor,
            help: "write a path below it, without `..` and without `/` at its beginning"
          )
        )
      } else {
        result.append((item, text))
      }
    }
    return result
  }
}

extension Node {
  fileprivate var isEmptyScalar: Bool { kind == .scalar && style == .plain && count == 0 }
}
