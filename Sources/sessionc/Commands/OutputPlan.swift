import CommandLineSupport
import SessionProfiles
import SourceDiagnostics

/// Which profile is written where. All destinations are known before the first is written.
struct OutputPlan {
  enum Destination: Equatable, Sendable {
    case standardOutput
    /// A file, and the folder that must be there first, if any.
    case file(String, folder: String?)
  }

  /// One request of a profile.
  struct Output: Sendable {
    var target: Target?
    var destination: Destination

    /// Where it goes for a variant: `name.VARIANT.json`, or `name.VARIANT.TARGET.json` of one of several
    /// targets.
    /// `nil` where the output is a file or standard output, which hold one request.
    func destination(of variant: String) -> Destination? {
      guard case .file(let path, let folder?) = destination, let ending else { return nil }
      let stem = String(decoding: path.utf8.dropLast(ending.utf8.count), as: UTF8.self)
      return .file("\(stem).\(variant)\(ending)", folder: folder)
    }

    /// How the name of a file in the folder ends, behind that of the profile.
    var ending: String?
  }

  /// What is written of one profile.
  struct Job: Sendable {
    var file: ProfileFile
    var outputs: [Output]
  }

  let jobs: [Job]
  /// The profile of each output in the folder.
  private var taken: [ByteText: ProfileFile] = [:]
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
        throw CommandFailure("\(what) would be written: name a folder with -o")
      }
      jobs = files.map {
        Job(file: $0, outputs: [Output(target: targets[0], destination: .standardOutput)])
      }
      folder = nil
      return
    }
    guard targets.count > 1 || Self.isFolder(output, for: files, paths: paths) else {
      let only = Output(target: targets[0], destination: .file(output, folder: nil))
      jobs = files.map { Job(file: $0, outputs: [only]) }
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
        let ending = targets.count > 1 ? ".\(target?.rawValue ?? "").json" : ".json"
        path += ProfileFinder.stem(of: file.relativePath) ?? file.relativePath[...]
        path += ending
        if let other = taken.updateValue(file, forKey: ByteText(path)) {
          throw CommandFailure(
            "\(shown(other.path)) and \(shown(file.path)) would both be written to \(shown(path))"
          )
        }
        if !RealPath.isFolder(last, of: path) { last = RealPath.folder(of: path) }
        try places.add(path, below: base)
        let destination = Destination.file(path, folder: last)
        job.outputs.append(Output(target: target, destination: destination, ending: ending))
      }
      jobs.append(job)
    }
    self.jobs = jobs
    self.taken = taken
    self.folder = paths.allSatisfy { FileKind(at: $0) == .folder } ? base : nil
  }

  /// Takes a place for the request of a variant, which is only known once the profile has been read.
  ///
  /// - Throws: `CommandFailure` where another profile has the place.
  mutating func take(
    _ destination: Destination,
    for file: ProfileFile
  ) throws(CommandFailure) {
    guard case .file(let path, _) = destination else { return }
    guard let other = taken.updateValue(file, forKey: ByteText(path)) else { return }
    throw CommandFailure(
      "\(shown(other.path)) and \(shown(file.path)) would both be written to \(shown(path))"
    )
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
}
