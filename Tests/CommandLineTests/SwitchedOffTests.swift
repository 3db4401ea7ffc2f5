import TestSupport
import Testing

/// The flat dialect where api.openai.com is meant, and where another server is.
@Suite struct SwitchedOffTests {
  private static let warning =
    "warning[SP803 endpoint-switched-off]: api.openai.com has refused requests in the flat dialect since 2026-05-12"

  @Test(arguments: [
    "voice: sage\n", "# c\n\nvoice: sage\n", "type: session.update\nsession: {voice: sage}\n",
    "type: transcription_session.update\nsession: {input_audio_format: pcm16}\n", "{}\n",
    "{\"voice\": \"sage\"}\n",
  ]) func flatProfilesAreWarnedOnce(_ text: String) throws {
    let sessionc = try Sessionc(["p.yaml": text], isForOpenAI: true)
    let result = try sessionc.run("lint", "p.yaml")
    #expect(result.status == 0)
    #expect(result.output.contains("p.yaml:") && result.output.contains(Self.warning))
    #expect(
      result.output.contains("`sessionc migrate`") && result.output.contains("server: compatible")
    )
    #expect(result.output.hasSuffix("1 warning in 1 profile\n"))
    #expect(try sessionc.run("lint", "--strict", "p.yaml").status == 1)
    let compiled = try sessionc.run("compile", "p.yaml")
    #expect(compiled.status == 0 && compiled.output.hasPrefix("{"))
    #expect(compiled.error.contains(Self.warning))
    let both = try sessionc.run(
      "lint",
      "p.yaml",
      "--target",
      "sessions",
      "--target",
      "session-update"
    )
    #expect(both.output.hasSuffix("1 warning in 1 profile\n"))
    #expect(
      try sessionc.run("lint", "--ignore", "SP803", "p.yaml").output == "no problems in 1 profile\n"
    )
  }

  /// Under GA targets, another server, or a decision of the team.
  @Test(arguments: [
    ("voice: sage\n", "", ["--target", "ga-client-secrets"]),
    ("voice: sage\n$target: ga-session-update\n", "", []),
    ("voice: sage # sessionc: ignore[SP803] ours\n", "", []), ("type: realtime\n", "", []),
    ("voice: sage\n", "server: compatible\n", []),
    ("voice: sage\n", "severities: {SP803: off}\n", []),
    ("voice: sage\n", "target: ga-client-secrets\n", []),
  ]) func othersAreNot(_ text: String, _ configuration: String, _ options: [String]) throws {
    var files = ["p.yaml": text]
    if !configuration.isEmpty { files[".sessionc.yaml"] = configuration }
    let sessionc = try Sessionc(files, isForOpenAI: true)
    let result = try sessionc.run("lint", ["--strict", "p.yaml"] + options)
    #expect(result.output.hasPrefix("no problems in 1 profile") && result.status == 0)
  }

  /// A model of GA in a flat profile is one finding, at the model.
  @Test func aModelOfGASaysItAll() throws {
    let sessionc = try Sessionc(
      ["p.yaml": "model: gpt-realtime\nvoice: alloy\n"],
      isForOpenAI: true
    )
    let result = try sessionc.run("lint", "p.yaml", "--format", "concise")
    #expect(
      result.output.hasPrefix(
        "p.yaml:1:8: error[SP201 not-in-enum]: `gpt-realtime` is a model of the GA dialect, and this profile is in the flat dialect"
      )
    )
    #expect(result.output.split(separator: "\n").count == 1)
  }

  /// Another server has models and voices of its own.
  @Test(arguments: [
    ("model: my-model", 1), ("voice: nova", 1), ("voice: marin", 1), ("model: gpt-realtime", 1),
    ("model: gpt-4o-realtime-preview", 0), ("voice: alloy", 0),
    ("input_audio_transcription: {model: whisper-9}", 1),
    ("input_audio_transcription: {model: whisper-1}", 0),
  ]) func namesAreOpenElsewhere(_ text: String, _ warnings: Int) throws {
    let sessionc = try Sessionc([
      "p.yaml": "instructions: hi\nspeed: 1\n" + text, ".sessionc.yaml": "server: compatible\n",
    ])
    let result = try sessionc.run("lint", "p.yaml", "--format", "concise")
    #expect(
      result.output.split(separator: "\n").count { $0.contains("warning[SP207") } == warnings,
      "\(result.output)"
    )
    #expect(!result.output.contains("error["), "\(result.output)")
  }

  @Test func onlyKnownServersAreTaken() throws {
    let sessionc = try Sessionc(["p.yaml": "voice: a\n", ".sessionc.yaml": "server: compatable\n"])
    let result = try sessionc.run("lint", "p.yaml")
    #expect(
      result.status == 2 && result.error.contains("did you mean `compatible`?"),
      "\(result.error)"
    )
  }
}
