import ProfileWriting
import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

@Suite struct ProfileImporterTests {
  private func imported(_ json: String) -> ProfileImporter.Result {
    ProfileImporter.profile(of: SourceText(name: "a.json", text: json))
  }

  /// `--dialect` decides only where the body does not.
  @Test(
    arguments: [
      (#"{"model": "m"}"#, .ga, "$dialect: ga\nmodel: m\n"),
      (#"{"session": {"model": "m"}}"#, .ga, "$dialect: ga\nmodel: m\n"),
      (#"{"model": "m"}"#, .flat, "model: m\n"),
      (#"{"type": "realtime"}"#, .ga, "type: realtime\n"),
      (#"{"$dialect": "ga", "model": "m"}"#, .ga, "$dialect: ga\nmodel: m\n"),
      (#"{"voice": "alloy"}"#, .flat, "voice: alloy\n"),
      (#"{"voice": "alloy"}"#, .ga, nil),
      (#"{"$dialect": "sessions", "model": "m"}"#, .ga, nil),
      (#"{"type": "session.update", "session": {"modalities": ["text"]}}"#, .ga, nil),
      (#"{"type": "transcription_session.update", "session": {}}"#, .ga, nil),
      (#"{"type": "realtime", "voice": "alloy"}"#, .flat, nil),
      (#"{"session": {"audio": {}}}"#, .flat, nil),
      (#"{"session": {"model": "m"}, "expires_after": {"seconds": 60}}"#, .flat, nil),
    ] as [(String, Dialect, String?)]
  )
  func theDialectIsTheOneOfTheBody(_ json: String, _ dialect: Dialect, _ profile: String?) {
    let result = ProfileImporter.profile(
      of: SourceText(name: "a.json", text: json),
      dialect: dialect
    )
    #expect(result.profile == profile)
    guard profile == nil else { return }
    #expect(result.diagnostics.first?.help?.hasPrefix("import it as it is") == true)
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
        # a session

        $target: session-update
        instructions: |
          Be brief.
          And kind.
        voice: alloy
        turn_detection: null
        tools:
          # one
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
        "$target: ga-session-update\ntype: realtime\n"
      ),
      (
        #"{"type": "session.update", "session": {"voice": "alloy"}, "x-a": 1, "$target": "sessions"}"#,
        "$target: sessions\nvoice: alloy\nx-a: 1\n"
      ),
      (#"{"type": "session.update", "session": {}}"#, "$target: session-update\n"),
      (#"{"type": "session.created", "session": {"voice": "alloy"}}"#, "voice: alloy\n"),
      (#"{"session": {"voice": "alloy"}}"#, "voice: alloy\n"),
      (#"{"session": {"model": "m"}, "a": 1}"#, "session:\n  model: m\na: 1\n"),
      (
        #"{"type": "transcription_session.updated", "event_id": "e", "session": {"id": "s", "object": "realtime.transcription_session", "input_audio_format": "pcm16", "input_audio_noise_reduction": null, "client_secret": null}}"#,
        "type: transcription_session.update\nsession:\n  input_audio_format: pcm16\n  input_audio_noise_reduction: null\n"
      ),
      (
        #"{"type": "transcription_session.update", "session": {"type": "transcription"}}"#,
        "$target: ga-session-update\ntype: transcription\n"
      ),
      (
        #"{"voice": "a", "tools": [{"voyce": {"a": [1, {"b": null}]}}]}"#,
        "voice: a\ntools:\n  - voyce:\n      a:\n        - 1\n        - b: null\n"
      ),
      (#"{"voice": "a", "x": [[1, {}], []]}"#, "voice: a\nx:\n  -\n    - 1\n    - {}\n  - []\n"),
      ("x-a: &a {voice: alloy}\n<<: *a\n", "voice: alloy\nx-a:\n  voice: alloy\n"),
    ]
  )
  func keepsTheEnvelopeWhereItSaysMore(_ json: String, _ profile: String) {
    #expect(imported(json).profile == profile)
  }

  /// What would be lost, or said twice, is refused.
  @Test(
    arguments: [
      "{type: session.update, «model»: m, session: {voice: a}}",
      "{type: session.created, «expires_after»: {seconds: 1}, session: {type: realtime}}",
      "{type: session.update, x-a: 1, session: {voice: a, «x-a»: 2}}",
      "voice: a\n<<: {voice: «b», speed: 1}\n",
      "{«model»: a, x: {<<: {c: d, c: e}}}",
      "{«type»: response.create, voice: a}", "{voice: a, «messages»: []}", "{«a»: 1}",
    ] as [RuleCase]
  )
  func whatWouldBeLostIsRefused(_ text: RuleCase) {
    let result = imported(text.marked.text)
    #expect(result.profile == nil)
    #expect(!result.diagnostics.isEmpty)
  }

  /// An answer of the server, as it comes, has a profile that lints clean.
  @Test(
    arguments: [
      #"{"type":"session.created","event_id":"event_1","session":{"type":"realtime","object":"realtime.session","id":"sess_1","model":"gpt-realtime-2.1","output_modalities":["audio"],"instructions":"Be brief.","tools":[],"tool_choice":"auto","max_output_tokens":"inf","tracing":null,"truncation":"auto","prompt":null,"expires_at":1756324625,"client_secret":null,"audio":{"input":{"format":{"type":"audio/pcm","rate":24000},"transcription":null,"noise_reduction":null,"turn_detection":{"type":"server_vad","threshold":0.5,"prefix_padding_ms":300,"silence_duration_ms":200,"idle_timeout_ms":null,"create_response":true,"interrupt_response":true}},"output":{"format":{"type":"audio/pcm","rate":24000},"voice":"marin","speed":1.0}},"include":null}}"#,
      #"{"type":"session.updated","event_id":"event_1","session":{"id":"sess_1","object":"realtime.session","expires_at":0,"model":"gpt-4o-realtime-preview","modalities":["text","audio"],"instructions":"Be brief.","voice":"alloy","turn_detection":{"type":"server_vad","threshold":0.5,"prefix_padding_ms":300,"silence_duration_ms":500,"idle_timeout_ms":null,"create_response":true,"interrupt_response":true},"input_audio_format":"pcm16","output_audio_format":"pcm16","input_audio_transcription":null,"input_audio_noise_reduction":null,"tool_choice":"auto","temperature":0.8,"max_response_output_tokens":"inf","client_secret":{"value":"ek_1","expires_at":1},"tools":[],"speed":1.0,"tracing":null,"include":null,"prompt":null,"truncation":null}}"#,
    ]
  )
  func anAnswerBecomesAProfileThatLintsClean(_ json: String) throws {
    let result = imported(json)
    let profile = try #require(result.profile)
    let findings = Compiler().lint(SourceText(name: "a.yaml", text: profile))
    #expect(findings.filter { $0.severity == .error }.map(\.message) == [], "\(profile)")
    #expect(result.leftOut.contains("/event_id"))
    #expect(result.leftOut.contains("/session/include"))
    #expect(
      result.notes.contains {
        $0.hasPrefix("left out, since null is no value of it in a request: ")
      }
    )
  }

  @Test func whatOnlyAnAnswerHasIsLeftOutAndNamed() {
    let result = imported(
      #"{"id": "sess_1", "object": "realtime.session", "voice": "alloy", "temperature": null, "client_secret": {"value": "ek_1", "expires_at": 1}, "expires_at": 0}"#
    )
    #expect(result.profile == "voice: alloy\n")
    #expect(
      result.leftOut == ["/id", "/object", "/temperature", "/client_secret", "/expires_at"]
    )
    #expect(
      result.notes == [
        "left out, since only the server sets it: /id, /object, /client_secret, /expires_at",
        "left out, since null is no value of it in a request: /temperature",
      ]
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
      "\u{FEFF}a", "😀", "a\u{202E}b", "a\u{202A}b\nc", "\u{2066}a\u{2069}",

      "👩\u{200D}👧", "❤\u{FE0F}", "\"", "'", "\\", "%", "@a", "`a", "{a}", "[a]", "a, b", "|", ">",
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
    let isRaw = { (scalar: Unicode.Scalar) in
      (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        || (0x7F...0x9F).contains(scalar.value)
    }
    #expect(!profile.unicodeScalars.contains(where: isRaw))
    let keeps = text.unicodeScalars.contains { [0x200D, 0xFE0F].contains($0.value) }
    if keeps { #expect(profile.contains(text)) }
  }
}
