import ArgumentParser
import CommandLineSupport
import SessionProfiles
import SourceDiagnostics

/// A word in the place of a command that is none.
enum MistypedCommand {
  /// What other tools call the same.
  private static let others = [
    "check": "lint", "validate": "lint", "verify": "lint", "test": "lint", "fix": "lint --fix",
    "fmt": "lint --fix", "format": "lint --fix", "build": "compile", "generate": "compile",
    "emit": "compile", "render": "compile", "convert": "import", "upgrade": "migrate",
    "update": "migrate", "post": "send", "run": "send", "new": "init", "create": "init",
    "doc": "explain", "docs": "explain", "why": "explain", "version": "--version",
  ]

  /// - Throws: `CommandFailure` where the first word, or the one behind `help`, names no command.
  static func check(_ arguments: [String], names: [String]) throws(CommandFailure) {
    let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    guard let word = words.first, !word.utf8.isEmpty, word.utf8.first != UInt8(ascii: "-"),
      !names.contains(word), word != "help"
    else { return }
    let small = word.lowercased()
    let meant =
      names.contains(small) ? small : others[small] ?? Suggestion.nearest(to: small, in: names)
    let isFile = FileKind(at: word) != nil
    let hint =
      meant.map { "did you mean `sessionc \($0)`?" }
      ?? (isFile
        ? "to check a profile write `sessionc lint \(shown(word))`"
        : "`sessionc --help` lists the commands")
    throw CommandFailure("no command is called `\(shown(word))`; \(hint)")
  }
}
