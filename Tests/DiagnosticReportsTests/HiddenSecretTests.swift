import DiagnosticReports
import SessionProfiles
import SourceDiagnostics
import Testing

/// No report shows a secret of a file, whatever its findings are about.
@Suite struct HiddenSecretTests {
  /// The random part of a key, which is what must not be seen.
  static let part = "Zk3vQ9xW2mN7bT5hR8yL1cD4fG6jP0sAuEoXiB"
  static let key = "sk-proj-" + part + "42"
  static let short = "sk-" + part.prefix(22)
  static let pem = """
    -----BEGIN PRIVATE KEY-----
      MIIEvQIBADANBgkqhkiG9w0BAQ\(part)
      \(part)MIIEvQIBADANBgkqhkiG9w0BAQ
      -----END PRIVATE KEY-----
    """
  static let escaped = key.replacing("k3v", with: "\\u006b3v")
    .replacing("k-", with: "\\x6b-")

  static let texts: [String] = [
    "voice: \(key)", "model: \(key)", "\(key): 1", "\(key): 1\n\(key): 2",
    "x-a: 1\n\(key):\n  b: 1",
    "temperature: \(key)", "temperature: {\(key): 1}",
    "input_audio_transcription: {language: \(key)}",
    "tool_choice: \(key)", "tool_choice: {type: function, name: \(key)}", "$target: \(key)",
    "tools: [{type: function, name: \(key)}]", "tools: [{type: function, name: \(short)}]",
    "tools: [{type: \(key), name: a}]",
    "tools: [{type: function, name: a, parameters: {type: \(key), required: [\(key)]}}]",
    "tools: [{type: function, name: a, parameters: {$ref: '#/$defs/\(key)'}}]",
    "tools:\n  - type: function\n    function: {name: a, description: \(key)}",
    "tools:\n  - {type: function, name: \(key)}\n  - {type: function, name: \(key)}",
    "turn_detection: {type: server_vad, threshold: 7, eagerness: \(key)}",
    "temperature: 9 # \(key)", "# \(key)\ntemperatur: 0.8", "temperatur: 0.8 # was \(key)",
    "voice: \(key) # sessionc: ignore[SP601] known", "# sessionc: ignore[\(key)]\nvoice: sage",
    "# sessionc: ignore[SP501] \(key)\nvoice: sage",
    "voice: \"\(escaped)\"", "voice: \"\(escaped)\" # sessionc: ignore[SP601]",
    "turn_detection: {type: server_vad, threshold: 7, x: \"\(escaped)\"}",
    "voice: '\(key)", "voice: [\(key)", "voice: {\(key): 1", "voice: *\(key)", "voice: &\(key) *b",
    "voice: !\(key) a", "voice: !<tag:\(key)> a", "voice: \(key): b: c", "voice: a\n \(key): b",
    "%TAG ! \(key)\n---\nvoice: a", "\(key)", "- \(key)", "voice: a\n---\n\(key): 1", "? \(key)\n",
    "voice: a\n\t\(key): b", "instructions: ${\(key)}", "instructions: <your \(key)>",
    "instructions: '{{\(key)}}'", "model: https://user:\(part)@host/ and more",
    "x-a: 1\ninstructions: |\n  \(pem)\nvoice: nobody",
    "# \(pem.replacing("\n", with: "\n#"))\nvoice: nobody",
    "voice: Bearer \(part)", "api_key: \(part)", "secret_access_key: \(part)Ab",
    "voice: sag # the API key is \(part)", "prompt: {id: \(key), variables: {\(key): 7}}",
    "type: realtime\naudio: {output: {voice: \(key)}, input: {format: \(key)}}",
    "type: realtime\ntools: [{type: mcp, server_label: a, server_url: 'https://a:\(part)@b', authorization: \(key)}]",
    "type: realtime\ntools: [{type: mcp, server_label: \(key), headers: {Authorization: Bearer \(part)}}]",
    "type: realtime\ntracing: {metadata: {a: \(key)}, group_id: [\(key)]}", "type: \(key)",
    "type: session.update\nsession: {voice: \(key)}\nevent_id: \(key)\n\(key): 1",
    "{\"voice\": \"\(key)\", \"\(key)\": 1,}", "{\"voice\": \"\(key)\" \"a\": 1}",
  ]

  @Test(arguments: texts) func noReportShowsIt(_ text: String) {
    let source = SourceText(name: "p.yaml", text: text)
    for target in [nil, Target.sessions, .gaClientSecrets] {
      let result = Compiler(options: .init(target: target)).check(source)
      for format in ReportFormat.allCases {
        var report = format.report(version: "0", isStrict: true, text: TextRenderer(columns: 300))
        let file = FileReport(
          source: source,
          diagnostics: result.diagnostics,
          silenced: result.silenced
        )
        let shown = String(decoding: report.add(file) + report.finish(problems: []), as: UTF8.self)
        expectHidden(in: shown, "\(format) of \(text)")
      }
      expectHidden(in: result.diagnostics.map { "\($0)" }.joined(), "the findings of \(text)")
      #expect(result.diagnostics.count + result.silenced.count > 0)
    }
  }

  /// Turning the rule off does not bring the secret into the reports on other findings.
  @Test(arguments: texts) func nothingIsShownWithoutTheRule(_ text: String) {
    var options = Compiler.Options()
    options.policy.ignored = ["SP601"]
    let source = SourceText(name: "p.yaml", text: text)
    let findings = Compiler(options: options).lint(source)
    #expect(!findings.contains { $0.rule.code == "SP601" })
    expectHidden(in: TextRenderer(columns: 300).render(findings, of: source), text)
  }

  private func expectHidden(in shown: String, _ what: String) {
    let letters = Array(Self.part)
    for start in 0...(letters.count - 8) where shown.contains(String(letters[start..<start + 8])) {
      Issue.record("\(what) shows it: \(shown)")
      return
    }
  }
}
