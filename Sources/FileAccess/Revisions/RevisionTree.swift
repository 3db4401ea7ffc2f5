internal import SourceDiagnostics

/// The files of a revision, by their paths from the top folder.
package final class RevisionTree: Sendable {
  /// What stands at a path.
  package enum Entry: Sendable {
    /// With the name of its contents.
    case file(String)
    case link(String)
    /// Another repository.
    case submodule
  }

  private let entries: [ByteText: (entry: Entry, number: Int)]
  /// All paths of files and links, in the order of git's.
  package let paths: [String]
  private let folders: Set<ByteText>
  /// Other repositories, by their paths.
  package let submodules: [String]
  /// Names that are no text, as far as they can be shown.
  package let unreadable: [String]
  private let blobs: GitBlobs

  init(_ listing: [UInt8], blobs: GitBlobs) {
    self.blobs = blobs
    var entries: [ByteText: (Entry, Int)] = [:]
    var paths: [String] = []
    var folders: Set<ByteText> = [ByteText("")]
    var (submodules, unreadable): ([String], [String]) = ([], [])
    for line in listing.split(separator: 0) {
      // `MODE TYPE NAME<TAB>PATH`.
      guard let tab = line.firstIndex(of: 0x09) else { continue }
      guard let path = String(validating: line[(tab + 1)...], as: UTF8.self) else {
        unreadable.append(String(decoding: line[(tab + 1)...], as: UTF8.self))
        continue
      }
      let words = line[..<tab].split(separator: UInt8(ascii: " "))
      guard words.count == 3 else { continue }
      let name = String(decoding: words[2], as: UTF8.self)
      let entry: Entry
      switch String(decoding: words[0], as: UTF8.self) {
      case "120000": entry = .link(name)
      case "160000":
        entry = .submodule
        submodules.append(path)
      default: entry = .file(name)
      }
      entries[ByteText(path)] = (entry, entries.count)
      paths.append(path)
      var folder = path
      while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) {
        folder = String(folder[..<slash])
        guard folders.insert(ByteText(folder)).inserted else { break }
      }
    }
    (self.entries, self.paths, self.folders) = (entries, paths, folders)
    (self.submodules, self.unreadable) = (submodules, unreadable)
  }

  package func entry(_ path: String) -> Entry? { entries[ByteText(path)]?.entry }

  package func isFolder(_ path: String) -> Bool { folders.contains(ByteText(path)) }

  /// A number that no other path of the revision has.
  package func number(of path: String) -> Int? { entries[ByteText(path)]?.number }

  /// Where a path leads, its links followed.
  package enum Way {
    /// The path of a file, without links on its way.
    case file(String)
    case folder(String)
    case nothing
    /// Out of the repository, or round in a circle.
    case outside
  }

  /// Follows a path, with the links on its way.
  ///
  /// - Parameter path: from the top folder; it may have `..`.
  package func follow(_ path: String) -> Way {
    var pending = Array(path.parts(between: "/").reversed())
    var place: [String] = []
    var links = 0
    while let step = pending.popLast() {
      if step.isEmpty || step == "." { continue }
      if step == ".." {
        guard !place.isEmpty else { return .outside }
        place.removeLast()
        continue
      }
      place.append(step)
      switch entry(place.joined(separator: "/")) {
      case .file:
        let isLast = pending.allSatisfy { $0.isEmpty || $0 == "." }
        return isLast ? .file(place.joined(separator: "/")) : .nothing
      case .link(let name):
        links += 1
        guard links <= 40, let target = try? blobs.read(name, limit: 4096).get() else {
          return .outside
        }
        let text = String(decoding: target, as: UTF8.self)
        guard !text.begins(with: "/") else { return .outside }
        place.removeLast()
        pending += text.parts(between: "/").reversed()
      case .submodule: return .nothing
      case nil:
        guard isFolder(place.joined(separator: "/")) else { return .nothing }
      }
    }
    return .folder(place.joined(separator: "/"))
  }

  /// The contents of a file, at most `limit` bytes and one more.
  ///
  /// - Parameter path: as `follow` gives it.
  package func read(_ path: String, limit: Int) -> Result<[UInt8], GitBlobs.Failure> {
    guard case .file(let name) = entry(path) else { return .failure(.missing) }
    return blobs.read(name, limit: limit)
  }

  /// Whether contents are a pointer to what Git LFS keeps elsewhere.
  package static func isPointer(_ bytes: [UInt8]) -> Bool {
    bytes.count < 1024 && bytes.starts(with: "version https://git-lfs.github.com/spec/".utf8)
  }
}

extension RevisionTree {
  /// The folder of a path; empty for one that is in the top folder.
  package static func folder(of path: String) -> String {
    path.contains("/") ? RealPath.folder(of: path) : ""
  }
}
