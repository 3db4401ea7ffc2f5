import CommandLineSupport
import SessionProfiles

/// The profiles that a command works on, and what it takes them for; out of the parser's wrappers, which
/// cost more to read than a file to open.
struct Inputs {
  var paths: [String] = []
  var targets: [Target] = []
  var isStrict = false
  /// How many findings are shown of one file; `nil` for all.
  var findingsMax = FileReport.shownMax as Int?
  /// What standard input is reported under.
  var standardInputName = "<stdin>"
  var color = ColorChoice.auto
  var choices = Choices()
  /// Where sessions stand in the files, which are no profiles; `nil` where the configuration says it.
  var place: PointerPattern?

  /// The targets, each once; `nil` for what the profile says.
  var chosenTargets: [Target?] {
    targets.isEmpty ? [nil] : Target.allCases.filter(targets.contains)
  }

  /// The folders that are searched where no path is given.
  func searched(_ projects: Projects) throws(CommandFailure) -> [String] {
    let own = try projects.project(of: "./")
    guard let configured = own.configuration.paths, let root = own.root else {
      return [ProfileFinder.defaultFolder]
    }
    let here = realPath(".") ?? "."
    return configured.map { RealPath.route(to: root + "/" + $0, from: here) }
  }

  /// The source of a file, as it is reported.
  func read(_ file: ProfileFile) throws(CommandFailure) -> SourceText {
    try InputFile.profile(file.path, standardInputAs: standardInputName)
  }

  /// The name by which a file's project is found.
  func name(of file: ProfileFile) -> String { file.name(standardInputAs: standardInputName) }

  /// Finds the profiles, those left out that a configuration excludes.
  ///
  /// - Parameters:
  ///   - mayBeEmpty: whether a folder without profiles is no problem.
  ///   - hasEmbedded: whether files of other tools are looked for as well, where no path is given.
  /// - Throws: `CommandFailure` where a configuration cannot be used.
  func find(
    _ projects: Projects,
    mayBeEmpty: Bool = false,
    andEmbedded hasEmbedded: Bool = false,
    _ troubles: inout Troubles
  ) throws(CommandFailure) -> [ProfileFile] {
    var paths = paths
    let own = try projects.project(of: "./")
    // Paths that nobody named come out of the checkout.
    var bounds: ProfileFinder.Bounds?
    if paths.isEmpty {
      let here = realPath(".") ?? "."
      let base = own.root ?? here
      bounds = ProfileFinder.Bounds(project: ProjectBounds.root(of: base) ?? here, base: base)
      if let configured = own.configuration.paths, let root = own.root {
        paths = configured.map { RealPath.route(to: root + "/" + $0, from: here) }
      }
    }
    let embedded = hasEmbedded && self.paths.isEmpty ? findEmbedded(own, bounds) : []
    // Who has such files need not have profiles.
    let isMissing = paths.isEmpty && FileKind(at: ProfileFinder.defaultFolder) == nil
    let finder =
      isMissing && !embedded.isEmpty
      ? ProfileFinder(found: embedded)
      : ProfileFinder(paths, in: bounds, mayBeEmpty: mayBeEmpty)
    let others = Self.others(embedded, than: finder.files)
    var files: [ProfileFile] = []
    // Where there are no others, as for most, the list is not copied.
    for file in others.isEmpty ? finder.files : finder.files + others {
      let name = name(of: file)
      if try !projects.project(of: name).excludes(name) { files.append(file) }
    }
    for problem in finder.problems { troubles.report(problem) }
    let excluded = finder.files.count + others.count - files.count
    if files.isEmpty, excluded > 0 {
      StandardStreams.error(
        "sessionc: note: \(Configuration.fileName) excludes \(excluded == 1 ? "the only profile" : "all \(excluded) profiles") named here\n"
      )
    }
    return files
  }

  /// Those that are not among the profiles.
  private static func others(_ files: [ProfileFile], than profiles: [ProfileFile]) -> [ProfileFile]
  {
    guard !files.isEmpty else { return [] }
    let found = Set(profiles.compactMap(\.identity))
    return files.filter { file in !(file.identity.map(found.contains) ?? false) }
  }

  /// The files of other tools that the project's configuration names.
  private func findEmbedded(
    _ project: Project,
    _ bounds: ProfileFinder.Bounds?
  ) -> [ProfileFile] {
    let embedded = project.configuration.embedded
    guard !embedded.isEmpty, let root = project.root else { return [] }
    let folder = RealPath.route(to: root, from: realPath(".") ?? ".")
    let finder = ProfileFinder([folder], in: bounds, mayBeEmpty: true)
    return finder.files.compactMap { file in
      let path = RealPath.ofFile(file.path).flatMap { RealPath.relative($0, to: root) }
      guard let path, embedded.matches(path) else { return nil }
      var file = file
      if file.path.begins(with: "./") { file.path = file.path.dropping(bytes: 2) }
      return file
    }
  }
}
