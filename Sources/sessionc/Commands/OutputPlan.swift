import CommandLineSupport
import SessionProfiles

/// Which profile is written where. All destinations are known before the first is written.
struct OutputPlan {
  enum Destination: Equatable, Sendable {
    case standardOutput
    /// A file, and the folder that must be there first, if any.
    case file(String, folder: String?)
  }

  /// What is written of one profile.
  struct Job: Sendable {
    var file: ProfileFile
    var outputs: [(target: Target?, destination: Destination)]
  }

  let jobs: [Job]
  /// The folder that all requests of folders of profiles go into; `nil` where files were named, of which
  /// there may be more.
  let folder: String?

  /// - Parameters:
  ///   - targets: what each profile is compiled for; `nil` for what it says itself.
  ///   - places: gets every output.
  /// - Throws: `CommandFailure` where several requests have one place to go, or one may not be written.
  init(
    _ files: [ProfileFile],
    targets: [Target?],
    output: String?,
    paths: [String],
    _ places: inout OutputPlaces
  ) throws(CommandFailure) {
    guard let output, output != "-" else {
      guard files.count * targets.count <= 1 else {
        let what = files.count > 1 ? "\(files.count) profiles" : "\(targets.count) targets"
        throw CommandFailure("\(what) need a folder to go to: give one with -o")
      }
      jobs = files.map { Job(file: $0, outputs: [(targets[0], .standardOutput)]) }
      folder = nil
      return
    }
    guard targets.count > 1 || Self.isFolder(output, for: files, paths: paths) else {
      jobs = files.map { Job(file: $0, outputs: [(targets[0], .file(output, folder: nil))]) }
      folder = nil
      try places.add(output, as: "-o")
      return
    }
    if output.ends(with: ".json"), !exists(output) {
      throw CommandFailure(
        "several requests need a folder, and \(shown(output)) looks like a file: end it with / if it is one"
      )
    }
    let base = output.utf8.count > 1 && output.ends(with: "/") ? String(output.dropLast()) : output
    var taken = [ByteText: ProfileFile](minimumCapacity: files.count * targets.count)
    var jobs: [Job] = []
    var last = base
    for file in files {
      var job = Job(file: file, outputs: [])
      for target in targets {
        var path = base + "/"
        Self.appendName(of: file.relativePath, for: targets.count > 1 ? target : nil, to: &path)
        if let other = taken.updateValue(file, forKey: ByteText(path)) {
          throw CommandFailure(
            "\(shown(other.path)) and \(shown(file.path)) would both be written to \(shown(path))"
          )
        }
        if !RealPath.isFolder(last, of: path) { last = RealPath.folder(of: path) }
        try places.add(path, below: base)
        job.outputs.append((target, .file(path, folder: last)))
      }
      jobs.append(job)
    }
    self.jobs = jobs
    self.folder = paths.allSatisfy { FileKind(at: $0) == .folder } ? base : nil
  }

  /// A folder where it is one, is written as one, or where several profiles or a folder of them are
  /// to go there.
  private static func isFolder(_ output: String, for files: [ProfileFile], paths: [String]) -> Bool
  {
    if output.ends(with: "/") || files.count > 1 || paths.isEmpty { return true }
    var status = stat()
    if unsafe stat(output, &status) == 0 { return status.st_mode & S_IFMT == S_IFDIR }
    return paths.contains { path in
      var status = stat()
      return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
  }

  /// `a/b.yaml` becomes `a/b.json`, or one of several `a/b.TARGET.json`.
  private static func appendName(of path: String, for target: Target?, to output: inout String) {
    output += ProfileFinder.stem(of: path) ?? path[...]
    if let target { output += ".\(target.rawValue)" }
    output += ".json"
  }
}
