internal import ProfileIR
internal import ProfileRules
internal import ProfileTargets
public import SourceDiagnostics
internal import YAMLSyntax

/// Reads the configuration with the front end of profiles, so that it gets the same findings.
public struct ConfigurationReader {
  private let file: BoundProfile
  private var configuration = Configuration()
  private var bag = DiagnosticBag()

  /// - Returns: the configuration, or `nil` where it has an error; and what was found.
  public static func read(_ source: SourceText) -> (
    configuration: Configuration?, diagnostics: [Diagnostic]
  ) {
    var bag = DiagnosticBag()
    guard let tree = Composer.compose(source.bytes, into: &bag) else { return (nil, bag.sorted()) }
    // An empty file, or one of comments, decides nothing.
    if tree.root == .none || tree[tree.root].isEmptyScalar {
      return (bag.isEmpty ? Configuration() : nil, bag.sorted())
    }
    guard tree[tree.root].kind == .mapping else {
      bag.report(
        Diagnostic(
          ReadingRules.rootNotMapping,
          "the configuration is not a mapping of settings",
          at: tree.span(tree.root),
          help: "write settings, such as `target: session-update`"
        )
      )
      return (nil, bag.sorted())
    }
    let file = Binder.bind(tree, to: .configuration, as: .configuration)
    ProfileChecker.checkPlaces(of: file, into: &bag)
    var reader = ConfigurationReader(file: file)
    reader.read()
    bag.report(contentsOf: reader.bag)
    let diagnostics = bag.sorted()
    return (diagnostics.isEmpty ? reader.configuration : nil, diagnostics)
  }

  private init(file: BoundProfile) { self.file = file }

  private mutating func read() {
    if let id = file.sessionField("paths") { configuration.paths = paths(id) }
    if let id = file.sessionField("exclude") {
      configuration.exclude = paths(id).map(PathPattern.init)
    }
    configuration.server = file.sessionField("server").flatMap { file.string($0) }
      .flatMap { Server(rawValue: $0) }
    configuration.target = file.sessionField("target").flatMap { file.string($0) }
      .flatMap { Target(rawValue: $0) }
    for id in members("severities") { readSeverity(id) }
    for id in members("allow") { readAllowed(id) }
  }

  private func members(_ name: StaticString) -> [IRID] {
    file.sessionField(name).map { Array(file.children(of: $0)) } ?? []
  }

  /// The texts of a list; ones that lead out of the folder are reported.
  private mutating func paths(_ list: IRID) -> [String] {
    var result: [String] = []
    for item in file.children(of: list) {
      guard let text = file.string(item) else { continue }
      // By bytes: with a combining mark behind it, a `/` is another `Character`, and still a `/`.
      let isOutside =
        text.utf8.first == UInt8(ascii: "/")
        || text.utf8.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
      if isOutside {
        bag.report(
          Diagnostic(
            BadLengthOrPattern.descriptor,
            "`\(text)` leads out of the folder of this file",
            at: file.span(item),
            path: file.path(item),
            help: "write a path below it, without `..` and without `/` at its beginning"
          )
        )
      } else {
        result.append(text)
      }
    }
    return result
  }

  private mutating func readSeverity(_ id: IRID) {
    let name = file.name(id)
    guard let rule = RuleRegistry.rule(named: name) else {
      report("no rule is called `\(name)`", at: id, help: RuleRegistry.advice(insteadOf: name))
      return
    }
    guard let setting = file.string(id).flatMap({ RulePolicy.Setting(rawValue: $0) }) else {
      return
    }
    if setting != .error, RulePolicy.isEssential(rule.code) {
      report(
        "`\(name)` cannot be turned down",
        at: id,
        help: "without it there would be no request, or another than the profile says"
      )
    } else if configuration.policy.settings[rule.code] != nil {
      report(
        "the rule \(rule.code) `\(rule.name)` is set twice",
        at: id,
        help: "keep one of the two"
      )
    } else {
      configuration.policy.settings[rule.code] = setting
    }
  }

  private mutating func readAllowed(_ id: IRID) {
    let path = file.name(id)
    // A path may be one of either dialect.
    let dialect = Dialect.allCases.first { !Schema.of($0).fields(at: path).fields.isEmpty }
    let schema = Schema.of(dialect ?? .ga)
    let (fields, names) = schema.fields(at: path)
    guard let field = fields.first else {
      let nearest = Suggestion.nearest(to: String(path.split(separator: ".").last ?? ""), in: names)
      report(
        "`\(path)` is not a field of a session",
        at: id,
        help: nearest.map { "did you mean `\($0)`?" }
          ?? "write a field's dotted path, such as `model` or `input_audio_transcription.model`"
      )
      return
    }
    var branches = fields + schema[field].alternatives
    if let items = schema[field].items { branches.append(items) }
    guard branches.contains(where: { schema[$0].allowed != nil || schema[$0].known != nil }) else {
      report("`\(path)` has no list of values to add to", at: id, help: "remove it")
      return
    }
    let values = file.children(of: id).compactMap { file.string($0) }
    configuration.policy.allowed[path, default: []].formUnion(values)
  }

  private mutating func report(_ message: String, at id: IRID, help: String) {
    bag.report(
      Diagnostic(
        UnknownField.descriptor,
        message,
        at: file.keySpan(id),
        path: file.path(id),
        help: help
      )
    )
  }
}

extension Node {
  fileprivate var isEmptyScalar: Bool { kind == .scalar && style == .plain && count == 0 }
}
