import ProfileWriting
import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

@Suite struct ProfileImporterTests {
  private func imported(_ json: String) -> ProfileImporter.Result {
    ProfileImporter.profile(of: SourceText(name: "a.json", text: json))
  }

  @Test func theDialectAskedForReplacesTheOneInTheBody() {
    let source = SourceText(
      name: "a.json",
      text: #"{"$dialect": "sessions", "model": "gpt-realtime"}"#
    )
    let profile = ProfileImporter.profile(of: source, dialect: .ga).profile
    #expect(profile == "$dialect: ga\nmodel: gpt-realtime\n")
  }

  @Test func aMarkAtTheBeginningOfAKeyStaysWithIt() {
    let json = "{\"tools\": [{\"\u{301}a\": 1}]}"
    #expect(imported(json).profile == "tools:\n  - \u{301}a: 1\n")
  }

  @Test func writesWhatPeopleLikeToRead() {
    let json = #"""
      { // a session
        "type": "session.update",
        "session": {
          "tools": [
            {"parameters": {"type": "object", "properties": {"b": {"enum": ["yes", "1", "ok"]}}, "required": []},
             "name": "find", "type": "function"},  /* one */
          ],
          "turn_detection": null,
          "instructions": "Be brief.\nAnd kind.\n",
          "voice": "alloy",
          "tracing": {"metadata": {"a: b": "#1", "long": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"}},
        },
      }
      """#
    #expect(
      imported(json).profile == """
        $target: session-update
        instructions: |
          Be brief.
          And kind.
        voice: alloy
        turn_detection: null
        tools:
          - type: function
            name: find
            parameters:
              type: object
              properties:
                b:
                  enum: ["yes", "1", ok]
              required: []
        tracing:
          metadata:
            "a: b": "#1"
            long: >-
              one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
              sixteen

        """
    )
  }

  @Test(
    arguments: [
      ("{}", "{}\n"),
      (#"{"session": {"type": "realtime"}}"#, "type: realtime\n"),
      (
        #"{"session": {"type": "realtime"}, "expires_after": {"anchor": "created_at", "seconds": 60}}"#,
        "expires_after:\n  anchor: created_at\n  seconds: 60\nsession:\n  type: realtime\n"
      ),
      (
        #"{"type": "session.update", "event_id": "e", "session": {"type": "realtime"}}"#,
        "$target: ga-session-update\ntype: session.update\nevent_id: e\nsession:\n  type: realtime\n"
      ),
      (#"{"voyce": {"a": [1, {"b": null}]}}"#, "voyce:\n  a:\n    - 1\n    -\n      b: null\n"),
    ]
  )
  func keepsTheEnvelopeWhereItSaysMore(_ json: String, _ profile: String) {
    #expect(imported(json).profile == profile)
  }

  @Test func whatOnlyAnAnswerHasIsLeftOutAndNamed() {
    let result = imported(
      #"{"id": "sess_1", "object": "realtime.session", "voice": "alloy", "temperature": null, "client_secret": {"value": "ek_1", "expires_at": 1}, "expires_at": 0}"#
    )
    #expect(result.profile == "voice: alloy\n")
    #expect(
      result.leftOut == ["/id", "/object", "/temperature", "/client_secret", "/expires_at"]
    )
    let ga = imported(
      #"{"value": "ek_1", "expires_at": 1, "session": {"type": "realtime", "id": "sess_1", "object": "realtime.session", "audio": {"output": {"voice": "marin"}}, "tracing": null, "include": null}}"#
    )
    #expect(ga.profile == "type: realtime\naudio:\n  output:\n    voice: marin\ntracing: null\n")
    #expect(
      ga.leftOut == ["/value", "/expires_at", "/session/id", "/session/object", "/session/include"]
    )
  }

  @Test(arguments: ["", "[1]", "{", #"{"a": 1, "a": 2}"#, "{'a': }}"])
  func whatIsNoJSONObjectIsRefused(_ json: String) {
    let result = imported(json)
    #expect(result.profile == nil)
    #expect(!result.diagnostics.isEmpty)
  }

  /// Texts that YAML could take for something else come through unchanged.
  @Test(
    arguments: [
      "", " ", "a ", " a", "a: b", "a #b", "- a", "? a", "yes", "no", "null", "~", "1", "0x1F",
      "1e3",
      ".inf", "2025-01-01", "12:30", "a\n", "a\nb", "\na", "a\n\n", " a\nb", "a\n  b\n", "a \nb",
      "\t", "a\tb", "a\n\tb", "# a\nb", "---", "...", "é\u{85}", "\u{2028}", "\u{200B}", "\u{1}",
      "\u{FEFF}a", "😀", "\"", "'", "\\", "%", "@a", "`a", "{a}", "[a]", "a, b", "|", ">",
      String(repeating: "word ", count: 40), String(repeating: "word  ", count: 40),
      String(repeating: "x", count: 300),
      " \u{301}a\nb", "a\n\t\u{301}b", " \u{301}" + String(repeating: " word", count: 40),
    ]
  )
  func textsComeThroughUnchanged(_ text: String) throws {
    var json: [UInt8] = []
    let escaped = text.unicodeScalars.reduce(into: "") { result, scalar in
      let code = String(scalar.value, radix: 16)
      result +=
        scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
        ? "\\u" + String(repeating: "0", count: 4 - code.count) + code : String(scalar)
    }
    json += Array(#"{"instructions":"\#(escaped)","tools":["\#(escaped)"]}"#.utf8)
    let result = ProfileImporter.profile(of: SourceText(name: "a", bytes: json))
    let profile = try #require(result.profile)
    #expect(PrettyJSON.canonical(Array(profile.utf8)) == PrettyJSON.canonical(json), "\(profile)")
  }
}
