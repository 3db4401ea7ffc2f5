import ArgumentParser

/// The editors that `init` writes settings for: the language server, or where an editor starts none without an
/// extension, the schema for its YAML server.
enum EditorSetup: String, CaseIterable, ExpressibleByArgument {
  case vscode, neovim, helix, emacs, zed

  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// Whether the editor checks by the schema. Then no server runs beside it.
  var usesSchema: Bool {
    switch self {
    case .vscode, .zed: true
    case .neovim, .helix, .emacs: false
    }
  }

  /// The file of the settings, relative to the project.
  var path: String {
    switch self {
    case .vscode: ".vscode/settings.json"
    case .neovim: ".nvim.lua"
    case .helix: ".helix/languages.toml"
    case .emacs: ".dir-locals.el"
    case .zed: ".zed/settings.json"
    }
  }

  /// What the file is, for the report of `init`.
  var note: String {
    switch self {
    case .vscode: "the schema for VS Code's YAML extension"
    case .neovim: "the language server for Neovim 0.11, which reads it with `exrc` set"
    case .helix: "the language server for Helix"
    case .emacs: "the language server for Emacs, with eglot"
    case .zed: "the schema for Zed's YAML server"
    }
  }

  var text: String {
    switch self {
    case .vscode:
      """
      {
        "yaml.schemas": {
          "./\(StartingFiles.schemaName)": "profiles/**/*.{yaml,yml}"
        }
      }

      """
    case .neovim:
      """
      vim.lsp.config['sessionc'] = {
        cmd = { 'sessionc', 'lsp' },
        filetypes = { 'yaml' },
        root_markers = { '.sessionc.yaml', '.git' },
      }
      vim.lsp.enable('sessionc')

      """
    case .helix:
      """
      [language-server.sessionc]
      command = "sessionc"
      args = ["lsp"]

      [[language]]
      name = "yaml"
      language-servers = ["sessionc"]

      """
    case .emacs:
      """
      ((yaml-mode
        . ((eval . (progn
                     (require 'eglot)
                     (add-to-list 'eglot-server-programs '(yaml-mode . ("sessionc" "lsp")))
                     (eglot-ensure))))))

      """
    case .zed:
      """
      {
        "lsp": {
          "yaml-language-server": {
            "settings": {
              "yaml": {
                "schemas": {
                  "./\(StartingFiles.schemaName)": ["profiles/**/*.yaml", "profiles/**/*.yml"]
                }
              }
            }
          }
        }
      }

      """
    }
  }
}
