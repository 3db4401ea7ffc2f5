internal import ProfileIR
internal import ProfileLinking
internal import ProfileRules
internal import SourceDiagnostics

/// Files that a configuration names.
extension ConfigurationReader {
  /// Finds and reads a file; what keeps it from being read is reported at the path.
  ///
  /// - Parameters:
  ///   - id: the path, in the configuration.
  ///   - setting: the setting that it is of.
  ///   - advice: what to write where the path cannot be.
  ///   - otherwise: what to do where no file is read.
  mutating func readFile(
    at id: IRID,
    of setting: StaticString,
    _ files: (any ProfileReader)?,
    limit: Int,
    advice: String,
    otherwise: String
  ) -> (path: String, source: SourceText)? {
    guard let path = file.string(id) else { return nil }
    func report(
      _ what: String,
      _ rule: RuleDescriptor = LinkingRules.outsideRoot,
      help: String
    ) {
      bag.report(file.mistake("`\(Wording.shown(path))` \(what)", at: id, rule: rule, help: help))
    }
    if let problem = PathForm.problem(of: path, .yaml) {
      report(problem.message, help: problem.help)
      return nil
    }
    guard let files else {
      report("is not read here", help: otherwise)
      return nil
    }
    let found: FoundFile
    switch files.find(path, from: source.name) {
    case .success(let file): found = file
    case .failure(.notFound(let nearest)):
      let help = nearest.map { "did you mean `\($0)`?" } ?? advice
      report("is not there", LinkingRules.fileNotFound, help: help)
      return nil
    case .failure(.refused(let reason)):
      report(reason, help: advice)
      return nil
    }
    if files.identity(of: source.name) == found.identity {
      report("is this file itself", LinkingRules.cycle, help: "remove `\(setting)`")
      return nil
    }
    switch files.read(found, limit: limit) {
    case .success(let bytes):
      let source = SourceText(name: found.name, bytes: bytes)
      self.files.append(source)
      configuration.namedFiles.append(found.path)
      return (found.path, source)
    case .failure(.notFound):
      report("is not there", LinkingRules.fileNotFound, help: advice)
    case .failure(.refused(let reason)): report(reason, help: advice)
    }
    return nil
  }

  /// The number of the file that was read last among those that findings are in.
  var lastFile: SourceID { SourceID(UInt16(files.count - 1)) }
}
