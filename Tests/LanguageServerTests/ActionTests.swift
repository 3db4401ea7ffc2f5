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

/// Comments that silence, and migration.
@Suite struct RewritingActionTests {
  private static func action(
    _ text: String,
    _ title: String,
    line: Int,
    uri: String = Editor.uri
  ) -> JSONValue? {
    let editor = Editor(Editor.full)
    editor.open(text, uri: uri)
    let answer = editor.request(
      "textDocument/codeAction",
      #""range":{"start":{"line":\#(line),"character":0},"end":{"line":\#(line),"character":99}},"context":{"diagnostics":[]}"#,
      uri: uri
    )
    guard case .array(let actions)? = answer["result"] else { return nil }
    return actions.first { $0["title"]?.text == title }
  }

  @Test(
    arguments: [
      (
        "voice: sage\ntemperature: 0.1\n", 1, "SP202",
        "temperature: 0.1  # sessionc: ignore[SP202] say why"
      ),
      (
        "voice: sage\ntemperature: 0.1 # sessionc: ignore[SP999] a\n", 1, "SP202",
        "# sessionc: ignore[SP999, SP202] a"
      ),
      ("voise: [\n  a,\n]\n", 0, "SP101", "voise: [  # sessionc: ignore[SP101] say why"),
    ]
  )
  func aFindingIsIgnoredWhereItIs(
    _ text: String,
    _ line: Int,
    _ code: String,
    _ expected: String
  ) throws {
    let found = Editor(Editor.full)
    found.open(text)
    try #require(found.codes()?.contains(code) ?? false, "\(found.codes() ?? [])")
    let action = try #require(Self.action(text, "ignore \(code) here", line: line))
    let changed = ActionTests.applying(action, to: text)
    #expect(changed.contains(expected), "\(changed)")
    let editor = Editor(Editor.full)
    editor.open(changed)
    #expect(!(editor.codes()?.contains(code) ?? true))
  }

  @Test func jsonAndErrorsOfReadingTakeNoComment() {
    #expect(
      Self.action("{\"voise\": 1}\n", "ignore SP101 here", line: 0, uri: "file:///work/a.json")
        == nil
    )
    #expect(Self.action("voice: [\n", "ignore SP001 here", line: 0) == nil)
  }

  /// Several files are migrated together, by the command line.
  @Test func whatOthersAreMadeOfIsNotMigratedAlone() {
    let files = [
      "_b.yaml": "voice: verse\nmodalities: [text]\n", "a.yaml": "$extends: _b.yaml\nvoice: sage\n",
    ]
    let editor = Editor(Editor.full, workspace: MemoryWorkspace(files))
    let uri = Editor.uri("_b.yaml")
    editor.open(files["_b.yaml"] ?? "", uri: uri)
    let answer = editor.request(
      "textDocument/codeAction",
      #""range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"context":{"diagnostics":[],"only":["refactor"]}"#,
      uri: uri
    )
    #expect(answer["result"] == .array([]))
  }

  @Test func aFlatProfileIsMigrated() throws {
    let text = "# 😀\nmodel: gpt-realtime\nvoice: sage\nmodalities: [text]\n"
    let action = try #require(
      Self.action(text, "migrate this profile to the GA dialect", line: 0)
    )
    #expect(action["kind"]?.text == "refactor.rewrite")
    let changed = ActionTests.applying(action, to: text)
    #expect(changed.hasPrefix("# 😀\n"))
    #expect(changed.contains("output_modalities"))
    #expect(Self.action(changed, "migrate this profile to the GA dialect", line: 0) == nil)
  }
}
