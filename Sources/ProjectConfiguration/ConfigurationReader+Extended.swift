internal import ProfileIR
internal import ProfileLinking
internal import ProfileRules
internal import SourceDiagnostics
internal import YAMLSyntax

/// The policies of the file that a configuration extends.
struct SharedPolicies {
  var policies: [FieldPolicy] = []

  func contains(_ name: String) -> Bool { policies.contains { $0.name == name } }
}

/// One file with policies for many projects.
extension ConfigurationReader {
  /// As much of it as is read.
  private static let bytesMax = Limits().inputBytes

  mutating func readExtended(_ files: (any ProfileReader)?) {
    guard let id = file.sessionField("extends") else { return }
    let read = readFile(
      at: id,
      of: "extends",
      files,
      limit: Self.bytesMax,
      advice: "name a file of the project, relative to this one, such as `../policies.yaml`",
      otherwise: "write the policies into this file"
    )
    if let read { readShared(read.source) }
  }

  private mutating func readShared(_ source: SourceText) {
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
      finding.span.source = lastFile
      bag.report(finding)
    }
  }
}
