import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

/// The GPT-Live dialect, which is data alone.
@Suite struct LiveTests {
  @Test(
    arguments: [
      (
        "model: gpt-live-1\ndelegation: {type: client}", nil,
        #"{"session":{"delegation":{"type":"client"},"model":"gpt-live-1"}}"#, "live/sessions"
      ),
      (
        "model: gpt-live-1\naudio: {format: {type: audio/pcmu, rate: 8000}}", "live-session-start",
        #"{"session":{"audio":{"format":{"rate":8000,"type":"audio/pcmu"}},"model":"gpt-live-1"},"type":"session.start"}"#,
        nil
      ),
      (
        "session: {model: gpt-live-2}\ntransport: {type: webrtc, sdp: v=0}", nil,
        #"{"session":{"model":"gpt-live-2"},"transport":{"sdp":"v=0","type":"webrtc"}}"#,
        "live/sessions"
      ),
      (
        "type: session.start\nsession: {model: mine, store: true}", nil,
        #"{"session":{"model":"mine","store":true},"type":"session.start"}"#, nil
      ),
      (
        "type: session.update\nsession: {delegation: {type: responses, responses: {instructions: b}}}",
        nil,
        #"{"session":{"delegation":{"responses":{"instructions":"b"},"type":"responses"}},"type":"session.update"}"#,
        nil
      ),
      (
        "model: gpt-live-1\ninput: [{role: user, content: [{text: hello}]}]", nil,
        #"{"session":{"input":[{"content":[{"text":"hello"}],"role":"user"}],"model":"gpt-live-1"}}"#,
        "live/sessions"
      ),
      (
        "$dialect: live\nmodel: mine\nwake_policy: {type: speech, vad_threshold: 0.5}", nil,
        #"{"session":{"model":"mine","wake_policy":{"type":"speech","vad_threshold":0.5}}}"#,
        "live/sessions"
      ),
    ] as [(String, String?, String, String?)]
  )
  func requests(_ text: String, _ target: String?, _ request: String, _ endpoint: String?) {
    DialectCases.expect(text, target, makes: request, postedTo: endpoint)
  }

  static let findings: [(RuleCase, String?, String)] = [
    ("model: gpt-live-1\n«turn_detection»: {type: server_vad}", nil, "SP101"),
    ("model: gpt-live-1\n«tools»: []", nil, "SP101"),
    ("model: gpt-live-1\naudio: {«input»: {}}", nil, "SP105"),
    (
      "model: gpt-live-1\naudio: {«format»: {type: audio/pcm, rate: 16000}}", "live-session",
      "SP105"
    ),
    ("model: gpt-live-1\n«wake_policy»: {type: speech}", "live-session-start", "SP105"),
    ("model: gpt-live-1\ndelegation: {type: «server»}", nil, "SP201"),
    ("model: gpt-live-1\ndelegation: {type: responses, «responses»: {}}", nil, "SP103"),
    (
      "model: gpt-live-1\ndelegation: {type: responses, responses: {model: m, tools: [{type: function, name: «a b»}]}}",
      nil, "SP204"
    ),
    (
      "model: gpt-live-1\ndelegation: {type: responses, responses: {model: m, tools: [{type: function, name: a}, {type: function, name: «a»}]}}",
      nil, "SP401"
    ),
    (
      "model: gpt-live-1\ndelegation: {type: responses, responses: {model: m, tools: [{type: «browser»}]}}",
      nil, "SP201"
    ),
    ("model: gpt-live-1\ninput: [{role: «system», content: [{text: a}]}]", nil, "SP201"),
    ("model: gpt-live-1\nwake_policy: {type: speech, vad_threshold: «50»}", nil, "SP202"),
    (
      "type: session.update\nsession: {delegation: {type: client}, «model»: gpt-live-1}", nil,
      "SP101"
    ),
    ("type: session.update\n«session»: {delegation: {type: client}}", "live-session", "SP105"),
  ]

  @Test(arguments: findings)
  func mistakes(_ test: RuleCase, _ target: String?, _ code: String) {
    DialectCases.expectError(test, target, code)
  }

  /// What GA has in common with it is not enough to make one of the other: there is advice.
  @Test(arguments: ["live-session", "live-session-start"])
  func gaGetsAdvice(_ target: String) {
    let errors = DialectCases.compile("type: realtime\ninstructions: hi", target).diagnostics
      .filter { $0.severity == .error }
    #expect(errors.map(\.rule.code) == ["SP105"])
    #expect(errors.first?.help?.contains("split the instructions") == true)
  }

  /// The session of an accepted call is one as well; posting it is not possible.
  @Test func aCallThatIsAccepted() {
    let found = DialectCases.compile("type: live\nmodel: gpt-live-1", nil).diagnostics
    #expect(found.map(\.rule.code) == ["SP105"])
    #expect(found.map(\.severity) == [.warning])
  }

  /// A transcription model of the Realtime API has such a name too.
  @Test func aModelThatTranscribes() {
    let found = DialectCases.compile(
      "type: transcription\naudio: {input: {transcription: {model: gpt-live-transcribe}}}",
      nil
    )
    #expect(found.request != nil, "\(found.diagnostics)")
  }
}
