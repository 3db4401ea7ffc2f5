import ArgumentParser
import CommandLineSupport
import SessionProfiles

/// `sessionc init`: what a project begins with.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a starting profile, configuration, editor settings and a CI workflow.",
    discussion: """
      Files that exist already are not changed.

        sessionc init
        sessionc init voice-agents
        sessionc init --editor neovim

      An editor is set up for the language server (`sessionc lsp`) or for the schema, never for both: \
      every finding would be shown twice.
      """
  )

  @Argument(help: ArgumentHelp("The folder; made where it is missing.", valueName: "folder"))
  var folder: String = "."

  @Option(help: "The editor to write settings for: \(EditorSetup.names).")
  var editor = EditorSetup.vscode

  func run() throws {
    let base = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    for file in StartingFiles.all(for: editor) {
      let path = base == "." ? file.path : base + "/" + file.path
      try AtomicFile.makeFolder(RealPath.folder(of: path))
      let isNew = try AtomicFile.create(path, with: file.bytes)
      let note = isNew ? file.note : "exists already; not changed"
      StandardStreams.text("\(shown(path)): \(note)\n")
    }
    if let root = Self.repository(around: base) {
      StandardStreams.text(
        "Note: GitHub reads workflows at the root of the repository only, which is \(shown(root)): move the workflow there, and name \(shown(base))/profiles in it\n"
      )
    }
    let profiles = base == "." ? "profiles" : shown(base) + "/profiles"
    StandardStreams.text("Next: sessionc lint \(profiles)\n")
  }

  /// The repository's root, where the folder is below it.
  private static func repository(around path: String) -> String? {
    guard var folder = realPath(path), !exists(folder + "/.git") else { return nil }
    while folder != "/" {
      folder = RealPath.folder(of: folder)
      if exists(folder == "/" ? "/.git" : folder + "/.git") { return folder }
    }
    return nil
  }
}
