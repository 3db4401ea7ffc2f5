import CommandLineSupport
import SessionProfiles
import SourceDiagnostics

/// Partials of a project that no profile of a run uses.
struct UnusedPartials {
  /// Folders in which every partial should be used.
  private let folders: [String]
  /// The files that profiles are made of, by their names.
  private var used: Set<ByteText> = []
  /// Whether some profile could not be read: it may use any of them.
  private var isUncertain = false
  /// The most names that are looked at.
  private static let namesMax = 100_000

  init(searching folders: [String]) { self.folders = folders }

  /// Notes the files of a profile.
  mutating func use(_ result: CheckResult) {
    guard !folders.isEmpty else { return }
    if !result.isComplete { isUncertain = true }
    for file in result.files.dropFirst() { used.insert(ByteText(file.name)) }
  }

  /// The partials that are not used, with their text.
  ///
  /// - Parameter named: those that are known to be unused.
  func found(besides named: [String], _ troubles: inout Troubles) -> [SourceText] {
    var paths = named
    if !folders.isEmpty, !isUncertain {
      let identities = Set(used.compactMap { FileIdentity($0.text) })
      var names = Self.namesMax
      for folder in folders { search(folder, isPartial: false, identities, &names, &paths) }
    }
    return paths.compactMap { path in
      do throws(CommandFailure) {
        return SourceText(
          name: path,
          bytes: try InputFile.read(path, limit: Compiler.inputBytesMax)
        )
      } catch {
        troubles.report(error.message)
        return nil
      }
    }
  }

  /// - Parameter isPartial: whether the folder's name begins with `_`.
  private func search(
    _ folder: String,
    isPartial: Bool,
    _ used: Set<FileIdentity>,
    _ names: inout Int,
    _ paths: inout [String]
  ) {
    guard let directory = unsafe opendir(folder) else { return }
    defer { unsafe closedir(directory) }
    var entries: [String] = []
    while names > 0, let entry = unsafe readdir(directory) {
      names -= 1
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { name in
        unsafe String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.begins(with: ".") { entries.append(name) }
    }
    for name in entries.sorted(by: { ByteText($0) < ByteText($1) }) {
      let path = folder + "/" + name
      switch FileKind(atLink: path) {
      case .folder:
        search(path, isPartial: name.begins(with: "_"), used, &names, &paths)
      case .file where isPartial || name.begins(with: "_"):
        guard Self.canBeUsed(name), let identity = FileIdentity(path), !used.contains(identity)
        else { continue }
        paths.append(path)
      case .file, .link, .other, nil: break
      }
    }
  }

  private static func canBeUsed(_ name: String) -> Bool {
    [".yaml", ".yml", ".json", ".md", ".markdown", ".txt"].contains(where: name.ends(with:))
  }
}
