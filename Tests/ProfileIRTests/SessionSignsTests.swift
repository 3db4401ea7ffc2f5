import SourceDiagnostics
import Testing
import YAMLSyntax

@testable import ProfileIR

@Suite struct SessionSignsTests {
  private func refusal(of text: String) throws -> (message: String, node: String?)? {
    var bag = DiagnosticBag()
    let tree = try #require(Composer.compose(Array(text.utf8), into: &bag))
    return SessionSigns.refusal(of: tree).map { refusal in
      (refusal.message, refusal.node.map { tree.string($0) })
    }
  }

  @Test(
    arguments: [
      ("{type: response.create, response: {}}", "event `response.create`", "response.create"),
      ("{type: session.begin, session: {voice: a}}", "event `session.begin`", "session.begin"),
      ("{type: sesion.update, session: {voice: a}}", "did you mean `session.update`?", nil),
      ("{type: session.update, voice: a}", "has no `session`", "session.update"),
      ("{type: transcription_session.update, input_audio_format: pcm16}", "no `session`", nil),
      ("{type: session.created, session: null}", "is no mapping", "null"),
      ("{type: session.update, session: {foo: 1}}", "none of a session's fields", nil),
      ("{messages: [], model: m, modalities: [text], audio: {voice: a}}", "Chat", "messages"),
      ("{model: m, input: hi, instructions: i, tools: []}", "Responses", "input"),
      ("{model: m, input: [{role: user}], temperature: 1}", "Responses", "input"),
      ("{model: m, input: hi, voice: alloy}", "a request for speech", "input"),
      ("{name: a, version: '1', type: module, scripts: {a: b}}", "packages", nil),
      ("{services: {a: {image: b}}}", "compose", nil),
      ("{compilerOptions: {}, include: [src]}", "compiler", nil),
      ("{type: object, properties: {voice: {}}}", "JSON Schema", nil),
      ("{a: 1, $target: sessions}", "none of a session's fields", nil),
      ("{session: {secret: a}}", "none of a session's fields", nil),
      ("{session: null}", "none of a session's fields", nil),
      ("{error: {message: a}}", "reports an error", nil),
      ("{id: a, object: chat.completion, choices: []}", "Chat Completions", nil),
      ("{model: m, instructions: i, tools: [], previous_response_id: a}", "Responses", nil),
      ("{model: m, store: true, temperature: 1}", "Responses", "store"),
      ("{model: m, response_format: json, seed: 1}", "Chat Completions", "response_format"),
      ("{model: m, frequency_penalty: 1, tools: []}", "Chat Completions", nil),
      ("{model: m, instructions: i, tool_resources: {}}", "Assistants", "tool_resources"),
      ("{type: module}", "none of a session's fields", nil),
    ] as [(String, String, String?)]
  )
  func whatIsNoSessionIsRefused(_ text: String, _ message: String, _ node: String?) throws {
    let refusal = try #require(try refusal(of: text))
    #expect(refusal.message.hasPrefix("this is not a session: "))
    #expect(refusal.message.contains(message), "\(refusal.message)")
    if let node { #expect(refusal.node == node) }
  }

  @Test(
    arguments: [
      "{}", "[1]", "a", "{$dialect: ga}", "{x-note: hi, $target: sessions}",
      "{voice: alloy}", "{voice: alloy, foo: 1, bar: 2, dependencies: 3}", "{model: m}",
      "{type: realtime}", "{type: realtim}", "{type: realtim, model: m}",
      "{type: realtime, input: {format: pcm16}}",
      "{speed: 1.2}", "{prompt: {id: a}}", "{type: transcription, audio: {}}",
      "{session: {}}", "{session: {model: m}, foo: 1}", "{expires_after: {seconds: 60}}",
      "{value: ek, expires_at: 1, session: {type: realtime}}",
      "{type: session.update, session: {}}", "{type: session.update, session: {voice: a}}",
      "{type: session.update, event_id: e, session: {turn_detection: null}}",
      "{type: session.created, event_id: e, session: {object: realtime.session, id: a}}",
      "{type: transcription_session.update, session: {input_audio_format: pcm16}}",
      "{type: transcription_session.updated, session: {include: [a], modalities: [text]}}",
      "{voice: a, seed: 1}", "{turn_detection: null, store: true}", "{type: realtime, logprobs: 1}",
      "{turn_detection: null, input: hi}", "{modalities: [text], inputs: hi}",
      "a: &a {voice: alloy}\n<<: *a",
    ]
  )
  func aSessionIsNot(_ text: String) throws {
    #expect(try refusal(of: text) == nil)
  }
}
