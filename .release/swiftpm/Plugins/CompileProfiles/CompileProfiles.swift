import Foundation
import PackagePlugin

/// Compiles the profiles among a target's files; the requests are its resources.
///
/// A profile that is wrong fails the build at its line. One that has not changed, nor any file that it may be made of,
/// is not compiled again.
@main
struct CompileProfiles: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? any SourceModuleTarget else { return [] }
    let files = target.sourceFiles.map(\.url)
    let profiles = files.filter { Self.isProfile($0) }
    let configuration = context.package.directoryURL.appending(path: ".sessionc.yaml")
    // What a profile may be made of: the partials and texts, and what says how it is checked.
    var shared = files.filter { !Self.isProfile($0) && Self.isPart($0) }
    if FileManager.default.fileExists(atPath: configuration.path) { shared.append(configuration) }
    let program = try context.tool(named: "sessionc").url
    return profiles.map { profile in
      let name = profile.deletingPathExtension().lastPathComponent + ".json"
      let request = context.pluginWorkDirectoryURL.appending(path: name)
      return .buildCommand(
        displayName: "Compiling \(profile.lastPathComponent)",
        executable: program,
        arguments: ["compile", profile.path, "-o", request.path, "--color", "never"],
        inputFiles: [profile] + shared,
        outputFiles: [request]
      )
    }
  }

  private static func isProfile(_ file: URL) -> Bool {
    ["yaml", "yml"].contains(file.pathExtension) && !isPartial(file)
  }

  /// Whether a file only takes part in others: its name, or its folder's, begins with `_`.
  private static func isPartial(_ file: URL) -> Bool {
    file.lastPathComponent.hasPrefix("_")
      || file.deletingLastPathComponent().lastPathComponent.hasPrefix("_")
  }

  private static func isPart(_ file: URL) -> Bool {
    ["yaml", "yml", "json", "md", "markdown", "txt"].contains(file.pathExtension)
  }
}
