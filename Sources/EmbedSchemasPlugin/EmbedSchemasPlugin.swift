import Foundation
import PackagePlugin

/// Runs `EmbedSchemas` over `schemas/*.json`, so that the files which editors read are the
/// very ones that the checker reads.
@main
struct EmbedSchemasPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "schemas")
    let folders = [folder] + ["facts", "servers"].map { folder.appending(path: $0) }
    let schemas = try folders.flatMap { folder in
      try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    }
    .filter { $0.lastPathComponent.hasSuffix(".json") }
    .sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "ProfileSchemas+Files.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(schemas.count) schemas",
        executable: try context.tool(named: "EmbedSchemas").url,
        arguments: [output.path] + schemas.map(\.path),
        inputFiles: schemas,
        outputFiles: [output]
      )
    ]
  }
}
