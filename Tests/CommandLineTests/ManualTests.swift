import Foundation
import TestSupport
import Testing

/// The manual page in the repository says what the commands say now; `.release/manual` writes it anew.
@Suite struct ManualTests {
  private struct ToolInfo: Decodable {
    struct Command: Decodable {
      var commandName: String
      var abstract: String?
      var discussion: String?
      var subcommands: [Command]?
      var arguments: [Argument]?
    }
    struct Argument: Decodable {
      struct Name: Decodable { var kind: String, name: String }
      var kind: String
      var shouldDisplay: Bool
      var names: [Name]?
      var valueName: String?
      var abstract: String?
      var discussion: String?
    }
    var command: Command
  }

  /// The names of the items that a page of a command has, in order, and the texts in it.
  private static func flatten(
    _ command: ToolInfo.Command,
    _ names: inout [String],
    _ texts: inout [String]
  ) {
    texts += [command.abstract, command.discussion].compactMap { $0 }
    for argument in command.arguments ?? [] where argument.shouldDisplay {
      let isPositional = argument.kind == "positional"
      // Short names come first.
      let own = (argument.names ?? []).sorted { $0.kind == "short" && $1.kind != "short" }
        .map { $0.kind == "long" ? "--\($0.name)" : "-\($0.name)" }
      names.append(isPositional ? argument.valueName ?? "" : own.joined(separator: " "))
      texts += [argument.abstract, argument.discussion].compactMap { $0 }
    }
    for subcommand in command.subcommands ?? [] {
      names.append(subcommand.commandName)
      flatten(subcommand, &names, &texts)
    }
  }

  /// The names of the items of a page: `.It Fl o , -output Ar output` is `-o --output`.
  private static func items(of page: String) -> [String] {
    page.split(separator: "\n").filter { $0.hasPrefix(".It ") }.map { line in
      let words = line.split(separator: " ").dropFirst()
      guard words.first == "Fl" else {
        return words.dropFirst().first.map { String($0.replacing("...", with: "")) } ?? ""
      }
      return words.dropFirst().prefix { $0 != "Ar" }.filter { $0 != "," && $0 != "Fl" }
        .map { "-\($0)" }.joined(separator: " ")
    }
  }

  /// Words alone: a page escapes and wraps lines in its own way.
  private static func words(_ text: String) -> String {
    text.replacing("\\e", with: "\\").replacing("\\&", with: "")
      .split { $0.isWhitespace }.joined(separator: " ")
  }

  @Test func pageSaysWhatTheCommandsSay() throws {
    let dump = try Sessionc().run("--experimental-dump-help").output
    let tool = try JSONDecoder().decode(ToolInfo.self, from: Data(dump.utf8))
    var names: [String] = []
    var texts: [String] = []
    Self.flatten(tool.command, &names, &texts)
    let page = String(decoding: try Repository.bytes(".release/sessionc.1"), as: UTF8.self)
    #expect(Self.items(of: page) == names, "run .release/manual")
    #expect(names.count > 60)
    let written = Self.words(page)
    for text in texts {
      #expect(written.contains(Self.words(text)), "run .release/manual: \(text)")
    }
  }
}
