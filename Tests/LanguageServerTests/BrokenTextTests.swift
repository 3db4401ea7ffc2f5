import CanonicalJSON
import Testing

/// Findings while a text cannot be read.
@Suite struct BrokenTextTests {
  private static let text = """
    voise: sage
    temperature: 0.7
    turn_detection:
      type: server_vad
      treshold: 0.5
    modalities: [txet]
    """

  /// The codes with their lines.
  private static func findings(_ editor: Editor) -> [String] {
    (editor.findings() ?? [])
      .map { finding in
        "\(finding["code"]?.text ?? "?") \(finding["range"]?["start"]?["line"]?.integer ?? -1)"
      }
      .filter { !$0.hasPrefix("SP001") }
  }

  @Test(
    arguments: [
      // What is typed: a line, a place in it, and a text; and which findings stay.
      ("x: [\n", 1, 0, ["SP101 0", "SP101 5", "SP201 6"]),
      ("  prefix_padding_ms: \"\n", 5, 0, ["SP101 0", "SP101 4", "SP201 6"]),
      ("\n\n- x\n", 0, 0, ["SP101 3", "SP101 7", "SP201 8"]),
      ("[", 4, 2, ["SP101 0", "SP201 5"]),
    ]
  )
  func findingsElsewhereStay(_ typed: String, _ line: Int, _ character: Int, _ stay: [String]) {
    let editor = Editor(Editor.full)
    editor.open(Self.text)
    let all = Self.findings(editor)
    #expect(all == ["SP101 0", "SP101 4", "SP201 5"])
    func change(_ line: Int, _ character: Int, _ end: (Int, Int), _ text: String, _ version: Int) {
      editor.change(
        """
        [{"range":{"start":{"line":\(line),"character":\(character)},\
        "end":{"line":\(end.0),"character":\(end.1)}},"text":\(Editor.json(text))}]
        """,
        version: version
      )
    }
    change(line, character, (line, character), typed, 2)
    #expect(editor.codes()?.contains("SP001") ?? false)
    #expect(Self.findings(editor) == stay)
    let lines = typed.split(separator: "\n", omittingEmptySubsequences: false)
    let end =
      lines.count == 1
      ? (line, character + typed.count) : (line + lines.count - 1, lines[lines.count - 1].count)
    change(line, character, end, "", 3)
    #expect(Self.findings(editor) == all)
  }

  @Test func whatWasNeverReadHasNothingInvented() {
    let editor = Editor(Editor.full)
    editor.open("voise: sage\nx: [\nmodalities: [txet]\n")
    #expect(Self.findings(editor) == ["SP101 0"])
    editor.notify("didClose", #"{"uri":"\#(Editor.uri)"}"#)
    editor.open("x: [\nmodalities: [txet]\n")
    #expect(Self.findings(editor) == [])
  }

  @Test func findingsInOtherFilesStay() {
    let files = [
      "_base.yaml": "voise: sage\n", "a.yaml": "$extends: _base.yaml\nmodalities: [txet]\n",
    ]
    let editor = Editor(Editor.full, workspace: MemoryWorkspace(files))
    let uri = Editor.uri("a.yaml")
    editor.open(files["a.yaml"] ?? "", uri: uri)
    #expect(editor.codes(uri: Editor.uri("_base.yaml")) == ["SP101"])
    editor.change(#"[{"text":"$extends: _base.yaml\nmodalities: [txet]\nx: ["}]"#, uri: uri)
    #expect(editor.codes(uri: Editor.uri("_base.yaml")) == ["SP101"])
    #expect(editor.codes(uri: uri)?.sorted() == ["SP001", "SP201"])
  }
}
