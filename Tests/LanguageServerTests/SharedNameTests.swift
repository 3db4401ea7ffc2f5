import CanonicalJSON
import SessionProfiles
import SourceDiagnostics
import Testing

/// Definition, references, rename, links.
@Suite struct SharedNameTests {
  private static let files = [
    "_base.yaml": "$vars: {lang: en, 'other': x}\ntools:\n- {type: function, name: hang_up}\n",
    "a.yaml":
      "$extends: _base.yaml\n# é\ninstructions: \"Speak ${lang}, $${lang}\"\ntool_choice: {type: function, name: 'hang_up'}\n",
    "b.yaml":
      "$extends: _base.yaml\n$vars: {lang: de}\n$variants: {x: {$vars: {lang: fr}, instructions: '${lang}'}}\ninstructions: {$template: prompt.md}\n",
    "c.yaml": "$vars: {lang: it}\ninstructions: ${lang}\n",
    "prompt.md": "In ${lang}.\n",
  ]

  private static func editor(_ name: String) -> Editor {
    let editor = Editor(Editor.full, workspace: MemoryWorkspace(files))
    editor.open(files[name] ?? "", uri: Editor.uri(name))
    return editor
  }

  /// Such as `a.yaml 2:3-2:4`.
  private static func places(_ answer: JSONValue) -> [String] {
    guard case .array(let items)? = answer["result"] else { return [] }
    return items.map { item in
      let name = item["uri"]?.text?.replacing("file:///work/", with: "") ?? "?"
      return name + " " + Editor.range(item["range"])
    }
  }

  private static func edits(_ answer: JSONValue) -> [String] {
    guard case .object(let files)? = answer["result"]?["changes"] else { return [] }
    return files.flatMap { file -> [String] in
      guard case .array(let edits) = file.value else { return [] }
      let name = String(decoding: file.name, as: UTF8.self).replacing("file:///work/", with: "")
      return edits.map { "\(name) \(Editor.range($0["range"])) \($0["newText"]?.text ?? "")" }
    }
    .sorted()
  }

  @Test func aVariableIsDeclaredInAllFilesOfItsProfiles() {
    let editor = Self.editor("a.yaml")
    let answer = editor.request(
      "textDocument/definition",
      Editor.position(2, 24),
      uri: Editor.uri("a.yaml")
    )
    #expect(
      Self.places(answer) == ["_base.yaml 0:8-0:12", "b.yaml 1:8-1:12", "b.yaml 2:24-2:28"]
    )
  }

  @Test func referencesAreInTextsAndFilesOfTextButNotWhereItIsNone() {
    let editor = Self.editor("_base.yaml")
    let answer = editor.request(
      "textDocument/references",
      Editor.position(0, 9) + #","context":{"includeDeclaration":false}"#,
      uri: Editor.uri("_base.yaml")
    )
    #expect(
      Self.places(answer) == ["a.yaml 2:23-2:27", "b.yaml 2:52-2:56", "prompt.md 0:5-0:9"]
    )
  }

  @Test func aVariableIsRenamedWhereverItIsTheSame() {
    let editor = Self.editor("b.yaml")
    let answer = editor.request(
      "textDocument/rename",
      Editor.position(1, 8) + #","newName":"true""#,
      uri: Editor.uri("b.yaml")
    )
    #expect(
      Self.edits(answer) == [
        "_base.yaml 0:8-0:12 \"true\"", "a.yaml 2:23-2:27 true", "b.yaml 1:8-1:12 \"true\"",
        "b.yaml 2:24-2:28 \"true\"", "b.yaml 2:52-2:56 true", "prompt.md 0:5-0:9 true",
      ]
    )
  }

  @Test func aToolIsRenamedWithItsQuotes() {
    let editor = Self.editor("a.yaml")
    let place = Editor.position(3, 37)
    let uri = Editor.uri("a.yaml")
    let prepared = editor.request("textDocument/prepareRename", place, uri: uri)
    #expect(prepared["result"]?["placeholder"]?.text == "hang_up")
    #expect(Editor.range(prepared["result"]?["range"]) == "3:37-3:44")
    let answer = editor.request(
      "textDocument/rename",
      place + #","newName":"end_call""#,
      uri: uri
    )
    #expect(
      Self.edits(answer) == ["_base.yaml 2:25-2:32 end_call", "a.yaml 3:36-3:45 'end_call'"]
    )
  }

  @Test(
    arguments: [
      ("a.yaml", 2, 24, "1x", "no digit at the beginning"),
      ("a.yaml", 2, 24, "other", "is taken in _base.yaml"),
      ("a.yaml", 3, 40, "hang up", "write letters of ASCII"),
      ("a.yaml", 0, 1, "x", "only anchors, variables, functions and MCP servers"),
    ]
  )
  func aNameThatCannotBeIsRefused(
    _ name: String,
    _ line: Int,
    _ character: Int,
    _ new: String,
    _ message: String
  ) {
    let answer = Self.editor(name)
      .request(
        "textDocument/rename",
        Editor.position(line, character) + ",\"newName\":\(Editor.json(new))",
        uri: Editor.uri(name)
      )
    #expect(answer["error"]?["code"]?.integer == -32803)
    #expect(answer["error"]?["message"]?.text?.contains(message) ?? false, "\(answer)")
  }

  /// Functions and servers that are taken over or left out by their names.
  @Test(
    arguments: [
      ("- {$inherit: book, description: x}", "- {$inherit: zz, description: x}"),
      ("- $inherit: book", "- $inherit: zz"), ("- $inherit\n- {$omit: book}", "- {$omit: zz}"),
      ("- $inherit\n- $omit: [rooms, 'book']", "- $omit: [rooms, 'zz']"),
    ]
  )
  func toolsOfOtherFilesAreRenamed(_ tools: String, _ renamed: String) throws {
    let files = [
      "_base.yaml":
        "type: realtime\ntools:\n- {type: function, name: book}\n- {type: mcp, server_label: rooms, server_url: 'https://x.example'}\n",
      "a.yaml": "$extends: _base.yaml\ntools:\n\(tools)\n",
    ]
    let editor = Editor(Editor.full, workspace: MemoryWorkspace(files))
    let (base, own) = (Editor.uri("_base.yaml"), Editor.uri("a.yaml"))
    editor.open(files["_base.yaml"] ?? "", uri: base)
    let answer = editor.request(
      "textDocument/rename",
      Editor.position(2, 26) + #","newName":"zz""#,
      uri: base
    )
    guard case .array(let edits)? = answer["result"]?["changes"]?[own], let edit = edits.first
    else {
      Issue.record("\(answer)")
      return
    }
    let text = try #require(files["a.yaml"])
    let lines = LineTable(Array(text.utf8))
    func offset(_ name: String) -> Int {
      let place = edit["range"]?[name]
      return lines.offset(
        of: EditorPosition(
          line: place?["line"]?.integer ?? 0,
          character: place?["character"]?.integer ?? 0
        ),
        in: .utf8
      )
    }
    var bytes = Array(text.utf8)
    bytes.replaceSubrange(
      offset("start")..<offset("end"),
      with: Array((edit["newText"]?.text ?? "").utf8)
    )
    #expect(String(decoding: bytes, as: UTF8.self).contains(renamed))
    // From the other side.
    editor.open(text, uri: own)
    let place = EditorPosition(
      line: edit["range"]?["start"]?["line"]?.integer ?? 0,
      character: (edit["range"]?["start"]?["character"]?.integer ?? 0) + 1
    )
    let declared = editor.request(
      "textDocument/definition",
      Editor.position(place.line, place.character),
      uri: own
    )
    #expect(Self.places(declared).first?.hasPrefix("_base.yaml 2:") ?? false, "\(declared)")
  }

  /// What cannot be found in the text is not missed in silence.
  @Test(
    arguments: [
      (#"instructions: "${\u006e} ${n}""#, "names it by escapes"),
      (#"instructions: "\u0024{n} ${n}""#, "names it by escapes"),
    ]
  )
  func namesBehindEscapesAreRefused(_ line: String, _ message: String) {
    let editor = Editor(Editor.full)
    editor.open("$vars: {n: 1}\n\(line)\n")
    let answer = editor.request("textDocument/rename", Editor.position(0, 8) + #","newName":"k""#)
    #expect(answer["error"]?["message"]?.text?.contains(message) ?? false, "\(answer)")
  }

  @Test func aNameMadeOfVariablesIsNoToolsName() {
    let editor = Editor(Editor.full)
    editor.open(
      "$vars: {t: f1}\ntools:\n- {type: function, name: \"${t}\"}\ntool_choice: {type: function, name: f1}\n"
    )
    for place in [Editor.position(2, 25), Editor.position(3, 37)] {
      let answer = editor.request("textDocument/rename", place + #","newName":"zz""#)
      #expect(answer["error"] != nil, "\(answer)")
    }
  }

  @Test func anAliasLeadsToTheAnchorBeforeIt() {
    let editor = Editor(Editor.full)
    let text =
      "# 😀\nx-a: &e !!str a\nx-b: *e\nx-c: !!str &e b\nx-d: [*e, *e]\nx-e:\n  &key k: *e\n"
    editor.open(text)
    func ask(_ line: Int, _ character: Int) -> [String] {
      Self.places(editor.request("textDocument/definition", Editor.position(line, character)))
        .map { String($0.drop { $0 != " " }.dropFirst()) }
    }
    #expect(ask(2, 7) == ["1:6-1:7"])
    #expect(ask(4, 7) == ["3:12-3:13"])
    let renamed = editor.request(
      "textDocument/rename",
      Editor.position(3, 12) + #","newName":"b""#
    )
    #expect(Self.edits(renamed).count == 4)
  }

  @Test func pathsAreLinksToFiles() {
    let editor = Self.editor("b.yaml")
    let uri = Editor.uri("b.yaml")
    guard case .array(let links)? = editor.request("textDocument/documentLink", uri: uri)["result"]
    else {
      Issue.record("there are no links")
      return
    }
    #expect(links.map { $0["target"]?.text } == ["_base.yaml", "prompt.md"].map(Editor.uri))
    #expect(links.map { Editor.range($0["range"]) } == ["0:10-0:20", "3:26-3:35"])
    let target = editor.request("textDocument/definition", Editor.position(0, 12), uri: uri)
    #expect(Self.places(target) == ["_base.yaml 0:0-0:0"])
  }

  @Test func everyNameIsFoundAndSurvivesItsRenaming() {
    for (name, text) in Self.files {
      let names = SharedNames(of: SourceText(name: name, bytes: Array(text.utf8)))
      for shared in names.all {
        for place in shared.places {
          #expect(names.names(at: place.span.start).first?.name.name == shared.name)
          #expect(names.names(at: place.span.end).first?.name.name == shared.name)
        }
      }
    }
  }
}
