import SourceDiagnostics
import Testing
import YAMLSyntax

@testable import ProfileIR

/// Which dialect a session is in, told by its keys and its model.
@Suite struct DialectSignsTests {
  static let ga = [
    // The kind decides, misspelt or not.
    "{type: realtime, voice: alloy, modalities: [text], speed: 1}", "{type: transcription}",
    "{typ: realtime, voice: alloy, speed: 1}", "{tpye: transcription, model: whisper-1}",
    "{type: session.update, session: {type: realtime, voice: alloy}}",
    // Fields that only GA has.
    "{max_output_tokens: 5}", "{reasoning: {effort: low}}", "{truncation: auto}",
    "{parallel_tool_calls: true}", "{prompt: {id: a}}", "{output_modalities: [text], voice: a}",
    "{audio: {output: {voice: a}}, voice: a}", "{reasoning: 1, truncation: auto, voice: a}",
    "{type: session.update, session: {max_output_tokens: 5}}",
    // A model of GA where nothing is flat.
    "{model: gpt-realtime}", "{model: gpt-realtime-2.1, instructions: hi, tools: []}",
    "{model: gpt-realtime, max_output_tokens: 5, voice: a}", "{session: {model: gpt-realtime}}",
    "{type: session.update, session: {model: gpt-realtime}}",
    // The envelope without a type is the body of GA.
    "{session: {instructions: hi}}", "{session: {voice: a}, expires_after: {seconds: 60}}",
    "{session: {}}", "{$dialect: ga, voice: a}", "{session: 1}",
    "{session: null, model: gpt-realtime}", "{sesion: {type: realtime}}", "{type: session.update}",
  ]
  static let flat = [
    "{}", "{voice: alloy}", "{instructions: hi}", "{model: gpt-4o-realtime-preview}",
    "{model: gpt-realtime, voice: alloy}", "{model: gpt-realtime, turn_detection: null, speed: 1}",
    "{model: gpt-realtime, inputAudioFormat: pcm16}",
    "{model: gpt-realtime, input-audio-format: pcm16}",
    "{voice: alloy, max_output_tokens: 5}", "{voice: alloy, speed: 1, audio: {output: {}}}",
    "{audio: true}", "{prompt: hi}", "{typ: server_vad}", "{kind: realtime}",
    "{type: session.update, session: {voice: a}}", "{type: session.update, session: {tools: []}}",
    "{type: transcription_session.update, session: {include: [a]}}", "{session: {voice: a}}",
    "{$dialect: sessions, type: realtime}",
  ]

  @Test(arguments: ga.map { ($0, "ga") } + flat.map { ($0, "sessions") })
  func dialects(_ text: String, _ dialect: String) throws {
    var bag = DiagnosticBag()
    let tree = try #require(Composer.compose(Array(text.utf8), into: &bag))
    #expect(DocumentShape(tree).dialect.rawValue == dialect)
  }

  @Test(arguments: [
    ("gpt-realtime", true), ("gpt-realtime-2.1", true), ("gpt-4o-realtime-preview", false),
    ("gpt-realtime-9", false), ("whisper-1", false), ("", false),
  ]) func models(_ name: String, _ isGA: Bool) {
    let other = Models.dialect(of: Array(name.utf8)[...], otherThan: .standard)
    #expect(other == (isGA ? .hub : nil))
  }
}
