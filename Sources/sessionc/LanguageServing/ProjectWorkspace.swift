import CommandLineSupport
import LanguageServer
import SessionProfiles

/// The projects on the disk, as the language server wants to know them.
///
/// A server lives for days. So what is on the disk is looked up anew for each check, which costs less than a
/// millisecond: nothing has to be told that it has changed, and nothing grows.
final class ProjectWorkspace: Workspace {
  /// What has been looked up, during one piece of work.
  private var held: Projects?
  private var holds = false

  func readingOnce<Result>(_ work: () -> Result) -> Result {
    holds = true
    defer { (holds, held) = (false, nil) }
    return work()
  }

  /// Projects in which the documents that are open hold what the editor has.
  private func projects(_ open: [String: [UInt8]]) throws(CommandFailure) -> Projects {
    if let held { return held }
    let projects = try Projects(config: nil, isOff: false)
    for (path, bytes) in open { projects.replace(path, with: bytes) }
    if holds { held = projects }
    return projects
  }

  func compiler(
    for path: String,
    open: [String: [UInt8]]
  ) -> Result<Compiler?, WorkspaceFailure> {
    do throws(CommandFailure) {
      let projects = try projects(open)
      let project = try projects.project(of: path)
      if project.excludes(path) { return .success(nil) }
      return .success(Compiler(options: project.compilerOptions, reading: projects.files))
    } catch {
      return .failure(WorkspaceFailure(error.message))
    }
  }

  func configurationFindings(
    _ path: String,
    _ bytes: [UInt8],
    open: [String: [UInt8]]
  ) -> (diagnostics: [Diagnostic], files: [SourceText])? {
    guard path.parts(between: "/").last.map({ $0 == Configuration.fileName }) ?? false,
      let projects = try? projects(open)
    else { return nil }
    let reading = projects.configurationFindings(SourceText(name: path, bytes: bytes))
    return (reading.diagnostics, reading.files)
  }

  /// How many profiles are checked in the place of one file.
  private static let usersMax = 50

  func users(ofPartial path: String, open: [String: [UInt8]]) -> [SourceText]? {
    guard NamedPartials.isPartial(path) else { return nil }
    guard let projects = try? projects(open), let identity = FileIdentity(path),
      let profiles = try? ProjectProfiles(of: path, projects)
    else { return [] }
    return profiles.users(of: identity).prefix(Self.usersMax).compactMap { user in
      let name = self.path(of: user.file.path)
      if let bytes = open[name] { return SourceText(name: name, bytes: bytes) }
      return user.files.first.map { SourceText(name: name, bytes: $0.bytes) }
    }
  }

  func profiles(around path: String, open: [String: [UInt8]]) -> [[SourceText]] {
    guard let projects = try? projects(open),
      let profiles = try? ProjectProfiles(of: path, projects)
    else { return [] }
    return profiles.entries.filter(\.isComposed).map { entry in
      entry.files.map { file in
        open[self.path(of: file.name)].map { SourceText(name: file.name, bytes: $0) } ?? file
      }
    }
  }

  /// How many profiles of a folder are checked without being open.
  private static let profilesMax = 1_000

  func profiles(in folder: String, open: [String: [UInt8]]) -> [SourceText] {
    guard let projects = try? projects(open),
      let files = try? ProjectProfiles.files(of: folder + "/" + Configuration.fileName, projects)
    else { return [] }
    return files.prefix(Self.profilesMax).compactMap { file in
      let name = path(of: file.path)
      if let bytes = open[name] { return SourceText(name: name, bytes: bytes) }
      return (try? InputFile.read(name, limit: Compiler.inputBytesMax)).map {
        SourceText(name: name, bytes: $0)
      }
    }
  }

  func names(in folder: String, from path: String) -> [String] {
    guard let projects = try? projects([:]) else { return [] }
    return projects.names(at: folder, from: path)
  }

  func path(of name: String) -> String {
    realPath(name) ?? (name.hasPrefix("/") ? name : (realPath(".") ?? "") + "/" + name)
  }
}
