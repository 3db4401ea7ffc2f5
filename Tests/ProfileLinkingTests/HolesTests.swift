import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

/// Of a part of a profile that cannot be had, no rule speaks.
@Suite struct HolesTests {
  private func findings(_ profile: String, _ files: [String: String] = [:]) -> [String] {
    var options = Compiler.Options()
    options.server = .openAI
    let compiler = Compiler(options: options, reading: SharedFiles(MemoryReader(files)))
    let (_, result) = compiler.compose(SourceText(name: "p.yaml", text: profile))
    return result.diagnostics.map { finding in
      let file = result.files.isEmpty ? 0 : Int(finding.span.source.rawValue)
      let name = file == 0 ? "p.yaml" : result.files[file].name
      return "\(finding.rule.code) \(name):\(finding.span.start)"
    }
  }

  static let cases: [(profile: String, files: [String: String], findings: [String])] = [
    // A missing base may have the kind, the tools and what they are chosen by.
    (
      "$extends: gone.yaml\ntool_choice: required\nparallel_tool_calls: true\n", [:],
      ["SP701 p.yaml:10"]
    ),
    (
      "$extends: gone.yaml\ntype: realtime\ntool_choice: {type: function, name: x}\n", [:],
      ["SP701 p.yaml:10"]
    ),
    ("$extends: gone.yaml\nturn_detection: {eagerness: low}\n", [:], ["SP701 p.yaml:10"]),
    // What is wrong by itself is told.
    (
      "$extends: gone.yaml\ntype: realtime\naudio: {output: {speed: 9}}\n", [:],
      ["SP701 p.yaml:10", "SP202 p.yaml:59"]
    ),
    // A file that cannot be read has its own finding.
    (
      "type: realtime\nmodel: gpt-realtime-2\ntools: {$include: t.yaml}\ntool_choice: {type: function, name: a}\n",
      ["t.yaml": "- {a: [\n"], ["SP001 t.yaml:6"]
    ),
    (
      "type: realtime\nmodel: gpt-realtime-2\ntools: {$include: gone.yaml}\ntool_choice: required\n",
      [:], ["SP701 p.yaml:55"]
    ),
    (
      "type: realtime\nmodel: gpt-realtime-2\ntools: [{$include: gone.yaml}]\ntool_choice: {type: function, name: a}\n",
      [:], ["SP701 p.yaml:56"]
    ),
    (
      "type: realtime\nmodel: {$file: gone.md}\nreasoning: {effort: low}\n", [:],
      ["SP701 p.yaml:30"]
    ),
    (
      "type: realtime\nmodel: gpt-realtime-2\naudio: {$include: gone.yaml}\n", [:],
      ["SP701 p.yaml:55"]
    ),
    ("$extends: b.yaml\ntype: realtime\n", ["b.yaml": "a: [\n"], ["SP001 b.yaml:3"]),
    (
      "type: realtime\nmodel: gpt-realtime-2\ninstructions: {$file: a.md}\n",
      ["a.md": "\u{FFFD}ok"], []
    ),
  ]

  @Test(arguments: 0..<cases.count) func areNotSpokenOf(_ index: Int) {
    let example = Self.cases[index]
    #expect(findings(example.profile, example.files) == example.findings, "\(example.profile)")
  }
}
