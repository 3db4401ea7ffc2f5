import CommandLineSupport
import SessionProfiles
import SourceDiagnostics

/// One side of a comparison: the profiles of the work tree, or of a revision.
struct DiffSide: Sendable {
  /// A profile of a side.
  struct Profile: Sendable {
    /// By what it is found on the other side.
    var key: String
    /// As it is named to the user.
    var name: String
    /// Whether a search has found it, and nobody has named it.
    var isFound: Bool
    /// A file that is opened, or a path of the revision.
    var path: String
    var options: Compiler.Options
  }

  /// What messages call it; empty for the work tree.
  var title = ""
  var profiles: [Profile] = []
  /// The kinds of change that count on this side.
  var changes: [ByteText: ChangeSettings] = [:]
  private let files: SharedFiles
  /// `nil` for the work tree.
  let revision: Revision?

  /// A side without profiles, so far.
  init(_ files: SharedFiles, _ revision: Revision? = nil) {
    (self.files, self.revision) = (files, revision)
    title = revision?.title ?? ""
  }

  /// The profiles that are files of the work tree.
  var workTreeFiles: [String] { revision == nil ? profiles.map(\.path) : [] }

  /// What compiles a profile of this side.
  func compiler(for profile: Profile) -> Compiler {
    Compiler(options: profile.options, reading: files)
  }

  /// The text of a profile.
  ///
  /// - Throws: `CommandFailure` where it cannot be read.
  func source(of profile: Profile) throws(CommandFailure) -> SourceText {
    guard let revision else {
      return try InputFile.profile(profile.path, standardInputAs: Inputs().standardInputName)
    }
    switch revision.read(profile.path, limit: Compiler.inputBytesMax) {
    case .success(let bytes): return SourceText(name: profile.name, bytes: bytes)
    case .failure(.refused(let reason)): throw CommandFailure("\(shown(profile.name)) \(reason)")
    case .failure(.notFound): throw CommandFailure("\(shown(profile.name)): no such file")
    }
  }

  // MARK: The work tree

  /// The profiles of these paths; with none, those of the project.
  static func workTree(
    _ paths: [String],
    _ projects: Projects,
    byName: Bool,
    _ troubles: inout Troubles
  ) throws(CommandFailure) -> DiffSide {
    var side = DiffSide(projects.files)
    let inputs = Inputs(paths: paths)
    for file in try inputs.find(projects, mayBeEmpty: true, &troubles) {
      let project = try projects.project(of: file.path)
      side.profiles.append(
        Profile(
          key: byName ? Self.key(file.path) : file.relativePath,
          name: file.path,
          isFound: file.isFound,
          path: file.path,
          options: project.compilerOptions
        )
      )
      side.changes[ByteText(file.path)] = project.configuration.changes
    }
    return side
  }

  /// A path without `.` steps, as both sides have it.
  static func key(_ path: String) -> String {
    let start = path.begins(with: "/") ? "/" : ""
    return start
      + path.parts(between: "/").filter { !$0.isEmpty && $0 != "." }.joined(separator: "/")
  }

  // MARK: A revision

  /// The profiles of these paths of a revision.
  ///
  /// - Parameters:
  ///   - paths: from the working folder; with none, those that the revision's configuration names.
  ///   - byName: whether their names tell which they are on the other side, and not their places below the
  ///     folder that was named.
  /// - Returns: the side, and the paths at which the revision has nothing.
  static func revision(
    _ paths: [String],
    _ revision: Revision,
    _ configuration: Configuration?,
    byName: Bool,
    _ troubles: inout Troubles
  ) throws(CommandFailure) -> (side: DiffSide, missing: [String]) {
    var side = DiffSide(SharedFiles(RevisionReader(revision)), revision)
    let projects = RevisionProjects(revision, configuration: configuration)
    var missing: [String] = []
    var seen: Set<ByteText> = []
    for named in try paths.isEmpty ? standardPaths(revision, projects) : paths {
      guard let path = revision.path(of: named) else {
        throw CommandFailure("\(shown(named)): it leads out of the repository")
      }
      let found: [String]
      var folder = path
      switch revision.tree.follow(path) {
      case .file: found = [path]
      case .folder(let real):
        folder = real
        found = profiles(in: real, of: revision)
        for problem in problems(in: real, of: revision) { troubles.report(problem) }
      case .nothing: (found, missing) = ([], missing + [named])
      case .outside:
        throw CommandFailure(
          "\(shown(revision.title)):\(shown(named)): it leads out of the repository"
        )
      }
      for file in found where seen.insert(ByteText(file)).inserted {
        let (own, root) = try projects.configuration(of: file)
        let place = root.map { $0.isEmpty ? file : file.dropping(bytes: $0.utf8.count + 1) }
        if own.excludes(place ?? file) { continue }
        let name = revision.name(of: file)
        guard case .file(let real) = revision.tree.follow(file) else { continue }
        var options = Compiler.Options()
        options.defaultTarget = own.target
        options.servers = own.servers.placing { _ in place ?? file }
        options.server = options.server ?? .openAI
        let isNamed = ByteText(file) == ByteText(path)
        let relative =
          isNamed || folder.isEmpty ? file : file.dropping(bytes: folder.utf8.count + 1)
        side.profiles.append(
          Profile(
            key: byName ? key(name) : isNamed ? file.parts(between: "/").last ?? file : relative,
            name: name,
            isFound: !isNamed,
            path: real,
            options: options
          )
        )
        side.changes[ByteText(name)] = own.changes
      }
    }
    return (side, missing)
  }

  private static func standardPaths(
    _ revision: Revision,
    _ projects: RevisionProjects
  ) throws(CommandFailure) -> [String] {
    let here = revision.path(of: ".") ?? ""
    let (configuration, folder) = try projects.configuration(of: here.isEmpty ? "x" : here + "/x")
    guard let paths = configuration.paths else { return [ProfileFinder.defaultFolder] }
    let start = folder.map { $0.isEmpty ? "" : $0 + "/" } ?? ""
    return paths.map { revision.name(of: start + $0) }
  }

  /// What in a folder of a revision cannot be looked at.
  private static func problems(in folder: String, of revision: Revision) -> [String] {
    let start = folder.isEmpty ? "" : folder + "/"
    func title(_ path: String) -> String {
      "\(shown(revision.title)): \(shown(revision.name(of: path)))"
    }
    return revision.tree.submodules.filter { $0.begins(with: start) }.map {
      "\(title($0)): is a submodule, whose files are not in this revision"
    }
      + revision.tree.unreadable.filter { $0.begins(with: start) }.map {
        "\(title($0)): this name is not valid UTF-8"
      }
  }

  /// The profiles in a folder of a revision, by the rules for those of the work tree.
  private static func profiles(in folder: String, of revision: Revision) -> [String] {
    let start = folder.isEmpty ? "" : folder + "/"
    return revision.tree.paths.filter { path in
      guard path.begins(with: start), ProfileFinder.stem(of: path) != nil else { return false }
      let steps = path.dropping(bytes: start.utf8.count).parts(between: "/")
      guard !steps.contains(where: { $0.begins(with: ".") || $0.begins(with: "_") }) else {
        return false
      }
      guard case .file(let real) = revision.tree.follow(path) else { return false }
      return real.begins(with: start)
    }
  }
}
