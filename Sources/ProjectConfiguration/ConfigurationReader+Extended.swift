internal import ProfileIR
internal import ProfileLinking
internal import ProfileRules
internal import SourceDiagnostics
internal import YAMLSyntax

/// The policies of the file that a configuration extends.
struct SharedPolicies {
  var policies: [FieldPolicy] = []
  /// The file; `nil` where none was read.
  var source: SourceText?

  func contains(_ name: String) -> Bool { policies.contains { $0.name == name } }
}

/// One file with policies for many projects.
extension ConfigurationReader {
  /// The number of the file among those that findings are in.
  private static let sharedSource = SourceID(1)
  /// As much of it as is read.
  private static let bytesMax = Limits().inputBytes

  mutating func readExtended(_ files: (any ProfileReader)?) {
    guard let id = file.sessionField("extends"), let path = file.string(id) else { return }
    func mistake(
      _ what: String,
      _ rule: RuleDescriptor = LinkingRules.outsideRoot,
      help: String
    ) -> Diagnostic {
      file.mistake("`\(Wording.shown(path))` \(what)", at: id, rule: rule, help: help)
    }
    if let problem = PathForm.problem(of: path, .yaml) {
      bag.report(mistake(problem.message, help: problem.help))
      return
    }
    let advice = "name a file of the project, relative to this one, such as `../policies.yaml`"
    guard let files else {
      bag.report(mistake("is not read here", help: "write the policies into this file"))
      return
    }
    let found: FoundFile
    switch files.find(path, from: source.name) {
    case .success(let file): found = file
    case .failure(.notFound(let nearest)):
      bag.report(
        mistake(
          "is not there",
          LinkingRules.fileNotFound,
          help: nearest.map { "did you mean `\($0)`?" } ?? advice
        )
      )
      return
    case .failure(.refused(let reason)):
      bag.report(mistake(reason, help: advice))
      return
    }
    if files.identity(of: source.name) == found.identity {
      bag.report(mistake("is this file itself", LinkingRules.cycle, help: "remove `extends`"))
      return
    }
    switch files.read(found, limit: Self.bytesMax) {
    case .success(let bytes):
      configuration.extended = found.path
      readShared(SourceText(name: found.name, bytes: bytes))
    case .failure(.notFound):
      bag.report(mistake("is not there", LinkingRules.fileNotFound, help: advice))
    case .failure(.refused(let reason)): bag.report(mistake(reason, help: advice))
    }
  }

  private mutating func readShared(_ source: SourceText) {
    shared.source = source
    var found = DiagnosticBag()
    if let file = Self.bind(source, into: &found).file {
      for setting in file.children(of: file.root) {
        let name = file.name(setting)
        guard file[setting].field != .unknown, name != "policies", name != "$schema" else {
          continue
        }
        let help =
          name == "extends"
          ? "write the policies of that file into this one, or extend that file itself"
          : "write it into the configuration itself, `\(self.source.name)`"
        found.report(
          file.mistake(
            name == "extends"
              ? "a file that is extended extends no other"
              : "`\(name)` does not count in a file that is extended: only `policies` does",
            at: setting,
            onKey: true,
            help: help
          )
        )
      }
      if let id = file.sessionField("policies") {
        var reader = PolicyReader(file, besides: SharedPolicies())
        shared.policies = reader.read(id)
        found.report(contentsOf: reader.bag)
      }
    }
    for var finding in found.sorted() {
      finding.span.source = Self.sharedSource
      bag.report(finding)
    }
  }
}
