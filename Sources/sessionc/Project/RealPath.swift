/// Paths with links resolved, and one path seen from another.
enum RealPath {
  /// The folder that a path's last name stands in; `.` where it has only one.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A file's real folder and its name as given: the file itself may be a link, or not exist.
  static func ofFile(_ path: String) -> String? {
    guard let folder = realPath(folder(of: path)) else { return nil }
    let name = path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    return folder == "/" ? "/\(name)" : "\(folder)/\(name)"
  }

  /// An absolute path as seen from a folder that it lies in; `nil` where it does not.
  static func relative(_ path: String, to folder: String) -> String? {
    let base = folder == "/" ? "/" : folder + "/"
    return path.hasPrefix(base) ? String(path.dropFirst(base.count)) : nil
  }

  /// An absolute path as seen from any absolute folder, with `..` where needed.
  static func route(to path: String, from folder: String) -> String {
    let target = path.split(separator: "/")
    let start = folder.split(separator: "/")
    let common = zip(target, start).prefix { $0 == $1 }.count
    let ups = Array(repeating: Substring(".."), count: start.count - common)
    let steps = ups + target.dropFirst(common)
    return steps.isEmpty ? "." : steps.joined(separator: "/")
  }
}

/// How machines name files: relative to the root of the repository, which is what code hosts resolve
/// paths against.
struct ReportRoot {
  private let root: String?

  init() {
    let workspace =
      Terminal.environment("GITHUB_WORKSPACE") ?? Terminal.environment("CI_PROJECT_DIR")
    root = workspace.flatMap(realPath) ?? Self.repository() ?? realPath(".")
  }

  /// The nearest folder above the working one that has `.git`.
  private static func repository() -> String? {
    guard var folder = realPath(".") else { return nil }
    while folder != "/" {
      if exists(folder + "/.git") { return folder }
      folder = RealPath.folder(of: folder)
    }
    return nil
  }

  func path(of name: String) -> String {
    guard let root, let real = RealPath.ofFile(name) else { return name }
    return RealPath.relative(real, to: root) ?? real
  }
}
