internal import SourceDiagnostics

/// The files that a run will write, looked at together before the first of them is written: none is read
/// by the run, none is a configuration, none is written twice, and no link leads one astray.
package struct OutputPlaces {
  private let inputs: Set<FileIdentity>
  /// Each output with its folder's links resolved.
  private var taken: Set<ByteText> = []
  private var takenFiles: Set<FileIdentity> = []
  /// The real paths of the folders that were looked at: outputs come folder by folder.
  private var folders: [ByteText: String] = [:]
  private var last: (written: String, real: String)?

  /// - Parameter inputs: the files that the run reads.
  package init(inputs: some Sequence<FileIdentity>) { self.inputs = Set(inputs) }

  /// - Parameters:
  ///   - path: a file that is to be written, whether it is there or not. A device or a pipe may be
  ///     named, and several times.
  ///   - what: what is written there, such as `--source-map`; nothing where the path says it.
  ///   - base: the folder of outputs that it is in, as the path begins with it. No folder below that one
  ///     may be a link: it may have come with a checkout, as may what is in the folder.
  /// - Throws: `CommandFailure` where it may not be written.
  package mutating func add(
    _ path: String,
    as what: String = "",
    below base: String? = nil
  ) throws(CommandFailure) {
    let folder = try look(at: RealPath.folder(of: path), below: base)
    // A folder in the way of one output is told when that is written, and the others are.
    if FileKind(atLink: path) == .folder { return }
    if base != nil, FileKind(atLink: path) == .link { throw Self.isLink(path) }
    guard try AtomicFile.isReplaceable(path) else { return }
    let last = path.parts(between: "/").last ?? path
    let identity = FileIdentity(path)
    let isFree =
      ByteText(last) != ByteText(ProjectBounds.configurationName)
      && !(identity.map(inputs.contains) ?? false)
      && taken.insert(ByteText(folder + "/" + last)).inserted
      && identity.map { takenFiles.insert($0).inserted } ?? true
    guard isFree else {
      let name = (what.isEmpty ? "" : what + " ") + shown(path)
      throw CommandFailure("\(name): this run reads or writes that file already; name another")
    }
  }

  /// The real path of a folder of outputs.
  private mutating func look(
    at folder: String,
    below base: String?
  ) throws(CommandFailure) -> String {
    if let last, ByteText(last.written) == ByteText(folder) { return last.real }
    var real = folders[ByteText(folder)]
    if real == nil {
      try ProjectBounds.check(folder, otherwise: "nothing is written there")
      if let base { try refuseLinks(from: base, to: folder) }
      real = realPath(folder)
    }
    let result = real ?? folder
    folders[ByteText(folder)] = result
    last = (folder, result)
    return result
  }

  private func refuseLinks(from base: String, to folder: String) throws(CommandFailure) {
    guard let rest = RealPath.relative(folder, to: base) else { return }
    var path = base
    for step in rest.parts(between: "/") {
      path += (path == "/" ? "" : "/") + step
      guard FileKind(atLink: path) == .link else { continue }
      throw Self.isLink(path)
    }
  }

  private static func isLink(_ path: String) -> CommandFailure {
    CommandFailure("\(shown(path)): is a link, and nothing is written through links")
  }
}
