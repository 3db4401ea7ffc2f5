import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

/// What is offered at a cursor, in text that is half typed.
@Suite struct CompletionTests {
  /// - Parameter text: with `|` where the cursor is.
  private static func completions(_ text: String, name: String = "/w/a.yaml") -> [Completion] {
    let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let source = SourceText(name: name, text: parts.joined())
    return Compiler().completions(in: source, at: parts[0].utf8.count) { folder in
      switch folder {
      case "": ["_base.yaml", ".hidden.yaml", "a b.yaml", "a.md", "prompts/"]
      case "prompts/": ["a.yaml", "de.md"]
      default: []
      }
    }
  }

  @Test(
    arguments: [
      // Keys: in an empty file, of the session, of mappings, of items, in brackets, in JSON.
      ("|", ["type", "model", "audio", "voice"], []), ("mo|", ["model", "modalities"], []),
      ("type: realtime\n|", ["model", "audio", "tools"], ["type", "voice"]),
      ("type: realtime\nau|\nmodel: gpt-realtime\n", ["audio"], ["model"]),
      ("type: realtime\naudio:\n  |", ["input", "output"], ["model"]),
      ("type: realtime\naudio:\n  output:\n    vo|\n    speed: 1\n", ["voice"], ["speed"]),
      ("type: realtime\naudio: {output: {|}}\n", ["voice", "speed", "format"], []),
      ("type: realtime\naudio: {output: {voice: sage, |", ["speed"], ["voice"]),
      (
        "turn_detection:\n  |", ["type", "threshold", "eagerness"], ["semantic_vad", "server_vad"]
      ),
      ("turn_detection:\n  type: server_vad\n  |", ["threshold"], ["type"]),
      ("tools:\n  - |", ["type", "name", "description"], ["function"]),
      ("tools:\n  - type: function\n    na|", ["name"], ["type"]),
      ("{\"type\": \"realtime\", \"mo|\"}", ["model"], ["type"]),
      ("session:\n  type: realtime\n  |", ["model"], []),
      // Values: closed and open lists, booleans, names of tools, and what says which kind it is.
      ("type: realtime\naudio:\n  output:\n    voice: |", ["marin", "cedar"], ["type"]),
      ("type: realtime\nmodel: gp|", ["gpt-realtime-2.1"], ["model"]),
      ("turn_detection:\n  type: |", ["server_vad", "semantic_vad"], []),
      ("turn_detection:\n  type: server_vad\n  create_response: |", ["true", "false"], []),
      ("type: realtime\noutput_modalities: [|]", ["text", "audio"], []),
      ("type: realtime\noutput_modalities:\n  - |", ["text", "audio"], []),
      ("tools:\n- {type: function, name: book}\ntool_choice: |", ["auto", "none", "book"], []),
      ("$target: ga|", [], []),
      // Beside another mistake.
      ("type: realtime\ninstructions: \"a\naudio:\n  |", ["output"], []),
      ("tools: [\n  {\"type\": \"function\"\nvo|", [], []),
      ("stray\ntype: realtime\nmo|\n", ["model"], []),
      // Where nothing can be read, indentation counts.
      (
        "a: \"x\nb: 'y\nc: [z\nd: {\ne: \"f\ng: @\nh: `\ni: %\nj: ]\nk: }\nl: \"m\naudio:\n  output:\n    vo|",
        ["voice"], []
      ),
      // What is for the compiler.
      ("type: realtime\n$target: |", ["ga-client-secrets", "ga-session-update"], ["model"]),
      ("$dialect: |", ["ga", "sessions", "live"], []), ("$server: xa|", ["xai", "openai"], []),
      ("$vars: {lang: de, x: 1}\ninstructions: Speak ${la|", ["lang", "x"], ["model"]),
      ("$vars: {lang: de}\ninstructions: Speak $${|", [], ["lang"]),
      ("$vars: {lang: de}\ntools: [{name: ${|}}]", ["lang"], ["name"]),
      ("$extends: _|", ["_base.yaml", "prompts/"], ["a.md", ".hidden.yaml"]),
      ("$extends: [a.yaml, |]", ["_base.yaml"], []),
      ("instructions: {$file: prompts/|}", ["prompts/de.md"], ["prompts/a.yaml"]),
      ("instructions:\n  $template: \"prompts/d|\"", ["prompts/de.md"], []),
      ("tools:\n- $include: |\n", ["_base.yaml", "prompts/"], ["type"]),
      ("$extends: ../|", [], ["_base.yaml"]), ("$extends: /|", [], ["_base.yaml"]),
      ("$vars: {lang: de}\ninstructions: x # ${|", [], ["lang"]),
      ("type: realtime\n$variants:\n  dev:\n    max_o|\n", ["max_output_tokens"], ["$variants"]),
      ("type: realtime\n$variants: {dev: {|}}\n", ["model", "audio", "$vars"], ["$extends"]),
      ("type: realtime\n$variants:\n  dev:\n    audio:\n      output: {vo|", ["voice"], []),
      // No profile at all.
      ("- |", [], []), ("[|", [], []), ("a b|", [], []), ("a\n|\nb", [], []), ("\"|", [], []),
      ("|\n- a\n", [], []), ("---\n|\n---\na: b\n", [], []), ("*a|", [], []), ("&a |", [], []),
    ] as [(String, [String], [String])]
  )
  func isOffered(_ text: String, _ wanted: [String], _ unwanted: [String]) {
    let names = Self.completions(text).map(\.name)
    for name in wanted { #expect(names.contains(name), "\(name) in \(names)") }
    for name in unwanted { #expect(!names.contains(name), "\(name)") }
    #expect(Set(names).count == names.count)
  }

  @Test(
    arguments: [
      ("mo|", "model", "model: "), ("type: realtime\naud|", "audio", "audio:\n  "),
      ("{mo|}", "model", "model: "), ("{\"mo|\"}", "model", "\"model\": "),
      ("mo|: 1", "model", "model"),
      ("turn_detection:\n  type: ser|", "server_vad", "server_vad"),
      ("turn_detection:\n  type: \"ser|\"", "server_vad", "\"server_vad\""),
      ("turn_detection:\n  type: server_vad\n  create_response: |", "true", "true"),
      ("$vars: {lang: de}\ninstructions: ${la|", "lang", "lang}"),
      ("$vars: {lang: de}\ninstructions: ${|x}", "lang", "lang"),
      ("$extends: |", "a b.yaml", "\"a b.yaml\""), ("$extends: |", "prompts/", "prompts/"),
      ("$extends: '|", "_base.yaml", "'_base.yaml'"),
      ("$extends: \"|\"", "prompts/", "\"prompts/\""),
      ("$extends: \"|", "prompts/", "\"prompts/"),
      ("instructions: {$file: prompts/|}", "prompts/de.md", "prompts/de.md"),
    ]
  )
  func isWritten(_ text: String, _ name: String, _ expected: String) {
    let completion = Self.completions(text).first { $0.name == name }
    #expect(completion?.text == expected)
  }

  /// Shipped profiles cut at each place: nothing breaks, and no item that is taken makes the text unreadable that
  /// could be read.
  @Test(arguments: ["profiles/support-line.yaml", "profiles/flat/kiosk.yaml"])
  func takingAnItemNeverBreaksTheText(_ path: String) throws {
    let bytes = try Repository.bytes(path)
    func isReadable(_ bytes: [UInt8]) -> Bool {
      !Compiler().check(SourceText(name: path, bytes: bytes)).diagnostics
        .contains { $0.rule.code == "SP001" }
    }
    for offset in stride(from: 0, to: bytes.count, by: 7) {
      let cut = Array(bytes[..<offset])
      let source = SourceText(name: path, bytes: cut)
      let completions = Compiler().completions(in: source, at: offset)
      guard isReadable(cut) else { continue }
      for completion in [completions.first, completions.last].compactMap(\.self) {
        var taken = cut
        taken.replaceSubrange(completion.replaced.range, with: Array(completion.text.utf8))
        #expect(isReadable(taken), "\(completion.text) at \(offset)")
      }
    }
  }
}
