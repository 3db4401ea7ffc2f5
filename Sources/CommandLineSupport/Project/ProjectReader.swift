package import SessionProfiles
import SourceDiagnostics

/// Reads the files that profiles name: those of their project, and none that is hidden there.
package final class ProjectReader: ProfileReader {
  /// The folder that `--root` names, with its links resolved.
  private let fixedRoot: String?
  private let state = Locked(State())

  /// By a name: to learn at run time what a dictionary by itself is costs a small run a fortieth of what it does.
  private struct State {
    /// The root of each folder.
    var roots: [String: String] = [:]
  }

  /// - Parameter root: `nil` to find the project of each profile.
  /// - Throws: `CommandFailure` where the root is no folder.
  package init(root: String? = nil) throws(CommandFailure) {
    guard let root else {
      fixedRoot = nil
      return
    }
    guard let real = realPath(root), FileKind(at: real) == .folder else {
      throw CommandFailure("--root \(shown(root)): is no folder")
    }
    fixedRoot = real
  }

  package func find(_ path: String, from name: String) -> Result<FoundFile, ReadingFailure> {
    find(path, from: name, isConfiguration: false)
  }

  /// - Parameter isConfiguration: whether the file is for a configuration: then it may be one itself, which
  ///   is hidden by its name.
  func find(
    _ path: String,
    from name: String,
    isConfiguration: Bool
  ) -> Result<FoundFile, ReadingFailure> {
    // The steps of a path that may not be hidden.
    func folders(_ steps: [String]) -> ArraySlice<String> {
      let isMet =
        isConfiguration
        && steps.last.map { ByteText($0) == ByteText(Configuration.fileName) } ?? false
      return isMet ? steps.dropLast() : steps[...]
    }
    let isHidden = isConfiguration ? Self.isHiddenAndNotExtended : Self.isHidden
    let folder = RealPath.folder(of: name)
    guard let realFolder = realPath(folder), let root = root(of: realFolder) else {
      return .failure(.notFound(nearest: nil))
    }
    let shown = Self.joined(name.contains("/") ? folder : "", path)
    // Before the links are resolved: what is not there has no real path.
    guard Self.isInside(path, of: RealPath.relative(realFolder, to: root) ?? "") else {
      return .failure(.refused("leads out of the project\(Self.title(root))"))
    }
    guard let real = realPath(shown) else {
      let written = path.parts(between: "/")
      if Self.namesHidden(folders(written)) { return .failure(.refused(isHidden)) }
      // Nobody learns from a link what is there outside.
      let mayEndHidden = folders(written).count < written.count
      if let reason = Self.refusal(of: path, mayEndHidden, from: realFolder, root) {
        return .failure(.refused(reason))
      }
      return .failure(.notFound(nearest: Self.nearest(to: path, in: folder, root)))
    }
    guard ProjectBounds.contains(root, real) else {
      return .failure(.refused("leads out of the project\(Self.title(root))"))
    }
    let steps = (RealPath.relative(real, to: root) ?? "").parts(between: "/")
    guard !folders(steps).contains(where: { $0.begins(with: ".") }) else {
      return .failure(.refused(isHidden))
    }
    // A link does not make a text of a key.
    guard Self.isText(real) == Self.isText(path), Self.isText(real) != nil else {
      return .failure(.refused("leads to a file of another kind"))
    }
    switch FileKind(at: real) {
    case .file: break
    case .folder: return .failure(.refused("is a folder, not a file"))
    case .link, .other: return .failure(.refused("is no regular file"))
    case nil: return .failure(.notFound(nearest: nil))
    }
    guard let (device, number) = FileIdentity(real)?.numbers else {
      return .failure(.notFound(nearest: nil))
    }
    let identity = FoundFile.Identity(device: device, number: number)
    return .success(FoundFile(name: shown, path: real, identity: identity))
  }

  package func identity(of name: String) -> FoundFile.Identity? {
    FileIdentity(name).map { .init(device: $0.numbers.device, number: $0.numbers.number) }
  }

  package func read(_ file: FoundFile, limit: Int) -> Result<[UInt8], ReadingFailure> {
    do throws(CommandFailure) {
      return .success(try InputFile.read(file.path, limit: limit))
    } catch {
      let reason = error.message.dropping(bytes: CommandLineSupport.shown(file.path).utf8.count)
      return .failure(.refused("cannot be read\(reason)"))
    }
  }

  /// Whether a file is of text, or of YAML, by its ending; `nil` for any other.
  static func isText(_ path: String) -> Bool? {
    if [".md", ".markdown", ".txt"].contains(where: path.ends(with:)) { return true }
    return [".yaml", ".yml", ".json"].contains(where: path.ends(with:)) ? false : nil
  }

  static let isHidden = "is a hidden file, which no profile may read"
  static let isHiddenAndNotExtended = "is a hidden file, which no configuration may extend"

  /// The project of a folder.
  private func root(of folder: String) -> String? {
    if let fixedRoot { return fixedRoot }
    return state.withLock { state in
      let key = RealPath.key(of: folder)
      if let known = state.roots[key] { return known }
      let root = ProjectBounds.root(of: folder) ?? folder
      state.roots[key] = root
      return root
    }
  }

  private static func title(_ root: String) -> String {
    realPath(".").map { ByteText($0) == ByteText(root) } ?? false
      ? "" : " (\(CommandLineSupport.shown(root)))"
  }

  /// A path from a folder, without `.` and `..` where they are not needed.
  static func joined(_ folder: String, _ path: String) -> String {
    var steps = folder.parts(between: "/").filter { !$0.isEmpty && $0 != "." }
    for step in path.parts(between: "/") where step != "." {
      if step == "..", let last = steps.last, last != ".." {
        steps.removeLast()
      } else {
        steps.append(step)
      }
    }
    let start =
      folder.begins(with: "/") ? "/" : folder == "." || folder.begins(with: "./") ? "./" : ""
    return start + steps.joined(separator: "/")
  }

  /// Whether a path as written stays in the project.
  ///
  /// - Parameter place: the folder it counts from, relative to the project.
  static func isInside(_ path: String, of place: String) -> Bool {
    var depth = place.parts(between: "/").count { !$0.isEmpty }
    for step in path.parts(between: "/") {
      if step == ".." { depth -= 1 } else if step != "." { depth += 1 }
      if depth < 0 { return false }
    }
    return true
  }

  /// Why a path to what is not there may not be followed: a link on its way leads out of the project, or to
  /// what is hidden.
  ///
  /// - Parameter mayEndHidden: whether the last name of the path may begin with a dot.
  private static func refusal(
    of path: String,
    _ mayEndHidden: Bool,
    from folder: String,
    _ root: String
  ) -> String? {
    let out = "leads out of the project\(title(root))"
    var pending = Array(path.parts(between: "/").reversed())
    var place = folder
    var links = 0
    while let step = pending.popLast(), links < 40 {
      if step == "." || step.isEmpty { continue }
      let isMet = mayEndHidden && links == 0 && pending.isEmpty
      if step.begins(with: "."), step != "..", !isMet { return isHidden }
      place = step == ".." ? RealPath.folder(of: place) : place + "/" + step
      guard ProjectBounds.contains(root, place) else { return out }
      guard let target = linkTarget(place) else { continue }
      links += 1
      pending += target.parts(between: "/").reversed()
      place = RealPath.folder(of: place)
      guard target.begins(with: "/") else { continue }
      guard ProjectBounds.contains(root, target) else { return out }
      pending = Array((RealPath.relative(target, to: root) ?? "").parts(between: "/").reversed())
      place = root
    }
    return links < 40 ? nil : out
  }

  /// What a link says; `nil` for what is none.
  private static func linkTarget(_ path: String) -> String? {
    let bytes = unsafe [CChar](unsafeUninitializedCapacity: 4096) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      count = max(0, unsafe readlink(path, start, 4096))
    }
    return bytes.isEmpty
      ? nil : String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func namesHidden(_ steps: ArraySlice<String>) -> Bool {
    steps.contains { $0.begins(with: ".") && $0 != "." && $0 != ".." }
  }

  /// What is in a folder of the project of a file, for whoever writes a path into that file; those of folders with
  /// `/` behind them.
  ///
  /// - Parameters:
  ///   - path: as it would be written in the file, relative to it; empty, or with `/` at its end.
  ///   - name: the file.
  package func names(at path: String, from name: String) -> [String] {
    let folder = RealPath.folder(of: name)
    guard let realFolder = realPath(folder), let root = root(of: realFolder),
      let real = realPath(realFolder + "/" + path), ProjectBounds.contains(root, real),
      !Self.namesHidden((RealPath.relative(real, to: root) ?? "").parts(between: "/")[...])
    else { return [] }
    return (FolderContents.names(of: real) ?? []).compactMap { name in
      switch FileKind(at: real + "/" + name) {
      case .folder: name + "/"
      case .file: name
      // A link is one to something else than what it is called.
      case .link, .other, nil: nil
      }
    }
  }

  /// The name in the folder of a path that is most like it.
  private static func nearest(to path: String, in folder: String, _ root: String) -> String? {
    let parts = path.parts(between: "/")
    let place = joined(folder, parts.dropLast().joined(separator: "/"))
    guard let real = realPath(place.isEmpty ? "." : place), ProjectBounds.contains(root, real),
      let names = FolderContents.names(of: real)
    else { return nil }
    return Suggestion.nearest(to: parts.last ?? path, in: names).map {
      (parts.dropLast() + [$0]).joined(separator: "/")
    }
  }
}

/// Reads the file that a configuration extends, under the rules for the files of profiles.
struct ConfigurationFiles: ProfileReader {
  private let reader: ProjectReader

  init(_ reader: ProjectReader) { self.reader = reader }

  func find(_ path: String, from name: String) -> Result<FoundFile, ReadingFailure> {
    reader.find(path, from: name, isConfiguration: true)
  }

  func identity(of name: String) -> FoundFile.Identity? { reader.identity(of: name) }

  func read(_ file: FoundFile, limit: Int) -> Result<[UInt8], ReadingFailure> {
    reader.read(file, limit: limit)
  }
}
