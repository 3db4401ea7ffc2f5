internal import SourceDiagnostics

/// Where the files of a project may lie.
///
/// A checkout comes from anybody, and so do the links in it. A name that comes out of the checkout (a
/// default, a setting, what a search finds) must lie in the project, links resolved. A name on the
/// command line may lie anywhere, but a link of a project does not lead it out of that project: whoever
/// wrote `profiles` did not mean what somebody else's link makes of it.
package enum ProjectBounds {
  /// The name of the file that marks a project besides `.git`.
  package static let configurationName = ".sessionc.yaml"

  /// The project that a folder lies in: the work tree of its repository, else the nearest folder above
  /// it with a configuration, else the working folder if that is above it.
  ///
  /// - Parameter folder: absolute, with its links resolved.
  package static func root(of folder: String) -> String? {
    var current = folder
    var configured: String?
    while true {
      let base = current == "/" ? "" : current
      if exists(base + "/.git") { return current }
      if configured == nil, exists(base + "/" + configurationName) { configured = current }
      if base.isEmpty { break }
      current = RealPath.folder(of: current)
    }
    if let configured { return configured }
    guard let here = realPath("."), contains(here, folder) else { return nil }
    return here
  }

  /// Whether a path is a folder or lies in it; both absolute, with their links resolved.
  package static func contains(_ folder: String, _ path: String) -> Bool {
    ByteText(path) == ByteText(folder) || RealPath.relative(path, to: folder) != nil
  }

  /// Sees that a name may be used that stands on the command line.
  ///
  /// - Parameter consequence: what is not done otherwise, such as "it is not read".
  /// - Throws: `CommandFailure` where a link of a project leads the name out of that project.
  package static func check(
    _ path: String,
    otherwise consequence: String
  ) throws(CommandFailure) {
    guard let link = linkLeadingOut(of: path) else { return }
    throw CommandFailure(
      "\(shown(link)): the link leads out of the project or to a hidden file, so \(consequence); name what it leads to if you mean that"
    )
  }

  /// Sees that a name may be used that comes out of the checkout: it must not lead to what is hidden
  /// there, such as what git keeps, where the checkout's token is.
  ///
  /// - Parameters:
  ///   - root: the project; absolute, with its links resolved.
  ///   - base: where the name counts from, the same way. It may be hidden itself.
  /// - Throws: `CommandFailure` where the name leads out of the project.
  package static func check(
    _ path: String,
    isIn root: String,
    from base: String,
    otherwise consequence: String
  ) throws(CommandFailure) {
    guard let target = realPath(path) else { return }
    guard contains(root, target) else {
      throw CommandFailure("\(shown(path)): it leads out of the project, so \(consequence)")
    }
    let place = RealPath.relative(target, to: base) ?? RealPath.relative(target, to: root) ?? ""
    let steps = place.parts(between: "/")
    guard !isKeptByGit(target), !steps.contains(where: { $0.begins(with: ".") }) else {
      throw CommandFailure(
        "\(shown(path)): it leads to what is hidden, so \(consequence); name it on the command line if you mean that"
      )
    }
  }

  /// Whether a real path is or lies in the folder that git keeps a repository in.
  static func isKeptByGit(_ path: String) -> Bool {
    path.utf8.count > 4 && path.parts(between: "/").contains(where: isGit)
  }

  private static func isGit(_ name: String) -> Bool { ByteText(name) == ByteText(".git") }

  /// Whether a link to a place of its project leads to what is hidden there. One that is hidden itself,
  /// as the configuration is, may.
  package static func isHidden(_ target: String, in root: String, from link: String) -> Bool {
    let steps = (RealPath.relative(target, to: root) ?? "").parts(between: "/")
    let name = link.parts(between: "/").last ?? link
    return steps.contains(where: name.begins(with: ".") ? isGit : { $0.begins(with: ".") })
  }

  /// The first link on the way of a path that leads out of the project that it stands in, or to what is
  /// hidden there.
  ///
  /// Devices and pipes are no content of anybody, and a link to nothing is an error of its own.
  private static func linkLeadingOut(of path: String) -> String? {
    let isAbsolute = path.begins(with: "/")
    var real = isAbsolute ? "/" : realPath(".") ?? "/"
    var written = isAbsolute ? "/" : ""
    for step in path.parts(between: "/") where !step.isEmpty && step != "." {
      written += written.isEmpty || written == "/" ? step : "/" + step
      guard step != ".." else {
        real = RealPath.folder(of: real)
        continue
      }
      let next = real == "/" ? "/" + step : real + "/" + step
      guard let kind = FileKind(atLink: next) else { return nil }
      guard kind == .link else {
        real = next
        continue
      }
      guard let target = realPath(next) else { return nil }
      if FileKind(at: next) != .other, let root = root(of: real),
        !contains(root, target) || isHidden(target, in: root, from: step)
      {
        return written
      }
      real = target
    }
    return nil
  }
}

/// What stands at a path.
package enum FileKind {
  case file, folder, link, other

  /// What it is behind all links; `nil` where nothing is there.
  package init?(at path: String) {
    var status = stat()
    guard unsafe path.withCString({ unsafe stat($0, &status) }) == 0 else { return nil }
    self.init(status)
  }

  /// What it is itself, a link or not; `nil` where nothing is there.
  package init?(atLink path: String) {
    var status = stat()
    guard unsafe path.withCString({ unsafe lstat($0, &status) }) == 0 else { return nil }
    self.init(status)
  }

  init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    case S_IFLNK: self = .link
    default: self = .other
    }
  }
}
