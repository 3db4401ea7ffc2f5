import CanonicalJSON
import SourceDiagnostics
import Testing

/// Fixes as actions of an editor.
@Suite struct ActionTests {
  private static let all = """
    "range":{"start":{"line":0,"character":0},"end":{"line":99,"character":0}},\
    "context":{"diagnostics":[]}
    """

  private static func actions(_ text: String, _ parameters: String = all) -> [JSONValue] {
    let editor = Editor(Editor.full)
    editor.open(text)
    guard
      case .array(let actions)? = editor.request("textDocument/codeAction", parameters)["result"]
    else { return [] }
    return actions
  }

  /// The text after the edits of an action, in UTF-8.
  static func applying(_ action: JSONValue, to text: String) -> String {
    guard case .array(let edits)? = action["edit"]?["changes"]?[Editor.uri] else { return text }
    var bytes = Array(text.utf8)
    let lines = LineTable(bytes)
    func offset(_ place: JSONValue?) -> Int {
      let (line, character) = (place?["line"]?.integer ?? 0, place?["character"]?.integer ?? 0)
      return lines.offset(of: EditorPosition(line: line, character: character), in: .utf8)
    }
    let ranges = edits.map { edit in
      (offset(edit["range"]?["start"])..<offset(edit["range"]?["end"]), edit["newText"]?.text ?? "")
    }
    for (range, new) in ranges.sorted(by: { $0.0.lowerBound > $1.0.lowerBound }) {
      bytes.replaceSubrange(range, with: Array(new.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func aFixIsAnAction() throws {
    let actions = Self.actions("# 😀\nvoise: sage\n")
    let fix = try #require(actions.first { $0["kind"]?.text == "quickfix" })
    #expect(fix["isPreferred"] == .bool(true))
    #expect(Self.applying(fix, to: "# 😀\nvoise: sage\n") == "# 😀\nvoice: sage\n")
  }

  @Test func allSafeFixesAreOneAction() throws {
    let text = "# 😀\r\nvoise: sage\r\nmodel: gpt-realtime\r\nturn_detection: {type: server_vda}\r\n"
    let action = try #require(
      Self.actions(text).first { $0["kind"]?.text == "source.fixAll.sessionc" }
    )
    let fixed = Self.applying(action, to: text)
    #expect(fixed.contains("voice: sage\r\n"))
    #expect(fixed.hasPrefix("# 😀\r\n"))
  }

  @Test func onlyWhatIsAskedForIsOffered() {
    let kinds = Self.actions(
      "voise: sage\n",
      Self.all.replacing(#""diagnostics":[]"#, with: #""diagnostics":[],"only":["source.fixAll"]"#)
    )
    .compactMap { $0["kind"]?.text }
    #expect(kinds == ["source.fixAll.sessionc"])
    let elsewhere = Self.actions(
      "voise: sage\nmodel: gpt-realtime\n",
      #""range":{"start":{"line":1,"character":0},"end":{"line":1,"character":3}},"context":{"diagnostics":[],"only":["quickfix"]}"#
    )
    #expect(elsewhere.isEmpty)
  }

  /// Only what the client can read is sent to it.
  @Test func aClientThatKnowsCommandsAloneGetsNone() {
    let editor = Editor()
    editor.open("voise: sage\n")
    #expect(editor.request("textDocument/codeAction", Self.all)["result"] == .array([]))
  }
}
