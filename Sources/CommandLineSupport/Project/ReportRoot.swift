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
