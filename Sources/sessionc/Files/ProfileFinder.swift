import CommandLineSupport
import SessionProfiles
import SourceDiagnostics

/// One profile to work on.
struct ProfileFile: Hashable {
  /// How it is read and reported.
  var path: String
  /// Its place below the folder that was named, or its file name: where its output goes.
  var relativePath: String
  var isStandardInput = false
  /// Whether a search has found it, and nobody has named it.
  var isFound = false
  /// Which file it is; `nil` for standard input.
  var identity: FileIdentity?
  /// In bytes, when it was found; 0 where that is not known.
  var size = 0

  static let standardInput = ProfileFile(path: "-", relativePath: "stdin", isStandardInput: true)

  private init(path: String, relativePath: String, isStandardInput: Bool) {
    self.path = path
    self.relativePath = relativePath
    self.isStandardInput = isStandardInput
  }

  init(_ path: String, _ relativePath: String, _ status: stat, isFound: Bool = false) {
    self.isFound = isFound
    self.path = path
    self.relativePath = relativePath
    identity = FileIdentity(status)
    size = Int(status.st_size)
  }

  /// How it is reported, and the name by which its project is found.
  func name(standardInputAs name: String) -> String { isStandardInput ? name : path }
}

/// Finds the profiles that paths on the command line stand for.
struct ProfileFinder {
  /// The bounds that keep a hostile tree of folders from costing more than it is worth.
  struct Limits {
    /// Profiles in one run.
    var files = 100_000
    /// Names in the folders that are searched, whatever they name.
    var names = 1_000_000
    /// Folders inside each other, below the one that was named.
    var depth = 64
    /// Problems that are told one by one.
    var problems = 1_000
  }

  /// Where paths must lie that come out of the checkout; real paths.
  struct Bounds {
    var project: String
    /// The folder that they count from.
    var base: String
  }

  private let limits: Limits
  /// The names that may still be looked at.
  private var namesLeft: Int
  /// The profiles met so far, those among them that were met before.
  private var met = 0
  /// Whether a name was passed over since it is hidden, or that of a partial.
  private var hasLeftOut = false
  /// Whether a limit has ended the search.
  private var isFull = false
  private(set) var files: [ProfileFile] = []
  /// What could not be looked at; the others are still worked on, and the exit status is 2.
  private(set) var problems: [String] = []
  /// The files so far by their real paths, where several paths were named: one may come twice.
  private var seen: Set<ByteText>?

  /// The default, where no path is given.
  static let defaultFolder = "profiles"

  /// Files that have been found already.
  init(found files: [ProfileFile]) {
    limits = Limits()
    namesLeft = 0
    self.files = files
  }

  /// Looks at each path: a file as it is, a folder for the profiles in it, `-` for standard input.
  ///
  /// - Parameters:
  ///   - bounds: where the paths must lie, if nobody has named them on the command line.
  ///   - mayBeEmpty: whether a folder without profiles is no problem.
  init(
    _ paths: [String],
    in bounds: Bounds? = nil,
    mayBeEmpty: Bool = false,
    limits: Limits = Limits()
  ) {
    self.limits = limits
    namesLeft = limits.names
    seen = paths.count > 1 ? [] : nil
    for path in paths.isEmpty ? [Self.defaultFolder] : paths {
      if path == "-" {
        add(.standardInput, real: nil)
        continue
      }
      var status = stat()
      guard unsafe stat(path, &status) == 0 else {
        let hint =
          paths.isEmpty
          ? " (without a path, `profiles` is searched; `sessionc init` makes one with a profile to start from)"
          : bounds == nil ? "" : " (`paths` of \(Configuration.fileName) names it)"
        problems.append("\(shown(path)): \(systemMessage())\(hint)")
        continue
      }
      do throws(CommandFailure) {
        try Self.check(path, bounds)
      } catch {
        problems.append(error.message)
        continue
      }
      guard status.st_mode & S_IFMT == S_IFDIR else {
        let name = path.parts(between: "/").last { !$0.isEmpty } ?? path
        add(ProfileFile(path, name, status), real: RealPath.ofFile(path))
        continue
      }
      guard !isFull else { continue }
      let before = met + problems.count
      let folder = path.utf8.count > 1 && path.ends(with: "/") ? String(path.dropLast()) : path
      search(folder, below: "", root: realPath(folder) ?? folder, depth: 0)
      if met + problems.count == before, !mayBeEmpty {
        let hidden = hasLeftOut ? "; names that begin with `_` or `.` are left out" : ""
        problems.append(
          "\(shown(path)): no profile in this folder (*.yaml, *.yml or *.json)\(hidden)"
        )
      }
    }
    if problems.count > limits.problems {
      let more = problems.count - limits.problems
      problems.removeLast(more)
      problems.append("\(more) more problem\(more == 1 ? "" : "s") like these")
    }
  }

  private static func check(_ path: String, _ bounds: Bounds?) throws(CommandFailure) {
    if let bounds {
      try ProjectBounds.check(
        path,
        isIn: bounds.project,
        from: bounds.base,
        otherwise: "it is not read"
      )
    } else {
      try ProjectBounds.check(path, otherwise: "it is not read")
    }
  }

  /// - Parameter real: the file's path with the links before its name resolved, by which it is known
  ///   if it is named twice.
  private mutating func add(_ file: ProfileFile, real: @autoclosure () -> String?) {
    met += 1
    guard seen == nil || seen?.insert(ByteText(real() ?? file.path)).inserted ?? true else {
      return
    }
    guard files.count < limits.files else {
      stop(file.path, "more than \(limits.files) profiles")
      return
    }
    files.append(file)
  }

  /// Ends the search; what was found is worked on, and the exit status is 2.
  private mutating func stop(_ path: String, _ reason: String) {
    guard !isFull else { return }
    isFull = true
    problems.append(
      "\(shown(path)): \(reason) in one run; this and what follows is left out: name fewer folders"
    )
  }

  /// Searches a folder in the order of names. Folders behind links are left out, so that no loop can
  /// hold the search; links to files are followed inside the folder that was named.
  private mutating func search(_ folder: String, below prefix: String, root: String, depth: Int) {
    guard depth <= limits.depth else {
      problems.append(
        "\(shown(folder)): more than \(limits.depth) folders deep, so it is not searched"
      )
      return
    }
    guard let names = entries(of: folder) else { return }
    let base = folder == "/" ? "/" : folder + "/"
    for name in names where !isFull {
      let path = base + name
      var status = stat()
      guard unsafe path.withCString({ unsafe lstat($0, &status) }) == 0 else {
        // What is gone since the folder was read was no profile.
        if errno != ENOENT { problems.append("\(shown(path)): \(systemMessage())") }
        continue
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: search(path, below: prefix + name + "/", root: root, depth: depth + 1)
      case S_IFREG where Self.isProfile(name):
        add(
          ProfileFile(path, prefix + name, status, isFound: true),
          real: root == "/" ? "/" + prefix + name : root + "/" + prefix + name
        )
      case S_IFLNK where Self.isProfile(name):
        follow(path, prefix + name, root: root)
      default: break
      }
    }
  }

  private mutating func follow(_ path: String, _ relativePath: String, root: String) {
    guard let target = realPath(path) else {
      problems.append("\(shown(path)): the link leads nowhere")
      return
    }
    guard target.begins(with: root == "/" ? "/" : root + "/") else {
      problems.append("\(shown(path)): the link leads out of the folder, so it is not read")
      return
    }
    guard !ProjectBounds.isHidden(target, in: root, from: path) else {
      problems.append("\(shown(path)): the link leads to a hidden file, so it is not read")
      return
    }
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    add(ProfileFile(path, relativePath, status, isFound: true), real: root + "/" + relativePath)
  }

  /// The names in a folder, sorted by their bytes; hidden ones and partials left out.
  private mutating func entries(of folder: String) -> [String]? {
    guard let directory = unsafe opendir(folder) else {
      problems.append("\(shown(folder)): \(systemMessage())")
      return nil
    }
    defer { unsafe closedir(directory) }
    var names = FolderNames()
    while let entry = unsafe readdir(directory) {
      namesLeft -= 1
      guard namesLeft >= 0 else {
        stop(folder, "more than \(limits.names) names in the folders")
        return nil
      }
      unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { name in
          let first = unsafe UInt8(bitPattern: name[0])
          if first == UInt8(ascii: ".") || first == UInt8(ascii: "_") {
            // Every folder has `.` and `..`.
            if unsafe strlen(name) > 2 { hasLeftOut = true }
            return
          }
          unsafe names.append(name)
        }
      }
    }
    return names.sorted().compactMap { name in
      if name == nil {
        problems.append("\(shown(folder)): a name in this folder is not valid UTF-8")
      }
      return name
    }
  }

  private static func isProfile(_ name: String) -> Bool { stem(of: name) != nil }

  /// The path of a profile without the ending; `nil` where it has none that a profile has.
  static func stem(of path: String) -> Substring? {
    guard let ending = endings.first(where: path.ends(with:)) else { return nil }
    return path[..<path.utf8.index(path.endIndex, offsetBy: -ending.utf8.count)]
  }

  private static let endings = [".yaml", ".yml", ".json"]
}
