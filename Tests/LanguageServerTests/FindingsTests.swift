import CanonicalJSON
import LanguageServer
import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

/// Findings in an editor are those of `lint`.
@Suite struct FindingsTests {
  private static func fixtures() throws -> [String] {
    try Repository.files(in: "Tests/SessionProfilesTests/Fixtures", ending: ".yaml")
      + Repository.profiles()
  }

  /// Codes and ranges, in the order of the file.
  @Test func theyAreThoseOfLint() throws {
    var count = 0
    for path in try Self.fixtures() {
      let bytes = try Repository.bytes(path)
      let text = String(decoding: bytes, as: UTF8.self)
      let result = Compiler().check(SourceText(name: "/work/a.yaml", bytes: bytes))
      let lines = LineTable(bytes)
      let isOurs = !(result.hasErrors && result.isSomethingElse)
      let expected = (isOurs ? result.diagnostics : []).map { finding -> String in
        let start = lines.editorPosition(of: finding.span.start, in: .utf16)
        let end = lines.editorPosition(of: finding.span.end, in: .utf16)
        return "\(finding.rule.code) \(start.line):\(start.character)-\(end.line):\(end.character)"
      }
      let editor = Editor()
      editor.open(text)
      let found = editor.findings()?.map {
        "\($0["code"]?.text ?? "") \(Editor.range($0["range"]))"
      }
      #expect(found == expected, "\(path)")
      count += expected.count
    }
    #expect(count > 20)
  }

  @Test func theyGoWithTheText() {
    let editor = Editor()
    editor.open("voice: nova\n")
    #expect(editor.codes() == ["SP201"])
    #expect(editor.last["params"]?["version"]?.integer == 1)
    editor.change(#"[{"text":"voice: sage\n"}]"#)
    #expect(editor.codes() == [])
    editor.change(#"[{"text":"voise: sage\n"}]"#, version: 3)
    #expect(editor.codes() == ["SP101"])
    editor.notify("didClose", #"{"uri":"\#(Editor.uri)"}"#)
    #expect(editor.codes() == [])
    #expect(editor.last["params"]?["version"] == nil)
  }

  /// Many changes that come together are checked once.
  @Test func whatComesTogetherIsCheckedOnce() {
    let editor = Editor()
    editor.open("voice: nova\n")
    let before = editor.messages.count
    for version in 2..<20 {
      editor.change(#"[{"text":"voice: nova\n# \#(version)\n"}]"#, version: version, works: false)
    }
    editor.work()
    #expect(editor.messages.count == before + 1)
    #expect(editor.last["params"]?["version"]?.integer == 19)
  }

  /// While more comes, nothing is checked that will have changed; all is, once nothing comes any more.
  @Test func checkingIsBrokenOff() {
    final class Input { var left = 0 }
    let input = Input()
    let editor = Editor(hasMoreInput: {
      input.left -= 1
      return input.left == 0
    })
    // Before the first variant, before the third, and not at all.
    for (asked, isTold) in [(1, false), (3, false), (9, true)] {
      editor.notify("didClose", #"{"uri":"\#(Editor.uri)"}"#)
      input.left = asked
      editor.open("modalities: [txet]\n$variants: {a: {}, b: {}, c: {}}\n")
      #expect((editor.codes() == ["SP201"]) == isTold, "\(asked)")
      input.left = 0
      editor.work()
      #expect(editor.codes() == ["SP201"])
    }
  }

  @Test func aClientThatAsksIsSentNone() {
    let editor = Editor(#"{"textDocument":{"diagnostic":{}}}"#)
    #expect(editor.last["result"]?["capabilities"]?["diagnosticProvider"] != nil)
    editor.open("voice: nova\n")
    let answer = editor.request("textDocument/diagnostic")["result"]
    #expect(answer?["kind"]?.text == "full")
    guard case .array(let items)? = answer?["items"] else {
      Issue.record("no items")
      return
    }
    #expect(items.compactMap { $0["code"]?.text } == ["SP201"])
    editor.notify("didClose", #"{"uri":"\#(Editor.uri)"}"#)
    #expect(editor.messages.allSatisfy { $0["method"] == nil })
  }

  @Test func whatIsNoSessionHasNone() {
    let editor = Editor()
    editor.open("name: build\non: [push]\njobs:\n  a:\n    runs-on: x\n")
    #expect(editor.codes() == [])
  }

  @Test func aFindingHasItsAdviceItsTagAndItsReasons() throws {
    let editor = Editor(Editor.full)
    editor.open("voice: sage\nvoice: ash\ntemperature: 1 # sessionc: ignore[SP101]\n")
    let findings = try #require(editor.findings())
    let repeated = try #require(findings.first { $0["code"]?.text == "SP002" })
    #expect(repeated["source"]?.text == "sessionc")
    #expect(repeated["severity"]?.integer == 1)
    #expect(repeated["relatedInformation"] != nil)
    let unused = try #require(findings.first { $0["code"]?.text == "SP009" })
    #expect(unused["tags"] == .array([.number(1)]))
  }

  /// A mistake in the middle of typing leaves what stands before it as it was.
  @Test func brokenTextKeepsWhatIsCertain() {
    let editor = Editor()
    editor.open("temperature: 9\ninstructions: hello\n")
    #expect(editor.codes() == ["SP202"])
    editor.change(#"[{"text":"temperature: 9\ninstructions: \"hello\n"}]"#)
    #expect(editor.codes() == ["SP202", "SP001"])
  }

  /// A prompt is no profile: what profiles show in it is told, and nothing else.
  @Test func aTextHasTheFindingsOfItsProfiles() {
    let files = [
      "_t.md": "Hello ${n}\r\nand ${nn}\r\n",
      "a.yaml": "type: realtime\n$vars: {n: 1}\ninstructions: {$template: _t.md}\n",
    ]
    let editor = Editor(Editor.full, workspace: MemoryWorkspace(files))
    let uri = Editor.uri("_t.md")
    editor.open(files["_t.md"] ?? "", uri: uri)
    #expect(editor.codes(uri: uri) == ["SP704"])
    #expect(Editor.range(editor.findings(uri: uri)?.first?["range"]) == "1:4-1:9")
    editor.open("plain\n", uri: Editor.uri("_n.md"))
    #expect(editor.codes(uri: Editor.uri("_n.md")) == [])
  }

  @Test func keysOfProfilesAreNotShown() {
    let editor = Editor()
    let key = "sk-proj-" + SampleSecret.random(48, of: SampleSecret.base62, seed: 3)
    editor.open("voice: \(key)\nmodel: 7\n\(key): 1\n")
    _ = editor.request("textDocument/documentSymbol")
    let all = editor.messages.map { String(decoding: $0.canonical(), as: UTF8.self) }.joined()
    #expect(all.contains("SP601"))
    #expect(!all.contains(key))
  }
}
