/// Which profile is written where. All destinations are known before the first is written.
struct OutputPlan {
  enum Destination: Equatable {
    case standardOutput
    /// A file, and the folder that must be there first, if any.
    case file(String, folder: String?)
  }

  let jobs: [(file: ProfileFile, destination: Destination)]

  /// - Throws: `CommandFailure` where several profiles have one place to go.
  init(_ files: [ProfileFile], output: String?, paths: [String]) throws(CommandFailure) {
    guard let output else {
      guard files.count <= 1 else {
        throw CommandFailure(
          "\(files.count) profiles need a folder to go to: give one with -o"
        )
      }
      jobs = files.map { ($0, .standardOutput) }
      return
    }
    guard Self.isFolder(output, for: files, paths: paths) else {
      jobs = files.map { ($0, .file(output, folder: nil)) }
      return
    }
    if output.hasSuffix(".json"), !exists(output) {
      throw CommandFailure(
        "several profiles need a folder, and \(shown(output)) looks like a file: end it with / if it is one"
      )
    }
    let base = output.count > 1 && output.hasSuffix("/") ? String(output.dropLast()) : output
    var taken: [String: ProfileFile] = [:]
    var jobs: [(ProfileFile, Destination)] = []
    for file in files {
      let name = Self.outputName(file.relativePath)
      let path = base + "/" + name
      if let other = taken[path] {
        throw CommandFailure(
          "\(shown(other.path)) and \(shown(file.path)) would both be written to \(shown(path))"
        )
      }
      taken[path] = file
      let folder = path.lastIndex(of: "/").map { String(path[..<$0]) }
      jobs.append((file, .file(path, folder: folder)))
    }
    self.jobs = jobs
  }

  /// A folder where it is one, is written as one, or where several profiles or a folder of them are
  /// to go there.
  private static func isFolder(_ output: String, for files: [ProfileFile], paths: [String]) -> Bool
  {
    if output.hasSuffix("/") || files.count > 1 || paths.isEmpty { return true }
    var status = stat()
    if unsafe stat(output, &status) == 0 { return status.st_mode & S_IFMT == S_IFDIR }
    return paths.contains { path in
      var status = stat()
      return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
  }

  /// `a/b.yaml` becomes `a/b.json`.
  private static func outputName(_ path: String) -> String {
    for ending in [".yaml", ".yml", ".json"] where path.hasSuffix(ending) {
      return path.dropLast(ending.count) + ".json"
    }
    return path + ".json"
  }
}
