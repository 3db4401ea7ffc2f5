import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

/// The translation dialect, which is data alone.
@Suite struct TranslationTests {
  @Test(
    arguments: [
      (
        "model: gpt-realtime-translate\naudio: {output: {language: es}}", "",
        #"{"session":{"audio":{"output":{"language":"es"}},"model":"gpt-realtime-translate"}}"#,
        "realtime/translations/client_secrets"
      ),
      (
        "expires_after: {seconds: 60}\nsession:\n  model: gpt-realtime-translate-2\n  audio: {input: {noise_reduction: null}}",
        "",
        #"{"expires_after":{"seconds":60},"session":{"audio":{"input":{"noise_reduction":null}},"model":"gpt-realtime-translate-2"}}"#,
        "realtime/translations/client_secrets"
      ),
      (
        "type: session.update\nevent_id: e\nsession: {audio: {output: {language: es}}}", "",
        #"{"event_id":"e","session":{"audio":{"output":{"language":"es"}}},"type":"session.update"}"#,
        nil
      ),
      (
        "$dialect: translation\nmodel: mine\naudio: {input: {transcription: {model: m}}}", "",
        #"{"session":{"audio":{"input":{"transcription":{"model":"m"}}},"model":"mine"}}"#,
        "realtime/translations/client_secrets"
      ),
    ] as [(String, String, String, String?)]
  )
  func requests(_ text: String, _ target: String, _ request: String, _ endpoint: String?) {
    DialectCases.expect(text, nil, makes: request, postedTo: endpoint)
  }

  static let findings: [(RuleCase, String?, String)] = [
    ("model: gpt-realtime-translate\n«instructions»: hi", nil, "SP101"),
    (
      "model: gpt-realtime-translate\naudio: {output: {language: es, «voice»: alloy}}", nil, "SP101"
    ),
    ("model: gpt-realtime-translate\naudio: {output: {«langauge»: es}}", nil, "SP101"),
    (
      "model: gpt-realtime-translate\naudio: {input: {transcription: {«language»: en}, noise_reduction: {type: near_field}}}",
      nil, "SP101"
    ),
    ("«model»: gpt-realtime-translate", "translation-session-update", "SP105"),
    ("model: gpt-realtime-translate\n$target: «ga-session»", nil, "SP105"),
    ("session: {model: gpt-realtime-translate}\nexpires_after: {seconds: «5»}", nil, "SP202"),
    ("type: session.update\nsession: {«type»: translation, audio: {}}", nil, "SP101"),
    (
      "type: session.update\n«session»: {audio: {output: {language: es}}}",
      "translation-client-secrets",
      "SP105"
    ),
  ]

  @Test(arguments: findings)
  func mistakes(_ test: RuleCase, _ target: String?, _ code: String) {
    DialectCases.expectError(test, target, code)
  }

  /// A session of one dialect becomes none of another that it has nothing in common with.
  @Test(
    arguments: [
      ("model: gpt-realtime-translate", "ga-client-secrets"),
      ("model: gpt-realtime-translate", "sessions"),
      ("type: realtime", "translation-client-secrets"),
      ("voice: alloy", "translation-session-update"),
    ]
  )
  func nothingBecomesAnother(_ text: String, _ target: String) {
    let errors = DialectCases.compile(text, target).diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.rule.code) == ["SP105"])
    #expect(errors.first?.help != nil)
  }

  /// A `type` says that it is a session of ours, with a mistake in it.
  @Test func aTypeDecides() {
    let found = DialectCases.compile(
      "type: realtime\nmodel: gpt-realtime-2.1\naudio: {output: {language: es}}",
      nil
    )
    .diagnostics
    #expect(found.map(\.rule.code) == ["SP101"])
  }

  @Test func everyFieldIsExplained() {
    #expect(FieldPage.pages(of: "audio.output.language").map(\.dialect.rawValue) == ["translation"])
    #expect(FieldPage.pages(of: "model").count == 4)
  }
}
