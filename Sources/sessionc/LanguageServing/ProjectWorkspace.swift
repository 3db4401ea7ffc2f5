import CommandLineSupport
import LanguageServer
import SessionProfiles

/// The projects on the disk, as the language server wants to know them.
///
/// A server lives for days. So what is on the disk is looked up anew for each check, which costs less than a
/// millisecond: nothing has to be told that it has changed, and nothing grows.
final class ProjectWorkspace: Workspace {
  func compiler(
    for path: String,
    open: [String: [UInt8]]
  ) -> Result<Compiler?, WorkspaceFailure> {
    do throws(CommandFailure) {
      let projects = try Projects(config: nil, isOff: false)
      for (other, bytes) in open where other != path { projects.replace(other, with: bytes) }
      let project = try projects.project(of: path)
      if project.excludes(path) { return .success(nil) }
      return .success(Compiler(options: project.compilerOptions, reading: projects.files))
    } catch {
      return .failure(WorkspaceFailure(error.message))
    }
  }

  /// How many profiles are checked in the place of one file.
  private static let usersMax = 50

  func users(ofPartial path: String, open: [String: [UInt8]]) -> [SourceText]? {
    guard NamedPartials.isPartial(path) else { return nil }
    guard let projects = try? Projects(config: nil, isOff: false),
      let identity = FileIdentity(path),
      let profiles = try? ProjectProfiles(of: path, projects)
    else { return [] }
    return profiles.users(of: identity).prefix(Self.usersMax).compactMap { user in
      let name = self.path(of: user.file.path)
      if let bytes = open[name] { return SourceText(name: name, bytes: bytes) }
      return user.files.first.map { SourceText(name: name, bytes: $0.bytes) }
    }
  }

  func path(of name: String) -> String {
    realPath(name) ?? (name.hasPrefix("/") ? name : (realPath(".") ?? "") + "/" + name)
  }
}
