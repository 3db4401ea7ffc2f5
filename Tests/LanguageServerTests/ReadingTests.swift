import CanonicalJSON
import Testing

/// Hover, symbols and folding.
@Suite struct ReadingTests {
  private static let text = """
    type: realtime
    model: gpt-realtime
    audio:
      output:
        voice: marin
    tools:
      - type: function
        name: book
        description: |
          Books a table.
          For two.

    """

  private func editor() -> Editor {
    let editor = Editor(Editor.full)
    editor.open(Self.text)
    return editor
  }

  @Test(
    arguments: [
      (4, 6, "audio.output.voice", "4:4-4:9"), (4, 12, "audio.output.voice", "4:11-4:16"),
      (1, 0, "model", "1:0-1:5"), (7, 5, "tools.name", "7:4-7:8"),
    ]
  )
  func hoverTellsTheField(_ line: Int, _ character: Int, _ path: String, _ range: String) {
    let result = editor().request("textDocument/hover", Editor.position(line, character))["result"]
    #expect(result?["contents"]?["value"]?.text?.hasPrefix("\(path) (") ?? false)
    #expect(Editor.range(result?["range"]) == range)
  }

  @Test func hoverOnNothingIsNothing() {
    #expect(editor().request("textDocument/hover", Editor.position(2, 9))["result"] == .null)
    let other = Editor(Editor.full)
    other.open("voice: \"a\n")
    #expect(other.request("textDocument/hover", Editor.position(0, 2))["result"] == .null)
  }

  /// Models, other files, rules.
  @Test(
    arguments: [
      ("a.yaml", 1, 9, "`gpt-realtime` ends on 2027-01-20; its successor is `gpt-realtime-2.1`"),
      ("a.yaml", 1, 9, "takes no `parallel_tool_calls`, `reasoning`"),
      ("a.yaml", 2, 2, "from other files: output (_base.yaml:2)"),
      ("a.yaml", 4, 1, "overrides the value at _base.yaml:1"),
      ("a.yaml", 4, 22, "variable `lang`"), ("a.yaml", 4, 22, "_base.yaml:3: $vars: {lang: de}"),
      ("a.yaml", 5, 42, "SP202 out-of-range"), ("a.yaml", 5, 42, "Source: "),
    ]
  )
  func hoverTellsWhatIsElsewhere(_ name: String, _ line: Int, _ character: Int, _ text: String) {
    let files = [
      "_base.yaml":
        "instructions: Hello.\naudio: {output: {voice: marin}}\n$vars: {lang: de}\ntype: realtime\n",
      "a.yaml":
        "$extends: _base.yaml\nmodel: gpt-realtime\naudio:\n  input: {}\ninstructions: Speak ${lang}.\nmax_output_tokens: 0 # sessionc: ignore[SP202] a\n",
    ]
    let editor = Editor(Editor.full, workspace: MemoryWorkspace(files))
    let uri = Editor.uri(name)
    editor.open(files[name] ?? "", uri: uri)
    let answer = editor.request("textDocument/hover", Editor.position(line, character), uri: uri)
    let value = answer["result"]?["contents"]?["value"]?.text ?? ""
    #expect(value.contains(text), "\(value)")
  }

  @Test func symbolsAreTheKeys() {
    func names(_ value: JSONValue?) -> [String] {
      guard case .array(let items)? = value else { return [] }
      return items.flatMap { [$0["name"]?.text ?? ""] + names($0["children"]).map { "." + $0 } }
    }
    let result = editor().request("textDocument/documentSymbol")["result"]
    #expect(
      names(result) == [
        "type", "model", "audio", ".output", "..voice", "tools", ".book", "..type", "..name",
        "..description",
      ]
    )
  }

  @Test func whatHasSeveralLinesCanBeFolded() {
    guard case .array(let ranges)? = editor().request("textDocument/foldingRange")["result"] else {
      Issue.record("no ranges")
      return
    }
    let lines = ranges.map { "\($0["startLine"]?.integer ?? 0)-\($0["endLine"]?.integer ?? 0)" }
    #expect(lines == ["2-4", "3-4", "5-10", "6-10", "8-10"])
  }
}
