internal import SourceDiagnostics

/// The files that a run will write, looked at together before the first of them is written: none is read
/// by the run, none is a configuration, none is written twice, and no link leads one astray.
package struct OutputPlaces {
  // Sorted, and texts for keys: with types of ours in sets and dictionaries the runtime would look for
  // their conformances at each start.
  private let inputs: [FileIdentity]
  /// The key of each output that was named by itself, its folder's links resolved.
  private var taken: Set<String> = []
  /// Those of them that are there.
  private var takenFiles: [FileIdentity] = []
  /// The real paths of the folders that were looked at, by their keys: outputs come folder by folder.
  private var folders: [String: String] = [:]
  private var last: (written: String, real: String)?

  /// - Parameter inputs: the files that the run reads.
  package init(inputs: [FileIdentity]) { self.inputs = inputs.sorted() }

  /// - Parameters:
  ///   - path: a file that is to be written, whether it is there or not. A device or a pipe may be
  ///     named, and several times.
  ///   - what: what is written there, such as `--source-map`; nothing where the path says it.
  ///   - base: the folder of outputs that it is in, none of which is given twice, as the path begins with it. No folder below that one
  ///     may be a link: it may have come with a checkout, as may what is in the folder.
  /// - Throws: `CommandFailure` where it may not be written.
  package mutating func add(
    _ path: String,
    as what: String = "",
    below base: String? = nil
  ) throws(CommandFailure) {
    if let last, RealPath.isFolder(last.written, of: path) {
      // Outputs come folder by folder.
    } else {
      try look(at: RealPath.folder(of: path), below: base)
    }
    var status = stat()
    let isThere = unsafe path.withCString { unsafe lstat($0, &status) } == 0
    if isThere {
      switch FileKind(status) {
      // A folder in the way of one output is told when that is written, and the others are.
      case .folder: return
      case .link where base != nil: throw Self.isLink(path)
      case .file: break
      case .link, .other: if try !AtomicFile.isReplaceable(path) { return }
      }
    }
    guard isFree(path, isThere ? FileIdentity(status) : nil, isNamed: base == nil) else {
      let name = (what.isEmpty ? "" : what + " ") + shown(path)
      throw CommandFailure("\(name): this run reads or writes that file already; name another")
    }
  }

  /// Whether a file may be written besides those that were added.
  ///
  /// - Parameter isNamed: whether it was named by itself; outputs in a folder do not meet each other.
  private mutating func isFree(_ path: String, _ file: FileIdentity?, isNamed: Bool) -> Bool {
    if path.ends(with: ProjectBounds.configurationName),
      RealPath.name(of: path).elementsEqual(ProjectBounds.configurationName.utf8)
    {
      return false
    }
    if let file, isInput(file) || takenFiles.contains(file) { return false }
    guard isNamed || !taken.isEmpty else { return true }
    let name = RealPath.name(of: path)
    let place = (last?.real ?? "") + "/" + String(decoding: name, as: UTF8.self)
    let key = RealPath.key(of: place)
    if taken.contains(key) { return false }
    if isNamed {
      taken.insert(key)
      if let file { takenFiles.append(file) }
    }
    return true
  }

  private func isInput(_ file: FileIdentity) -> Bool {
    let index = inputs.partitioningIndex { !($0 < file) }
    return index < inputs.count && inputs[index] == file
  }

  /// Sees that a folder of outputs may be written in.
  private mutating func look(at folder: String, below base: String?) throws(CommandFailure) {
    let key = RealPath.key(of: folder)
    if folders[key] == nil {
      try ProjectBounds.check(folder, otherwise: "nothing is written there")
      guard !ProjectBounds.isKeptByGit(realPath(folder) ?? folder) else {
        throw CommandFailure("\(shown(folder)): is what git keeps, so nothing is written there")
      }
      if let base { try refuseLinks(from: base, to: folder) }
      folders[key] = realPath(folder) ?? folder
    }
    last = (folder, folders[key] ?? folder)
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
