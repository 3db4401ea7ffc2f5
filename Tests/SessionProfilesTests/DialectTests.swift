import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

/// Which dialect a document is taken to be in, and what becomes of envelopes.
@Suite struct DialectTests {
  private func compile(_ text: String, _ target: Target? = nil) -> Compilation {
    Compiler(options: .init(target: target)).compile(SourceText(name: "a.yaml", text: text))
  }

  @Test(
    arguments: [
      ("voice: alloy", Target.sessions),
      ("{}", .sessions),
      ("type: realtime", .gaClientSecrets),
      ("audio: {output: {voice: ash}}\ntype: realtime", .gaClientSecrets),
      ("session: {type: realtime}", .gaClientSecrets),
      ("type: session.update\nsession: {type: transcription}", .gaClientSecrets),
      ("type: session.update\nsession: {voice: ash}", .sessions),
      ("expires_after: {anchor: created_at, seconds: 60}", .gaClientSecrets),
    ]
  )
  func isTold(_ text: String, _ target: Target) {
    #expect(compile(text).target == target, "\(compile(text).diagnostics)")
  }

  /// One mistake, one finding, at its place.
  @Test(
    arguments: [
      ("SP201", "type: «realtme»\nmodel: gpt-realtime-2.1\ninstructions: hi"),
      ("SP103", "«session»: {instructions: hi}\nexpires_after: {anchor: created_at, seconds: 60}"),
      ("SP101", "type: session.update\n«instructions»: hi\nsession: {type: realtime}"),
      (
        "SP101",
        "type: realtime\ninstructions: a\n«expires_after»: {anchor: created_at, seconds: 60}"
      ),
      ("SP101", "modalities: [text]\nspeed: 1\n«expires_after»: {seconds: 10}"),
      ("SP105", "session: {type: realtime}\n«voice»: alloy"),
      ("SP103", "type: realtime\ntools: [{«server_label»: a, server_url: https://a.example}]"),
    ] as [(String, RuleCase)]
  )
  func oneMistakeGivesOneFinding(_ code: String, _ test: RuleCase) {
    let errors = test.findings.filter { $0.severity == .error && $0.rule.code != "SP502" }
    #expect(errors.map(\.rule.code) == [code], "\(errors.map(\.message))")
    #expect(errors.map(\.span.range) == test.marked.ranges)
  }

  @Test func aFieldBesideTheSessionIsToldWhereItBelongs() throws {
    let finding = try #require(RuleCase("session: {type: realtime}\nvoice: alloy").findings.first)
    #expect(finding.help == "write `session.audio.output.voice` instead")
  }

  /// What an envelope has no place for is an error at its line, in either dialect.
  @Test(
    arguments: [
      (
        "client_secret: {«expires_after»: {anchor: created_at, seconds: 60}}",
        Target.gaSessionUpdate
      ),
      (
        "«expires_after»: {anchor: created_at, seconds: 60}\nsession: {type: realtime}",
        .gaSessionUpdate
      ),
      ("«type»: transcription", .sessions),
    ] as [(RuleCase, Target)]
  )
  func nothingIsLostInSilence(_ test: RuleCase, _ target: Target) {
    let result = compile(test.marked.text, target)
    #expect(result.request == nil)
    let errors = result.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.rule.code) == ["SP105"])
    #expect(errors.map(\.span.range) == test.marked.ranges)
  }

  @Test func aBodyWithoutASessionIsNoEvent() {
    let text = "expires_after: {anchor: created_at, seconds: 20}"
    #expect(compile(text).request != nil)
    #expect(compile(text, .gaSessionUpdate).request == nil)
  }

  @Test func whatFlatWantsIsFilledIn() {
    let result = compile("expires_after: {seconds: 20}\nsession: {type: realtime}", .sessions)
    #expect(
      result.request.map { String(decoding: $0, as: UTF8.self) }
        == #"{"client_secret":{"expires_after":{"anchor":"created_at","seconds":20}}}"# + "\n"
    )
  }

  @Test func headersThatAreNoCredentialsAreFine() {
    let text =
      "type: realtime\ntools: [{type: mcp, server_label: a, server_url: https://a.example, headers: {Accept-Language: en}}]"
    #expect(RuleCase(text).codes == [])
    #expect(RuleCase(text.replacing("Accept-Language", with: "Authorization")).codes == ["SP601"])
  }
}
