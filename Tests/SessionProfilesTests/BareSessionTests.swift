import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

/// The target `ga-session`: the session with nothing around it.
@Suite struct BareSessionTests {
  private func compile(_ text: String) throws -> Compilation {
    let target = try #require(Target(rawValue: "ga-session"))
    return Compiler(options: .init(target: target)).compile(SourceText(name: "a", text: text))
  }

  @Test(
    arguments: [
      ("type: realtime\ninstructions: a", #"{"instructions":"a","type":"realtime"}"#),
      ("session: {type: transcription}", #"{"type":"transcription"}"#),
      (
        "type: session.update\nevent_id: e\nsession: {type: realtime, tools: []}",
        #"{"tools":[],"type":"realtime"}"#
      ),
      ("voice: ash", #"{"audio":{"output":{"voice":"ash"}},"type":"realtime"}"#),
      ("{}", #"{"type":"realtime"}"#),
      (
        "type: transcription_session.update\nsession: {input_audio_format: pcm16}",
        #"{"audio":{"input":{"format":{"rate":24000,"type":"audio/pcm"}}},"type":"transcription"}"#
      ),
    ]
  )
  func theEnvelopeGoes(_ text: String, _ request: String) throws {
    let result = try compile(text)
    #expect(
      result.request.map { String(decoding: $0, as: UTF8.self) } == request + "\n",
      "\(result.diagnostics)"
    )
    #expect(result.endpoint == nil)
  }

  /// What only a body has is lost with it.
  @Test(
    arguments: [
      "session: {type: realtime}\n«expires_after»: {seconds: 60}",
      "client_secret: {«expires_after»: {anchor: created_at, seconds: 60}}",
    ] as [RuleCase]
  )
  func aLifetimeIsAnError(_ test: RuleCase) throws {
    let errors = try compile(test.marked.text).diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.rule.code) == ["SP105"])
    #expect(errors.map(\.span.range) == test.marked.ranges)
  }

  /// Where a SIP call is accepted, these are refused; elsewhere they are fine, so they are written.
  @Test(
    arguments: [
      "type: realtime\naudio: {input: {turn_detection: {type: server_vad, «threshold»: 0.5}}}",
      "turn_detection: {«silence_duration_ms»: 500, «prefix_padding_ms»: 300}",
      "type: realtime\naudio: {input: {turn_detection: {type: semantic_vad}}}",
    ] as [RuleCase]
  )
  func whatIsRefusedForSIPIsAWarning(_ test: RuleCase) throws {
    let result = try compile(test.marked.text)
    #expect(result.request != nil)
    let found = result.diagnostics.filter { $0.rule.code == "SP105" }
    #expect(
      found.allSatisfy { $0.severity == .warning && $0.message.contains("by every endpoint") }
    )
    #expect(Set(found.map(\.span.range)) == Set(test.marked.ranges))
    let other = Compiler().compile(SourceText(name: "a", text: test.marked.text))
    #expect(!other.diagnostics.contains { $0.rule.code == "SP105" })
  }
}
