internal import SourceDiagnostics

/// A repository whose revisions are read, whatever is checked out.
package struct GitRepository {
  private let git: GitProgram
  /// The top folder of the work tree; absolute, with its links resolved.
  package var folder: String { git.folder }

  /// The repository that a folder lies in.
  ///
  /// - Throws: `CommandFailure` where there is none, or no git.
  package init(around path: String) throws(CommandFailure) {
    guard let start = realPath(path) else {
      throw CommandFailure("\(shown(path)): \(systemMessage())")
    }
    var folder = start
    while !exists(folder == "/" ? "/.git" : folder + "/.git") {
      guard folder != "/" else {
        throw CommandFailure(
          "\(path == "." ? "this folder" : shown(path)) is in no git repository, so it has no revisions"
        )
      }
      folder = RealPath.folder(of: folder)
    }
    git = try GitProgram(in: folder)
  }

  /// Sees that a text may be given to git as a revision.
  ///
  /// - Parameter option: what it was given for.
  /// - Throws: `CommandFailure`; git is not started.
  package static func check(_ revision: String, option: String) throws(CommandFailure) {
    if revision.isEmpty {
      throw CommandFailure("\(option): the revision is missing, such as origin/main")
    }
    guard !revision.begins(with: "-") else {
      throw CommandFailure("\(option) \(shown(revision)): a revision does not begin with `-`")
    }
    guard revision.utf8.count <= 1024, revision.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
      throw CommandFailure("\(option) \(shown(revision)): this is no name of a revision")
    }
  }

  /// The commit that a revision names.
  ///
  /// - Throws: `CommandFailure` with what to do where there is none.
  package func commit(_ revision: String) throws(CommandFailure) -> String {
    let result = try git.run([
      "rev-parse", "--verify", "--end-of-options", revision + "^{commit}",
    ])
    let lines = String(decoding: result.output, as: UTF8.self).split(separator: "\n")
    if result.status == 0, let name = lines.last.map(String.init), Self.isName(name) { return name }
    if result.error.contains("dubious ownership") {
      throw CommandFailure(
        "git does not read \(shown(folder)), which belongs to another user: `git config --global --add safe.directory \(shown(folder))` allows it"
      )
    }
    throw CommandFailure("\(shown(revision)): no such revision here; \(advice(for: revision))")
  }

  /// The last commit that two have in common.
  package func mergeBase(_ commit: String, named revision: String) throws(CommandFailure) -> String
  {
    let head = try self.commit("HEAD")
    let result = try git.run(["merge-base", commit, head])
    let name = String(decoding: result.output, as: UTF8.self).split(separator: "\n").first
    if result.status == 0, let name = name.map(String.init), Self.isName(name) { return name }
    let reason =
      isShallow
      ? "this clone is shallow and does not hold it: `git fetch --unshallow` fetches the rest (with actions/checkout write `fetch-depth: 0`)"
      : "they share no history"
    throw CommandFailure("\(shown(revision))... and HEAD have no commit in common here; \(reason)")
  }

  private var isShallow: Bool {
    guard let file = try? InputFile.read(folder + "/.git", limit: 4096) else {
      return exists(folder + "/.git/shallow")
    }
    // In a linked work tree or a submodule it is a file that says where the repository is.
    let text = String(decoding: file, as: UTF8.self)
    guard text.begins(with: "gitdir: ") else { return false }
    let place = text.dropping(bytes: 8).split(separator: "\n").first.map(String.init) ?? ""
    let own = place.begins(with: "/") ? place : folder + "/" + place
    return exists(own + "/shallow") || exists(own + "/../../shallow")
  }

  private func advice(for revision: String) -> String {
    let parts = revision.parts(between: "/")
    let isRemote = parts.count > 1 && parts[0] == "origin"
    let fetch =
      isRemote ? "git fetch origin \(shown(parts.dropFirst().joined(separator: "/")))" : nil
    if isShallow {
      return fetch.map {
        "this clone is shallow: `\($0)` fetches it, and `git fetch --unshallow` all"
      }
        ?? "this clone is shallow: `git fetch --unshallow` fetches the rest"
    }
    return fetch.map { "`\($0)` fetches it" }
      ?? "`git log` and `git branch --all` show what there is"
  }

  private static func isName(_ text: String) -> Bool {
    (40...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 6 }
  }

  /// The files of a commit.
  package func tree(of commit: String) throws(CommandFailure) -> RevisionTree {
    let result = try git.run(["ls-tree", "-rz", "--full-tree", commit], limit: 512 << 20)
    guard result.status == 0 else {
      throw CommandFailure("git ls-tree: \(Self.firstLine(result.error))")
    }
    return RevisionTree(result.output, blobs: try GitBlobs(git))
  }

  static func firstLine(_ text: String) -> String {
    shown(text.split(separator: "\n").first.map(String.init) ?? "failed")
  }
}
