package import ArgumentParser

/// Which configuration counts.
package struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Use this configuration for all profiles, not the .sessionc.yaml above each; REV:path is that of a git revision, whatever is checked out.",
      valueName: "file"
    ),
    completion: .file(extensions: ["yaml", "yml"])
  )
  package var config: String?

  @Flag(help: "Use no configuration.")
  package var noConfig = false

  @Option(
    help: ArgumentHelp(
      "Where the files that profiles name must lie; without it, the repository, else the folder of .sessionc.yaml.",
      valueName: "folder"
    ),
    completion: .directory
  )
  package var root: String?

  package init() {}

  package func projects() throws(CommandFailure) -> Projects {
    if noConfig, config != nil {
      throw CommandFailure("--config and --no-config exclude each other")
    }
    return try Projects(config: config, isOff: noConfig, root: root)
  }
}
