import CommandLineSupport
import SessionProfiles

/// The profiles of a project, and the files that each is made of.
struct ProjectProfiles {
  /// A profile with its files.
  struct Entry: Sendable {
    var file: ProfileFile
    var files: [SourceText] = []
    var uses: [FileUse] = []
    /// Whether it is put together: out of files, of variables, of variants.
    var isComposed = false
    /// What the files are, whatever they are called.
    var identities: [FileIdentity] = []
    /// Whether every file that it names could be read.
    var isWhole = true
  }

  let entries: [Entry]

  /// Reads the profiles of the project that a file belongs to.
  ///
  /// - Throws: `CommandFailure` where the configuration cannot be used.
  init(of path: String, _ projects: Projects) throws(CommandFailure) {
    entries = Self.read(try Self.files(of: path, projects), projects)
  }

  /// The profiles of the project that a file belongs to: those that `paths` in its configuration names, else those
  /// in `profiles` at its root, else those beside the file.
  ///
  /// - Throws: `CommandFailure` where the configuration cannot be used.
  static func files(of path: String, _ projects: Projects) throws(CommandFailure) -> [ProfileFile] {
    let here = realPath(".") ?? "."
    let folder = realPath(RealPath.folder(of: path)) ?? here
    let project = try projects.project(of: path)
    let root = project.root ?? ProjectBounds.root(of: folder) ?? folder
    var paths = (project.configuration.paths ?? [ProfileFinder.defaultFolder]).map {
      root + "/" + $0
    }
    if project.configuration.paths == nil, !exists(paths[0]) { paths = [folder] }
    let bounds = ProfileFinder.Bounds(
      project: ProjectBounds.root(of: root) ?? root,
      base: root
    )
    let finder = ProfileFinder(paths.map { RealPath.route(to: $0, from: here) }, in: bounds)
    var found: [ProfileFile] = []
    for file in finder.files where try !projects.project(of: file.path).excludes(file.path) {
      found.append(file)
    }
    return found
  }

  /// Reads these profiles.
  init(_ files: [ProfileFile], standardInputAs name: String, _ projects: Projects) {
    entries = Self.read(files, projects, standardInputAs: name)
  }

  private static func read(
    _ files: [ProfileFile],
    _ projects: Projects,
    standardInputAs name: String = "-"
  ) -> [Entry] {
    let compiler = Compiler(reading: projects.files)
    return files.map(concurrently: true) { file in
      guard let source = try? InputFile.profile(file.path, standardInputAs: name) else {
        return Entry(file: file)
      }
      let (files, uses, areAll, isComposed) = compiler.files(of: source)
      // What is not looked at again need not be held.
      let others = files.dropFirst()
      return Entry(
        file: file,
        files: [SourceText(name: source.name, bytes: isComposed ? source.bytes : [])] + others,
        uses: uses,
        isComposed: isComposed,
        identities: files.compactMap { FileIdentity($0.name) },
        isWhole: areAll
      )
    }
  }

  /// The profiles that a file is part of, in their order; the profile itself is not among them.
  func users(of file: FileIdentity) -> [Entry] {
    entries.filter { $0.identities.dropFirst().contains(file) && $0.file.identity != file }
  }
}
