package import SessionProfiles

/// Where a project's root is, and what it has decided. One for all its files.
package final class Project: Sendable {
  /// The folder of the configuration, with links resolved; `nil` where there is none.
  package let root: String?
  package let configuration: Configuration
  /// The file of the configuration: as it was named, or the place where it was found.
  private let place: (path: String, isNamed: Bool)?
  /// The file of the configuration, as it was named, or by a path from here, and those that it names;
  /// empty where there is none.
  package var files: [String] {
    guard let place else { return [] }
    var own = place.path
    if !place.isNamed, let here = realPath(".") { own = RealPath.route(to: own, from: here) }
    return [own] + configuration.namedFiles
  }

  init(
    root: String? = nil,
    configuration: Configuration = Configuration(),
    file place: (path: String, isNamed: Bool)? = nil
  ) {
    self.root = root
    self.place = place
    self.configuration = configuration
  }

  /// How the project's profiles are compiled, as far as it has decided.
  package var compilerOptions: Compiler.Options {
    var options = Compiler.Options()
    options.defaultTarget = configuration.target
    options.policy = configuration.policy
    let path: @Sendable (String) -> String? = { [root] profile in
      guard let root, let real = RealPath.ofFile(profile) else { return nil }
      return RealPath.relative(real, to: root)
    }
    options.servers = configuration.servers.placing(by: path)
    options.embedded = configuration.embedded.placing(by: path)
    options.policies = FieldPolicies(configuration.policies.all, path: path)
    options.server = options.server ?? .openAI
    return options
  }

  /// Whether the project's configuration leaves a file out.
  package func excludes(_ path: String) -> Bool {
    guard !configuration.exclude.isEmpty, let root, let real = RealPath.ofFile(path) else {
      return false
    }
    return RealPath.relative(real, to: root).map { configuration.excludes($0) } ?? false
  }
}

/// Finds the project of each file: the nearest folder above it that has a configuration, up to the
/// root of its repository.
package final class Projects {
  private let fixed: Project?
  /// The files that profiles name, each read once for all of them.
  package private(set) var files: SharedFiles
  /// What some of them are to hold, in place of what they hold.
  private var replaced: [FoundFile.Identity: [UInt8]] = [:]
  private let reader: ProjectReader
  /// The configuration that the command line names, if any, and the file that it extends: the run reads them.
  package let namedFiles: [String]
  /// By the keys of their folders, but for the last one: for a dictionary the runtime looks for conformances,
  /// which costs as much as a profile, and most runs have one folder.
  private var found: [String: Project] = [:]
  /// The folder that was asked for last: files come folder by folder.
  private var last: (folder: String, key: String, project: Project)?

  /// - Parameters:
  ///   - path: the configuration to use for all files, if one was named; it may be one of a revision.
  ///   - isOff: whether no configuration is to be used.
  ///   - root: where the files that profiles name must lie; `nil` to find the project of each.
  /// - Throws: `CommandFailure` where the named configuration cannot be used.
  package init(
    config path: String?,
    isOff: Bool,
    root: String? = nil
  ) throws(CommandFailure) {
    reader = try ProjectReader(root: root)
    files = SharedFiles(reader)
    if let path, let named = RevisionPath(path) {
      let (configuration, root) = try named.configuration()
      namedFiles = []
      fixed = Project(root: root, configuration: configuration)
    } else if let path {
      try ProjectBounds.check(path, otherwise: "it is not read")
      let folder = RealPath.folder(of: path)
      let project = Project(
        root: realPath(folder),
        configuration: try Self.read(path, reader, [:]),
        file: (path, true)
      )
      namedFiles = project.files
      fixed = project
    } else {
      namedFiles = []
      fixed = isOff ? Project() : nil
    }
  }

  /// Lets profiles be made of other bytes than a file holds. What was read so far is forgotten.
  package func replace(_ path: String, with bytes: [UInt8]) {
    guard let identity = reader.identity(of: path) else { return }
    replaced[identity] = bytes
    files = SharedFiles(reader).replacing(replaced)
  }

  /// What is wrong with the configuration of a project, as a file of its own.
  package func configurationFindings(_ source: SourceText) -> ConfigurationReader.Reading {
    ConfigurationReader.read(source, reading: ConfigurationFiles(reader))
  }

  /// What is in a folder; see `ProjectReader`.
  package func names(at path: String, from name: String) -> [String] {
    reader.names(at: path, from: name)
  }

  /// Reads files as they are again: they have been written. A file that is written anew may get the number that
  /// another one had, and would be taken for that.
  package func forgetReplaced() {
    guard !replaced.isEmpty else { return }
    replaced = [:]
    files = SharedFiles(reader)
  }

  /// Whether a file has been read since a profile names it.
  package func isMade(of path: String) -> Bool {
    FileIdentity(path).map { files.hasRead($0.numbers) } ?? false
  }

  /// Whether the configuration of a project that was asked for names a file.
  package func isNamedByConfiguration(_ path: String) -> Bool {
    let count = found.count + (fixed == nil ? 0 : 1) + (last == nil ? 0 : 1)
    if configurationFiles.projects != count {
      let projects = [fixed, last?.project].compactMap(\.self) + found.values
      let files = projects.flatMap(\.configuration.namedFiles).compactMap { FileIdentity($0) }
      configurationFiles = (count, files)
    }
    // Asked for with each output, and most projects have none.
    guard !configurationFiles.files.isEmpty, let identity = FileIdentity(path) else { return false }
    return configurationFiles.files.contains(identity)
  }

  /// What the configurations of so many projects name.
  private var configurationFiles: (projects: Int, files: [FileIdentity]) = (0, [])

  /// Whether a file is taken to hold other bytes than it does.
  package func isReplaced(_ path: String) -> Bool {
    reader.identity(of: path).map { replaced[$0] != nil } ?? false
  }

  /// The project that a file belongs to, whether the file exists or not.
  ///
  /// - Throws: `CommandFailure` where its configuration cannot be used.
  package func project(of path: String) throws(CommandFailure) -> Project {
    if let fixed { return fixed }
    if let last, RealPath.isFolder(last.folder, of: path) { return last.project }
    let folder = RealPath.folder(of: path)
    let key = RealPath.key(of: folder)
    var known = found[key]
    if known == nil { known = try search(from: realPath(folder) ?? realPath(".") ?? folder) }
    let project = known ?? Project()
    if let last { found[last.key] = last.project }
    last = (folder, key, project)
    return project
  }

  private func search(from start: String) throws(CommandFailure) -> Project {
    var folder = start
    while true {
      let base = folder == "/" ? "" : folder
      let file = base + "/" + Configuration.fileName
      // A link that leads nowhere is an error, not an absence.
      var status = stat()
      if unsafe lstat(file, &status) == 0 {
        let shown = realPath(".").flatMap { RealPath.relative(file, to: $0) } ?? file
        try ProjectBounds.check(shown, otherwise: "it is not read")
        return Project(
          root: folder,
          configuration: try Self.read(shown, reader, replaced),
          file: (file, false)
        )
      }
      if base.isEmpty || exists(base + "/.git") { return Project() }
      folder = RealPath.folder(of: folder)
    }
  }

  /// - Parameter replaced: what some files are to hold, in place of what they hold.
  private static func read(
    _ path: String,
    _ reader: ProjectReader,
    _ replaced: [FoundFile.Identity: [UInt8]]
  ) throws(CommandFailure) -> Configuration {
    var bytes: [UInt8]?
    if !replaced.isEmpty, let identity = reader.identity(of: path) { bytes = replaced[identity] }
    if bytes == nil { bytes = try InputFile.read(path, limit: Compiler.inputBytesMax) }
    let source = SourceText(name: path, bytes: bytes ?? [])
    let reading = ConfigurationReader.read(source, reading: ConfigurationFiles(reader))
    guard var configuration = reading.configuration else { throw Project.failure(reading) }
    if !configuration.namedFiles.isEmpty, let here = realPath(".") {
      configuration.namedFiles = configuration.namedFiles.map { RealPath.route(to: $0, from: here) }
    }
    return configuration
  }
}

extension Project {
  /// What is wrong with a configuration that was read.
  ///
  /// - Parameter revision: where its files are, if not in the work tree.
  static func failure(
    _ reading: ConfigurationReader.Reading,
    in revision: String? = nil
  ) -> CommandFailure {
    let problems = reading.files.enumerated().flatMap { number, file in
      Self.problems(
        reading.diagnostics.filter { Int($0.span.source.rawValue) == number },
        in: file
      )
    }
    let start = revision.map { "\($0): " } ?? ""
    return CommandFailure(problems.map { start + $0 }.joined(separator: "\nsessionc: error: "))
  }

  private static func problems(_ diagnostics: [Diagnostic], in file: SourceText) -> [String] {
    var diagnostics = diagnostics
    Secrets.hide(in: &diagnostics, of: file)
    let lines = LineTable(file.bytes)
    return diagnostics.map { diagnostic in
      let place = lines.position(of: diagnostic.span.start)
      let help = diagnostic.help.map { " (\($0))" } ?? ""
      return shown("\(file.name):\(place.line):\(place.column): \(diagnostic.message)\(help)")
    }
  }
}
