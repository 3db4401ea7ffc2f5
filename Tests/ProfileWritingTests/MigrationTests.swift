import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

@Suite struct MigrationTests {
  private func migrate(_ text: String, name: String = "a.yaml") -> Migration {
    Compiler().migrate(SourceText(name: name, text: text))
  }

  private func text(_ migration: Migration) -> String? {
    migration.profile.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  /// A key is the author's own whatever stands behind the `x-`: it is not lost.
  @Test(arguments: ["x-a", "x-\u{301}a", "$\u{301}", "x-\u{200D}"])
  func ownKeysAreNotLost(_ key: String) {
    #expect(
      text(migrate("{voice: alloy, \"\(key)\": 1}\n"))
        == "{type: realtime, audio: {output: {voice: alloy}}, \"\(key)\": 1}\n"
    )
  }

  @Test func aCommentThatIsCommentedOutIsNotMarkedTwice() {
    let comment = "  #\u{301} warm"
    let before = "temperature:\n\(comment)\n  0.8\n"
    #expect(text(migrate(before))?.contains("\n\(comment)\n#   0.8\n") == true)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var before: String
    var after: String
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "moves fields with their comments",
      before: """
        # about the file

        # who speaks
        voice: sage  # ours
        instructions: |
          Be brief.

        # lines are noisy
        turn_detection:
          type: server_vad
          threshold: 0.6   # louder

        max_response_output_tokens: 800 # half a minute
        # the end

        """,
      after: """
        # about the file

        type: realtime
        audio:
          input:
            # lines are noisy
            turn_detection:
              type: server_vad
              threshold: 0.6   # louder
          output:
            # who speaks
            voice: sage  # ours
        instructions: |
          Be brief.

        max_output_tokens: 800 # half a minute
        # the end

        """
    ),
    Case(
      name: "writes values as GA has them",
      before:
        "input_audio_format: pcm16 # in\nmodalities:\n  - audio\n  - text\noutput_audio_format: 'g711_ulaw'\n",
      after:
        "type: realtime\naudio:\n  input:\n    format: {type: audio/pcm, rate: 24000} # in\n  output:\n    format: {type: audio/pcmu}\noutput_modalities: [audio]\n"
    ),
    Case(
      name: "adds the type that was implied",
      before: "turn_detection:\n  threshold: 0.5 # half\n",
      after:
        "type: realtime\naudio:\n  input:\n    turn_detection:\n      type: server_vad\n      threshold: 0.5 # half\n"
    ),
    Case(
      name: "keeps null as null",
      before: "turn_detection: null\ninput_audio_noise_reduction: ~\n",
      after:
        "type: realtime\naudio:\n  input:\n    turn_detection: null\n    noise_reduction: ~\n"
    ),
    Case(
      name: "comments out what has no counterpart",
      before: "voice: ash\ntemperature: 0.8 # warm\n",
      after:
        "type: realtime\naudio:\n  output:\n    voice: ash\n# No counterpart in the GA dialect: GA has no temperature, and the service refuses it there\n# temperature: 0.8 # warm\n"
    ),
    Case(
      name: "keeps the envelope of an event",
      before:
        "type: session.update\nevent_id: e\nsession:\n  # who\n  voice: ash\n  instructions: a\n",
      after:
        "type: session.update\nevent_id: e\nsession:\n  type: realtime\n  audio:\n    output:\n      # who\n      voice: ash\n  instructions: a\n"
    ),
    Case(
      name: "says the new dialect and target",
      before: "$dialect: sessions\n$target: session-update\nx-mine: 1\nvoice: ash\n",
      after:
        "type: realtime\n$dialect: ga\n$target: ga-session-update\nx-mine: 1\naudio:\n  output:\n    voice: ash\n"
    ),
    Case(
      name: "puts the lifetime of the secret at the root",
      before:
        "x-mine: 1\nvoice: ash\nclient_secret:\n  expires_after: {anchor: created_at, seconds: 60}\n",
      after:
        "x-mine: 1\nexpires_after: {anchor: created_at, seconds: 60}\nsession:\n  type: realtime\n  audio:\n    output:\n      voice: ash\n"
    ),
    Case(
      name: "keeps block texts and CR LF",
      before:
        "input_audio_transcription:\r\n  model: whisper-1\r\n  prompt: |\r\n    a\r\n\r\n      b\r\n",
      after:
        "type: realtime\r\naudio:\r\n  input:\r\n    transcription:\r\n      model: whisper-1\r\n      prompt: |\r\n        a\r\n\r\n          b\r\n"
    ),
    Case(
      name: "keeps anchors before their aliases",
      before: "voice: ash\nx-td: &td {type: semantic_vad}\nturn_detection: *td\n",
      after:
        "type: realtime\nx-td: &td {type: semantic_vad}\naudio:\n  input:\n    turn_detection: *td\n  output:\n    voice: ash\n"
    ),
  ]

  @Test(arguments: cases) func migrates(_ test: Case) {
    let migration = migrate(test.before)
    #expect(text(migration) == test.after)
  }

  /// The result compiles to the request that the profile itself is lowered to.
  @Test func shippedProfilesCompileToTheSameRequest() throws {
    var count = 0
    let compiler = Compiler(options: .init(target: .gaClientSecrets))
    for path in try Repository.profiles() {
      let source = SourceText(name: path, bytes: try Repository.bytes(path))
      let migration = Compiler().migrate(source)
      guard !migration.wasGA else { continue }
      let profile = try #require(migration.profile)
      guard let request = compiler.compile(source).request else { continue }
      #expect(Compiler().compile(profile).request == request, "\(path)")
      count += 1
    }
    #expect(count > 4)
  }

  @Test func whatIsLostIsReportedAtItsLine() {
    let errors = migrate("voice: ash\ntemperature: 0.8\n").diagnostics
    #expect(errors.map(\.rule.code) == ["SP105"])
    #expect(errors.map(\.span.start) == [11])
  }

  @Test func whatIsGAAlreadyStays() {
    let migration = migrate("type: realtime\n")
    #expect(migration.wasGA)
    #expect(text(migration) == "type: realtime\n")
  }

  @Test func whatCannotBeReadStays() {
    #expect(migrate("voice: [").profile == nil)
  }
}
