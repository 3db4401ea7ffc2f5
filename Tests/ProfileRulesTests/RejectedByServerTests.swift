import ProfileRules
import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

@Suite struct RejectedByServerTests {
  /// The finding about a parameter that a server names.
  private func rejection(
    _ param: String?,
    code: String? = nil,
    in profile: String,
    for target: Target? = nil
  ) -> Diagnostic? {
    var options = Compiler.Options(target: target)
    options.makesSourceMap = true
    let compiler = Compiler(options: options)
    let compilation = compiler.compile(SourceText(name: "test.yaml", text: profile))
    #expect(compilation.request != nil, "\(compilation.diagnostics)")
    let error = ServerError(message: "No.", code: code, param: param)
    return compiler.finding(about: error, context: "status", of: compilation)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var param: String
    var code: String?
    var profile: String
    var target: Target?
    var path: String
    var testDescription: String { "\(param) \(profile)" }

    init(
      _ param: String,
      _ code: String?,
      _ profile: String,
      _ path: String,
      _ target: Target? = nil
    ) {
      (self.param, self.code, self.profile) = (param, code, profile)
      (self.path, self.target) = (path, target)
    }
  }

  static let cases = [
    // A bad value is its value, an unknown field its key, a mapping its key.
    Case("session.voice", nil, "voice: «sage»\n", "/voice"),
    Case("voice", nil, "voice: «sage»\n", "/voice"),
    Case("voice", "unknown_parameter", "«voice»: sage\n", "/voice"),
    Case("turn_detection", nil, "«turn_detection»:\n  type: server_vad\n", "/turn_detection"),
    Case(
      "session.turn_detection.threshold",
      nil,
      "session:\n  turn_detection: {threshold: «0.4»}\ntype: session.update\n",
      "/session/turn_detection/threshold"
    ),
    Case(
      "expires_after.seconds",
      nil,
      "expires_after: {seconds: «60»}\n",
      "/expires_after/seconds"
    ),
    // What is missing, at what it is missing in.
    Case(
      "session.audio.input.transcription.model",
      "missing_required_parameter",
      "type: realtime\naudio:\n  input:\n    «transcription»: {model: gpt-transcribe}\n",
      "/audio/input/transcription"
    ).removing("model"),
    // Lowered: what was written, under its own path.
    Case(
      "session.audio.output.format.rate",
      nil,
      "voice: sage\noutput_audio_format: «pcm16»\n",
      "/output_audio_format",
      .gaClientSecrets
    ),
    Case(
      "session.audio.input.turn_detection.type",
      nil,
      "turn_detection:\n  type: «semantic_vad»\n",
      "/turn_detection/type",
      .gaClientSecrets
    ),
    // Names with dots and slashes in them; an alias leads to what it stands for.
    Case(
      "session.tools[0].parameters.properties.a.b/c.type",
      nil,
      "tools:\n- type: function\n  name: f\n  parameters: {type: object, properties: {a: {}, a.b/c: {type: «string»}}}\n",
      "/tools/0/parameters/properties/a.b~1c/type"
    ),
    Case(
      "tools[1].description",
      nil,
      "x-text: &t «both»\ntools:\n- {type: function, name: a}\n- {type: function, name: b, description: *t}\n",
      "/tools/1/description"
    ),
  ]

  @Test(arguments: cases) func theParameterLeadsToItsPlace(_ test: Case) throws {
    let marked = MarkedText(test.profile)
    let finding = try #require(
      rejection(test.param, code: test.code, in: marked.text, for: test.target)
    )
    #expect([finding.span.range] == marked.ranges)
    #expect(finding.path == test.path)
    #expect(finding.severity == .error && finding.help == "status")
  }

  @Test(arguments: [
    "session.audio.output.voice", "$.session.audio.output.voice", "/session/audio/output/voice",
    "body.session.audio.output.voice", "session['audio'][\"output\"].voice",
    "session[audio][output][voice]",
    " session.audio.output.voice ", "audio.output.voice", "$.audio.output.voice",
  ])
  func otherSpellings(_ param: String) throws {
    let marked = MarkedText("type: realtime\naudio:\n  output:\n    voice: «sage»\n")
    let finding = try #require(rejection(param, in: marked.text))
    #expect([finding.span.range] == marked.ranges)
  }

  /// Names of the dialect that the profile was written in.
  @Test(arguments: ["turn_detection.type", "session.turn_detection.type", "x.y.z"])
  func theServerMayKnowTheOtherDialect(_ param: String) throws {
    let marked = MarkedText("turn_detection:\n  type: «semantic_vad»\n")
    let finding = try #require(rejection(param, in: marked.text, for: .gaClientSecrets))
    #expect(finding.isAboutFile == (param == "x.y.z"))
    if !finding.isAboutFile { #expect([finding.span.range] == marked.ranges) }
  }

  /// What lowering puts around a field is not that field.
  @Test func nothingStandsForWhatIsOnlyAround() throws {
    let profile = "turn_detection: {type: server_vad}\ninput_audio_format: pcm16\n"
    for param in ["session.audio.input.transcription.language", "session.audio.output.voice"] {
      let finding = try #require(rejection(param, in: profile, for: .gaClientSecrets))
      #expect(finding.isAboutFile && finding.message.contains(param))
    }
  }

  /// Nothing is underlined that means something else.
  @Test(arguments: ["type", "expires_after", "session.type", "nonsense"])
  func whatTheProfileDoesNotHave(_ param: String) throws {
    let profile = "# text\nx-shared: &d {type: string}\nvoice: sage\n"
    let finding = try #require(rejection(param, in: profile, for: .gaClientSecrets))
    #expect(finding.span.range == 7..<7 && finding.path == "")
    #expect(finding.isAboutFile && finding.help?.hasPrefix("no line of the profile") == true)
    let whole = try #require(rejection("session", in: profile, for: .gaClientSecrets))
    #expect(whole.message == "the server refused the session: No" && whole.help == "status")
  }

  @Test func anErrorWithoutAParameterIsAboutNoField() {
    #expect(rejection(nil, in: "voice: sage\n") == nil)
  }

  @Test func theExampleOfThePage() throws {
    let finding = try #require(
      rejection(
        "session.truncation",
        code: "unknown_parameter",
        in: RejectedByServer.explanation.bad
      )
    )
    #expect(finding.message == "the server refused `truncation`: No")
    #expect(finding.path == "/truncation")
  }

  /// Whatever a server calls a field, there is a finding inside the file.
  @Test(arguments: [
    "", ".", "[", "[0]", "session", "session.", "session[0]", "..", "tools[", "tools[-1]",
    "tools[99999999999999999999]", "tools.0.0.0", "é", "session.tools[0]]]",
  ])
  func strangeParameters(_ param: String) throws {
    let profile = "tools:\n- {type: function, name: a}\n"
    let finding = try #require(rejection(param, in: profile))
    #expect((0...profile.utf8.count).contains(finding.span.end))
  }
}

extension RejectedByServerTests.Case {
  /// The same for a server that misses another member than the profile has.
  fileprivate func removing(_ name: String) -> Self {
    var copy = self
    copy.param = param.replacing(".\(name)", with: ".language")
    return copy
  }
}
