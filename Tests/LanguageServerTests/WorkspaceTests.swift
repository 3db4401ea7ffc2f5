import CanonicalJSON
import Testing

/// What concerns more than one document: all profiles of a folder, settings, commands.
@Suite struct WorkspaceTests {
  private static let files = [
    "_base.yaml": "voise: sage\n", "a.yaml": "$extends: _base.yaml\nmodalities: [txet]\n",
    "b.yaml": "$extends: _base.yaml\nvoice: sage\n",
  ]
  private static let pulling = #"{"textDocument":{"diagnostic":{}}}"#

  private static func editor(_ capabilities: String, _ more: String = "") -> Editor {
    let editor = Editor(nil, workspace: MemoryWorkspace(files))
    editor.send(
      """
      {"id":0,"method":"initialize","params":{"capabilities":\(capabilities),\
      "workspaceFolders":[{"uri":"file:///work","name":"w"}]\(more)}}
      """
    )
    return editor
  }

  private static func reports(_ answer: JSONValue) -> [JSONValue] {
    guard case .array(let items)? = answer["result"]?["items"] else { return [] }
    return items
  }

  private static func shown(_ report: JSONValue) -> String {
    var codes = ""
    if case .array(let items)? = report["items"] {
      codes = items.compactMap { $0["code"]?.text }.joined(separator: ",")
    }
    let name = report["uri"]?.text?.replacing("file:///work/", with: "") ?? ""
    return "\(name) \(report["kind"]?.text ?? "") \(report["version"]?.integer ?? 0) \(codes)"
  }

  @Test func allProfilesOfAFolderAreChecked() {
    let editor = Self.editor(Self.pulling)
    editor.open("$extends: _base.yaml\nmodalities: [text]\n", uri: Editor.uri("a.yaml"))
    let first = Self.reports(editor.request("workspace/diagnostic", #""previousResultIds":[]"#))
    #expect(
      first.map(Self.shown) == ["_base.yaml full 0 SP101", "a.yaml full 1 ", "b.yaml full 0 "]
    )
    let known = first.map { report in
      "{\"uri\":\(Editor.json(report["uri"]?.text ?? "")),\"value\":\(Editor.json(report["resultId"]?.text ?? ""))}"
    }
    editor.change(
      #"[{"text":"$extends: _base.yaml\nmodalities: [txet]\n"}]"#,
      uri: Editor.uri("a.yaml")
    )
    let second = Self.reports(
      editor.request(
        "workspace/diagnostic",
        #""previousResultIds":[\#(known.joined(separator: ","))]"#
      )
    )
    #expect(
      second.map(Self.shown) == [
        "_base.yaml unchanged 0 ", "a.yaml full 2 SP201", "b.yaml unchanged 0 ",
      ]
    )
  }

  @Test func aFileThatIsGoneHasNoFindings() {
    let workspace = MemoryWorkspace(Self.files)
    let editor = Editor(nil, workspace: workspace)
    editor.send(
      #"{"id":0,"method":"initialize","params":{"capabilities":\#(Self.pulling),"rootUri":"file:///work"}}"#
    )
    _ = editor.request("workspace/diagnostic")
    workspace.files["a.yaml"] = nil
    let known = #"{"uri":"file:///work/a.yaml","value":"x"}"#
    let reports = Self.reports(
      editor.request("workspace/diagnostic", #""previousResultIds":[\#(known)]"#)
    )
    #expect(reports.map(Self.shown).contains("a.yaml full 0 "))
  }

  @Test func foldersComeAndGo() {
    let editor = Self.editor(Self.pulling)
    editor.send(
      #"{"method":"workspace/didChangeWorkspaceFolders","params":{"event":{"removed":[{"uri":"file:///work","name":"w"}],"added":[]}}}"#
    )
    #expect(Self.reports(editor.request("workspace/diagnostic")).isEmpty)
    editor.send(
      #"{"method":"workspace/didChangeWorkspaceFolders","params":{"event":{"removed":[],"added":[{"uri":"file:///work","name":"w"}]}}}"#
    )
    #expect(Self.reports(editor.request("workspace/diagnostic")).count == 3)
  }

  @Test func whatIsSwitchedOffIsNeitherAnnouncedNorAnswered() {
    let editor = Self.editor(
      "{}",
      #","initializationOptions":{"hover":false,"diagnostics":false,"codeLens":true,"symbols":1}"#
    )
    let able = editor.last["result"]?["capabilities"]
    #expect(able?["hoverProvider"] == nil)
    #expect(able?["documentSymbolProvider"] == .bool(true))
    #expect(able?["codeLensProvider"] != nil)
    #expect(able?["inlayHintProvider"] == nil)
    let uri = Editor.uri("b.yaml")
    editor.open("voise: sage\n", uri: uri)
    #expect(editor.codes(uri: uri) == [])
    #expect(
      editor.request("textDocument/hover", Editor.position(0, 8), uri: uri)["result"] == .null
    )
    editor.send(
      #"{"method":"workspace/didChangeConfiguration","params":{"settings":{"sessionc":{"diagnostics":true}}}}"#
    )
    #expect(editor.codes(uri: uri) == ["SP101"])
  }

  @Test func theRequestIsShown() {
    let editor = Self.editor("{}", #","initializationOptions":{"codeLens":true}"#)
    let uri = Editor.uri("b.yaml")
    editor.open(
      "type: realtime\nmodel: gpt-realtime-2.1\n$variants: {x: {}, y: {model: gpt-realtime-2}}\n",
      uri: uri
    )
    guard case .array(let lenses)? = editor.request("textDocument/codeLens", uri: uri)["result"],
      lenses.count == 2, let command = lenses[1]["command"]
    else {
      Issue.record("a lens for each variant")
      return
    }
    #expect(command["title"]?.text == "show the request of y")
    let arguments = String(decoding: (command["arguments"] ?? .null).canonical(), as: UTF8.self)
    let shown = editor.request(
      "workspace/executeCommand",
      #""command":"sessionc.showRequest","arguments":\#(arguments)"#
    )
    #expect(shown["result"]?.text?.contains(#""model": "gpt-realtime-2""#) ?? false)
    for (arguments, message) in [
      (#"["\#(uri)"]"#, "name one of them: x, y"),
      (#"["file:///none"]"#, "a document that is open"),
    ] {
      let refused = editor.request(
        "workspace/executeCommand",
        #""command":"sessionc.showRequest","arguments":\#(arguments)"#
      )
      #expect(refused["error"]?["message"]?.text?.contains(message) ?? false)
    }
  }

  @Test func whatIsNotWrittenIsHinted() {
    let editor = Self.editor("{}", #","initializationOptions":{"inlayHints":true}"#)
    let files = MemoryWorkspace([
      "_base.yaml":
        "type: realtime\naudio: {output: {voice: marin, speed: 1.5}}\ninstructions: a secret text\n"
    ])
    let other = Editor(nil, workspace: files)
    other.send(
      #"{"id":0,"method":"initialize","params":{"capabilities":{},"initializationOptions":{"inlayHints":true}}}"#
    )
    let uri = Editor.uri("a.yaml")
    other.open("$extends: _base.yaml\naudio:\n  output: # é\n    speed: 1\n", uri: uri)
    let range = #""range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}}"#
    guard
      case .array(let hints)? = other.request("textDocument/inlayHint", range, uri: uri)["result"]
    else {
      Issue.record("there are hints")
      return
    }
    let texts = hints.map { hint in
      let place = hint["position"]
      return
        "\(place?["line"]?.integer ?? -1):\(place?["character"]?.integer ?? -1) \(hint["label"]?.text ?? "")"
    }
    #expect(texts.contains { $0.hasPrefix("2:13 voice: marin (_base.yaml:2)") }, "\(texts)")
    #expect(
      texts.contains {
        $0.hasPrefix("3:12 type: realtime (_base.yaml:1), instructions (_base.yaml:3)")
      }
    )
    #expect(!texts.contains { $0.contains("secret") })
    editor.open("turn_detection: {type: server_vad}\n", uri: uri)
    guard
      case .array(let defaults)? = editor.request("textDocument/inlayHint", range, uri: uri)[
        "result"
      ]
    else { return }
    #expect(defaults.contains { $0["label"]?.text?.contains("threshold: 0.5") ?? false })
  }
}
