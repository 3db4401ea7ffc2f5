package import SessionProfiles
import SourceDiagnostics

/// The files of a revision as profiles and configurations name them: by paths from the working folder.
package final class Revision: Sendable {
  /// As it was named.
  package let title: String
  package let tree: RevisionTree
  /// Which revision it is, so that equal files of two are not taken for one.
  private let device: UInt64
  /// The top folder of the work tree.
  let top: String
  private let here: String

  /// - Parameters:
  ///   - revision: any name of a commit; with `...` behind it, the last commit that it has in common with HEAD.
  ///   - option: what it was given for.
  /// - Throws: `CommandFailure` where it cannot be read.
  package init(_ revision: String, for option: String) throws(CommandFailure) {
    let (name, isBase) = try Self.check(revision, for: option)
    let repository = try GitRepository(around: ".")
    var commit = try repository.commit(name)
    if isBase { commit = try repository.mergeBase(commit, named: name) }
    title = revision
    tree = try repository.tree(of: commit)
    top = repository.folder
    here = realPath(".") ?? "."
    device = UInt64(commit.prefix(16), radix: 16) ?? 0
  }

  /// Sees that a text may name a revision, before anything is read.
  ///
  /// - Returns: the name of a commit, and whether what it has in common with HEAD is meant.
  /// - Throws: `CommandFailure` for a text that may not be given to git.
  package static func check(
    _ text: String,
    for option: String
  ) throws(CommandFailure) -> (name: String, isBase: Bool) {
    let isBase = text.ends(with: "...")
    let name = isBase ? String(text.dropLast(3)) : text
    try GitRepository.check(name, option: option)
    return (name, isBase)
  }

  /// The path from the top folder for a path from the working folder; `nil` for one that leads out.
  package func path(of name: String) -> String? {
    let absolute = name.begins(with: "/") ? name : here + "/" + name
    var steps: [String] = []
    for step in absolute.parts(between: "/") where !step.isEmpty && step != "." {
      if step != ".." {
        steps.append(step)
      } else if steps.popLast() == nil {
        return nil
      }
    }
    let path = "/" + steps.joined(separator: "/")
    return ByteText(path) == ByteText(top) ? "" : RealPath.relative(path, to: top)
  }

  /// The path from the working folder for one from the top folder.
  package func name(of path: String) -> String {
    RealPath.route(to: path.isEmpty ? top : top + "/" + path, from: here)
  }

  func identity(_ path: String) -> FoundFile.Identity? {
    tree.number(of: path).map { FoundFile.Identity(device: device, number: UInt64($0)) }
  }

  /// The contents of a file.
  ///
  /// - Parameter path: as `RevisionTree.follow` gives it.
  package func read(_ path: String, limit: Int) -> Result<[UInt8], ReadingFailure> {
    switch tree.read(path, limit: limit) {
    case .success(let bytes) where RevisionTree.isPointer(bytes):
      .failure(.refused("is a pointer to what Git LFS keeps: its text is not in \(shown(title))"))
    case .success(let bytes): .success(bytes)
    case .failure(.missing):
      .failure(
        .refused(
          "is not in this clone, which was made without all contents: `git fetch --refetch` fetches them"
        )
      )
    case .failure(.broken): .failure(.refused("cannot be read from \(shown(title)): git ended"))
    }
  }

  /// A file by the name that a user gave, links followed.
  ///
  /// - Throws: `CommandFailure` where there is none, or it cannot be read.
  package func source(_ name: String) throws(CommandFailure) -> SourceText {
    guard let path = path(of: name), case .file(let real) = tree.follow(path) else {
      throw CommandFailure("\(shown(title)):\(shown(name)): no such file in this revision")
    }
    switch read(real, limit: Compiler.inputBytesMax) {
    case .success(let bytes): return SourceText(name: name, bytes: bytes)
    case .failure(.refused(let reason)):
      throw CommandFailure("\(shown(title)):\(shown(name)) \(reason)")
    case .failure(.notFound):
      throw CommandFailure("\(shown(title)):\(shown(name)): no such file in this revision")
    }
  }
}

/// Reads the files that profiles of a revision name, by the rules for those of the work tree.
package struct RevisionReader: ProfileReader {
  let revision: Revision
  /// Whether the file is for a configuration: then it may be one itself, which is hidden by its name.
  var isConfiguration = false

  package init(_ revision: Revision, isConfiguration: Bool = false) {
    (self.revision, self.isConfiguration) = (revision, isConfiguration)
  }

  package func find(_ path: String, from name: String) -> Result<FoundFile, ReadingFailure> {
    let folder = RevisionTree.folder(of: name)
    let shown = ProjectReader.joined(folder, path)
    guard let place = revision.path(of: folder.isEmpty ? "." : folder),
      ProjectReader.isInside(path, of: place)
    else { return .failure(.refused("leads out of the project")) }
    let isHidden =
      isConfiguration ? ProjectReader.isHiddenAndNotExtended : ProjectReader.isHidden
    if namesHidden(path) { return .failure(.refused(isHidden)) }
    let real: String
    switch revision.tree.follow(place.isEmpty ? path : place + "/" + path) {
    case .file(let found): real = found
    case .folder: return .failure(.refused("is a folder, not a file"))
    case .outside: return .failure(.refused("leads out of the project"))
    case .nothing: return .failure(.notFound(nearest: nearest(to: path, in: place)))
    }
    if namesHidden(real) { return .failure(.refused(isHidden)) }
    // A link does not make a text of a key.
    guard ProjectReader.isText(real) == ProjectReader.isText(path),
      ProjectReader.isText(real) != nil
    else { return .failure(.refused("leads to a file of another kind")) }
    guard let identity = revision.identity(real) else { return .failure(.notFound(nearest: nil)) }
    return .success(FoundFile(name: shown, path: real, identity: identity))
  }

  package func identity(of name: String) -> FoundFile.Identity? {
    revision.path(of: name).flatMap(revision.identity)
  }

  package func read(_ file: FoundFile, limit: Int) -> Result<[UInt8], ReadingFailure> {
    revision.read(file.path, limit: limit)
  }

  private func namesHidden(_ path: String) -> Bool {
    let steps = path.parts(between: "/")
    let isMet =
      isConfiguration
      && steps.last.map { ByteText($0) == ByteText(Configuration.fileName) } ?? false
    return ProjectReader.namesHidden(isMet ? steps.dropLast() : steps[...])
  }

  private func nearest(to path: String, in folder: String) -> String? {
    let parts = path.parts(between: "/")
    let place = ProjectReader.joined(folder, parts.dropLast().joined(separator: "/"))
    let start = place.isEmpty ? "" : place + "/"
    let names = revision.tree.paths.lazy.filter { $0.begins(with: start) }
      .map { $0.dropping(bytes: start.utf8.count) }
      .filter { !$0.contains("/") && !$0.begins(with: ".") }
      .prefix(1_000)
    return Suggestion.nearest(to: parts.last ?? path, in: Array(names)).map {
      (parts.dropLast() + [$0]).joined(separator: "/")
    }
  }
}

extension Configuration {
  /// The configuration at a path of a revision.
  ///
  /// - Throws: `CommandFailure` with what is wrong with it.
  package static func read(
    _ source: SourceText,
    of revision: Revision
  ) throws(CommandFailure) -> Configuration {
    let files = RevisionReader(revision, isConfiguration: true)
    let reading = ConfigurationReader.read(source, reading: files)
    guard let configuration = reading.configuration else {
      throw Project.failure(reading, in: shown(revision.title))
    }
    return configuration
  }
}
