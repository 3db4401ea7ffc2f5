import Foundation
import TestSupport
import Testing

/// What `diff` writes, and its exit statuses.
@Suite struct DiffFormTests {
  private static func profile(_ text: String) -> String { "type: realtime\n\(text)\n" }

  private func diff(
    _ old: String,
    _ new: String,
    _ arguments: String...,
    environment: [String: String] = [:]
  ) throws -> Sessionc.Result {
    let sessionc = try Sessionc(["old.yaml": Self.profile(old), "new.yaml": Self.profile(new)])
    return try sessionc.run(["diff", "old.yaml", "new.yaml"] + arguments, environment: environment)
  }

  @Test func theTextHasLevelsPlacesAndAdvice() throws {
    let old = """
      audio: {input: {format: {type: audio/pcmu}}}
      tools: [{type: mcp, server_label: shop, server_url: "https://x.test", require_approval: always}]
      instructions: |
        Who you are.

        Ask for the number; it has eight digits.
      """
    let new = """
      audio:
        input: {format: {type: audio/pcm, rate: 24000}}
        output: {speed: 1}
      tools: [{type: mcp, server_label: shop, server_url: "https://x.test", require_approval: never}]
      instructions: |
        Who you are.

        Ask for the number; it has ten digits.
        - Be kind.
      """
    let result = try diff(old, new)
    #expect(
      result.output == """
        new.yaml
          breaking   /audio/input/format            audio/pcmu -> audio/pcm 24000   client-audio-format
                     clients send and play audio in this form: change them first
                     new.yaml:3
          safety     /tools/shop/require_approval   always -> never   tool-surface
                     the session may reach or do more than before
                     new.yaml:5
          behaviour  /instructions                  +3 -1 words   text
                     new.yaml:9

              Ask for the number; it has [-eight-]{+ten+} digits.
            + - Be kind.
          cosmetic   1 change (--all shows it)

        1 of 1 profile changes: 1 breaking, 1 safety, 1 behaviour, 1 cosmetic

        """
    )
    let all = try diff(old, new, "--all")
    #expect(
      all.output.contains(
        "  cosmetic   /audio/output/speed            1 (default) -> 1   default-written"
      )
    )
  }

  @Test(arguments: [
    ("", "audio: {output: {speed: 1}}", [], 1),
    ("", "audio: {output: {speed: 1}}", ["--fail-on", "breaking"], 0),
    ("", "audio: {output: {speed: 1}}", ["--fail-on", "behaviour"], 0),
    ("", "tracing: auto", ["--fail-on", "breaking"], 0),
    ("", "tracing: auto", ["--fail-on", "breaking,safety"], 1),
    ("", "tracing: auto", ["--fail-on", "behaviour"], 1),
    ("", "tracing: auto", ["--fail-on", "none"], 0),
    ("", "output_modalities: [text]", ["--fail-on", "breaking"], 1), ("", "", [], 0),
    ("", "tracing: auto", ["--fail-on", "loud"], 2),
    ("", "tracing: auto", ["--format", "yaml"], 2),
    ("", "tracing: auto", ["--format", "json", "--format", "html"], 2),
  ])
  func theStatusSaysHowGraveItIs(
    _ old: String,
    _ new: String,
    _ arguments: [String],
    _ status: Int32
  ) throws {
    let sessionc = try Sessionc(["old.yaml": Self.profile(old), "new.yaml": Self.profile(new)])
    let result = try sessionc.run(["diff", "old.yaml", "new.yaml"] + arguments)
    #expect(result.status == status, "\(result.output)\(result.error)")
  }

  static let hostile = """
    @team ![x](http://evil.test/a.png) </details> <script>alert(1)</script>
    ```` ``` ` | \\| [l](http://evil.test) #1 <!-- --> &lt; ::error::x ##[group]
    """

  /// Nothing of a file is more than text.
  @Test func markdownHasTextAlone() throws {
    let quoted = Self.hostile.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    let old = "instructions: |\n\(quoted)\ntools: [{type: function, name: a}]"
    let new = """
      instructions: |
      \(quoted.replacing("evil", with: "worse"))
      tools: [{type: function, name: "@team|`x`</details>"}]
      """
    let result = try diff(old, new, "--format", "markdown")
    #expect(
      result.output.hasPrefix("<!-- sessionc-diff -->\n**sessionc:** 1 of 1 profile changes: ")
    )
    // What is left without code has nothing of the files.
    var rest = ""
    var fence: Substring?
    for line in result.output.split(separator: "\n", omittingEmptySubsequences: false) {
      let ticks = line.prefix { $0 == "`" }
      if let open = fence {
        if line == open { fence = nil }
      } else if ticks.count >= 3, !line.dropFirst(ticks.count).contains("`") {
        fence = ticks
      } else {
        rest += Self.withoutSpans(String(line)) + "\n"
      }
    }
    #expect(fence == nil)
    for part in ["@team", "evil", "worse", "script", "](", "::error", "##["] {
      #expect(!rest.contains(part), "\(part) in \(rest)")
    }
    #expect(rest.components(separatedBy: "</details>").count == 2)
    // A cell is no wider than its column.
    for line in result.output.split(separator: "\n") where line.hasPrefix("| ") {
      let cells = line.replacing("\\|", with: "").split(
        separator: "|",
        omittingEmptySubsequences: false
      )
      #expect(cells.count == 6, "\(line)")
    }
  }

  /// A line without its code spans, as CommonMark reads them.
  private static func withoutSpans(_ line: String) -> String {
    var (result, rest) = ("", line[...])
    while let tick = rest.firstIndex(of: "`") {
      let ticks = rest[tick...].prefix { $0 == "`" }
      var after = rest[ticks.endIndex...]
      var end: Substring.Index?
      while let next = after.firstIndex(of: "`") {
        let run = after[next...].prefix { $0 == "`" }
        if run.count == ticks.count {
          end = run.endIndex
          break
        }
        after = after[run.endIndex...]
      }
      guard let end else { return result + rest }
      result += rest[..<tick]
      rest = rest[end...]
    }
    return result + rest
  }

  @Test func markdownHasRoomInAComment() throws {
    let old = (0..<3_000).map { "- {type: function, name: old_\($0), description: x}\n" }.joined()
    let new = (0..<3_000).map { "- {type: function, name: new_\($0), description: y}\n" }.joined()
    let result = try diff("tools:\n\(old)", "tools:\n\(new)", "--format", "markdown")
    #expect(result.output.utf16.count <= 60_000)
    #expect(result.output.contains("Left out, since a comment has no room for more: "))
    #expect(result.output.contains("3000 breaking"))
  }

  @Test func thePageLoadsAndRunsNothing() throws {
    let quoted = Self.hostile.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    let result = try diff(
      "instructions: |\n\(quoted)\n",
      "instructions: |\n\(quoted)\n  <img src=x onerror=alert(1)>\ntools: [{type: function, name: \"\\\"><b>\"}]",
      "--format",
      "html"
    )
    let page = result.output
    #expect(page.hasPrefix("<!DOCTYPE html>\n"))
    #expect(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""))
    for part in ["<script", "<img", "<b>\"", "src=", "href=", "url(", "@import", "<a "] {
      #expect(!page.replacing("src=x", with: "").contains(part), "\(part)")
    }
    #expect(page.contains("&lt;img src=x onerror=alert(1)&gt;"))
    // Elements are closed in their order.
    var open: [Substring] = []
    for match in page.matches(of: /<(\/?)([a-z0-9]+)[^>]*>/) {
      let name = match.2
      if ["meta", "input"].contains(name) { continue }
      if match.1.isEmpty { open.append(name) } else { #expect(open.popLast() == name) }
    }
    #expect(open.isEmpty)
  }

  @Test func secretsAreShownNowhere() throws {
    let key = "sk-" + SampleSecret.random(44)
    let shop = "type: mcp, server_label: s, server_url: \"https://x.test\""
    let old = "instructions: Say \(key) now\ntools: [{\(shop), authorization: hunter2hunter2}]"
    let new = """
      instructions: Say \(key.dropLast(4))ABCD now and then
      tools: [{\(shop), authorization: hunter3hunter3, headers: {Authorization: hunter4hunter4}}]
      """
    try expectHidden(old, new, key)
  }

  /// Whatever lint calls a secret, in values that change.
  @Test(arguments: [
    "authorization: hunter2hunter2", "authorization: {token: hunter2hunter2}",
    "headers: {Authorization: hunter2hunter2}", "headers: {AUTHORIZATION: hunter2hunter2}",
    "headers: {X-Auth-Token: hunter2hunter2}", "headers: {X-API-Key: hunter2hunter2}",
    "headers: {Cookie: hunter2hunter2}", "headers: {Proxy-Authorization: hunter2hunter2}",
    "headers: {X-Mine: hunter2hunter2}", "headers: \"Authorization: hunter2hunter2\"",
    "api_key: hunter2hunter2", "meta: {token: hunter2hunter2}",
  ])
  func whatHoldsACredentialIsHidden(_ member: String) throws {
    let (one, two) = (SampleSecret.random(32, seed: 3), SampleSecret.random(32, seed: 4))
    let shop = "type: mcp, server_label: s, server_url: \"https://x.test\""
    let old = "tools: [{\(shop), \(member.replacing("hunter2hunter2", with: one))}]"
    try expectHidden(old, old.replacing(one, with: two), one)
    try expectHidden(old.replacing(one, with: two), old, one)
    try expectHidden("", old, one)
    try expectHidden(old, "tools: [{\(shop)}]", one)
  }

  private func expectHidden(_ old: String, _ new: String, _ key: String) throws {
    for form in ["text", "markdown", "json", "github", "html"] {
      let result = try diff(old, new, "--format", form, "--all", "--full")
      #expect(result.status == 1)
      #expect(
        !result.output.contains("hunter") && !result.output.contains(key.prefix(20)),
        "\(form)"
      )
    }
  }

  @Test func gitHubGetsOneLineAChange() throws {
    let result = try diff(
      "model: gpt-realtime",
      "model: gpt-realtime-2\noutput_modalities: [text]",
      "--format",
      "github"
    )
    #expect(
      result.output
        == """
        ::error file=new.yaml,line=3,endLine=3,title=breaking client-modalities::new.yaml%3A /output_modalities [audio] (default) -> [text]%0Aclients handle the events of the other kind from then on: change them first
        ::warning file=new.yaml,line=2,endLine=2,title=behaviour cost::new.yaml: /model gpt-realtime -> gpt-realtime-2

        """.replacing("new.yaml%3A", with: "new.yaml:")
    )
  }

  @Test func formsGoToFiles() throws {
    let sessionc = try Sessionc([
      "a.yaml": Self.profile(""), "b.yaml": Self.profile("tracing: auto"),
    ])
    let result = try sessionc.run(
      "diff",
      "a.yaml",
      "b.yaml",
      "--format",
      "text",
      "--format",
      "json=out.json",
      "--format",
      "html=out.html",
      "--format",
      "markdown=out.md"
    )
    #expect(result.status == 1 && result.output.hasPrefix("b.yaml\n"))
    #expect(sessionc.text("out.json")?.hasPrefix("{\"version\":1,") ?? false)
    #expect(sessionc.text("out.md")?.hasPrefix("<!-- sessionc-diff -->") ?? false)
    #expect(sessionc.text("out.html")?.hasPrefix("<!DOCTYPE html>") ?? false)
    // A profile is no place for a report.
    let onto = try sessionc.run("diff", "a.yaml", "b.yaml", "--format", "json=b.yaml")
    #expect(onto.status == 2)
    #expect(sessionc.text("b.yaml") == Self.profile("tracing: auto"))
  }

  @Test func aVariantIsComparedWithAnother() throws {
    let text = """
      $variants:
        staging: {model: gpt-realtime-2.1-mini}
        prod: {model: gpt-realtime-2.1}
      type: realtime
      """
    let sessionc = try Sessionc(["p/a.yaml": text, "p/plain.yaml": "type: realtime\n"])
    let result = try sessionc.run("diff", "p", "--variant", "staging..prod")
    #expect(result.status == 1)
    #expect(
      result.output == """
        p/a.yaml (staging..prod)
          behaviour  /model   gpt-realtime-2.1-mini -> gpt-realtime-2.1   cost
                     p/a.yaml:3

        1 of 1 profile changes: 1 behaviour

        """
    )
    let missing = try sessionc.run("diff", "p", "--variant", "staging..production")
    #expect(missing.status == 2)
    #expect(
      missing.error.contains("production: no profile has it; the variants are `staging`, `prod`")
    )
    for wrong in [["p", "--variant", "a.."], ["p"], ["p", "--variant", "a..b..c"]] {
      #expect(try sessionc.run(["diff"] + wrong).status == 2)
    }
  }

  @Test func variantsAreComparedOneByOne() throws {
    let old = "$variants: {dev: {}, prod: {}}\ntype: realtime\n"
    let new = "$variants: {prod: {tracing: auto}, test: {}}\ntype: realtime\n"
    let sessionc = try Sessionc(["old.yaml": old, "new.yaml": new])
    let result = try sessionc.run("diff", "old.yaml", "new.yaml")
    #expect(
      result.output.contains(
        "new.yaml (prod)\n  safety     /tracing   null (default) -> auto   privacy"
      )
    )
    #expect(result.output.contains("new.yaml (test): added   behaviour   profile-added"))
    #expect(result.output.contains("new.yaml (dev): removed   breaking   profile-removed"))
    let one = try sessionc.run("diff", "old.yaml", "new.yaml", "--variant", "prod")
    #expect(one.output.hasSuffix("1 of 1 profile changes: 1 safety\n"))
  }

  /// What a server answers says more than what it was sent.
  @Test func anAnswerIsComparedWithAProfile() throws {
    let answer = """
      {"id":"sess_1","object":"realtime.session","expires_at":0,"type":"realtime","model":"gpt-realtime-2.1",
      "output_modalities":["audio"],"tools":[],"tool_choice":"auto","tracing":null,"truncation":"auto","prompt":null,
      "audio":{"input":{"format":{"type":"audio/pcm","rate":24000},"turn_detection":{"type":"server_vad","threshold":0.5,
      "prefix_padding_ms":300,"silence_duration_ms":500,"idle_timeout_ms":null,"create_response":true,
      "interrupt_response":true},"transcription":null,"noise_reduction":null},
      "output":{"format":{"type":"audio/pcm","rate":24000},"voice":"ash","speed":1}}}
      """
    let sessionc = try Sessionc([
      "live.json": answer,
      "same.yaml": Self.profile(
        "model: gpt-realtime-2.1\naudio: {output: {voice: ash}}\n$target: ga-session-update"
      ),
      "other.yaml": Self.profile("model: gpt-realtime-2.1\naudio: {output: {voice: marin}}"),
    ])
    let same = try sessionc.run("diff", "live.json", "same.yaml", "--fail-on", "behaviour")
    #expect(same.status == 0, "\(same.output)")
    let other = try sessionc.run("diff", "live.json", "other.yaml", "--fail-on", "behaviour")
    #expect(other.status == 1)
    #expect(other.output.contains("behaviour  /audio/output/voice   ash -> marin   field"))
  }

  @Test func migratingShowsTheEndpointAndNothingElse() throws {
    let flat = """
      model: gpt-4o-realtime-preview-2025-06-03
      modalities: [text, audio]
      voice: alloy
      input_audio_format: g711_ulaw
      input_audio_transcription: {model: whisper-1}
      turn_detection: {type: server_vad, threshold: 0.6}
      max_response_output_tokens: 300
      tools: [{type: function, name: a, parameters: {type: object}}]
      """
    let sessionc = try Sessionc(["flat.yaml": flat, "new.yaml": flat])
    #expect(try sessionc.run("migrate", "--write", "new.yaml").status == 0)
    let result = try sessionc.run("diff", "flat.yaml", "new.yaml", "--all")
    #expect(
      result.output == """
        new.yaml
          breaking   /$target   sessions -> ga-client-secrets   client-endpoint
                     whoever posts the request must post the new one: change that first
                     new.yaml:1

        1 of 1 profile changes: 1 breaking

        """
    )
  }

  /// A field that only the flat dialect has is told all the same.
  @Test func whatHasNoCounterpartIsCompared() throws {
    let sessionc = try Sessionc([
      "a.yaml": "voice: alloy\ntemperature: 0.8\n", "b.yaml": "voice: alloy\ntemperature: 0.9\n",
      "c.yaml": Self.profile("audio: {output: {voice: alloy}}"),
    ])
    let both = try sessionc.run("diff", "a.yaml", "b.yaml")
    #expect(
      both.output.contains("behaviour  /temperature   0.8 -> 0.9   field\n             b.yaml:2")
    )
    try sessionc.write("voice: alloy\n", to: "d.yaml")
    let standard = try sessionc.run("diff", "a.yaml", "d.yaml", "--all")
    #expect(standard.output.contains("cosmetic   /temperature   0.8 -> (none)   default-dropped"))
    let gone = try sessionc.run("diff", "a.yaml", "c.yaml")
    #expect(gone.output.contains("cosmetic   1 change (--all shows it)"))
  }

  /// Layout is no change.
  @Test func keyOrderCommentsAndQuotesAreNoChange() throws {
    let sessionc = try Sessionc([
      "a.yaml": Self.profile(
        "model: gpt-realtime-2.1\nmax_output_tokens: 1200\ntools:\n- {type: function, name: a}"
      ),
      "b.json":
        #"{"tools":[{"name":"a","type":"function"}],"max_output_tokens":1.2e3,"model":"gpt-realtime-2.1","type":"realtime"}"#,
      "c.yaml":
        "# c\nx-own: 1\n'model': \"gpt-realtime-2.1\" # m\ntools: [ {name: 'a', type: function} ]\nmax_output_tokens: 0x4B0\ntype: realtime\n",
    ])
    for pair in [["a.yaml", "b.json"], ["b.json", "c.yaml"], ["a.yaml", "c.yaml"]] {
      let result = try sessionc.run(["diff", "--all"] + pair)
      #expect(result.output == "no change in 1 profile\n")
      #expect(result.status == 0)
    }
  }

  @Test func theTeamSaysHowGraveItIs() throws {
    let sessionc = try Sessionc(
      [
        "old.yaml": Self.profile("model: gpt-realtime"),
        "new.yaml": Self.profile(
          "model: gpt-realtime-2\naudio: {output: {voice: ash}}\ntracing: auto"
        ),
        ".sessionc.yaml": "changes: {cost: off, audio.output: breaking, privacy: cosmetic}\n",
      ],
      isForOpenAI: true
    )
    let result = try sessionc.run("diff", "old.yaml", "new.yaml", "--fail-on", "breaking")
    #expect(result.status == 1)
    #expect(
      result.output.contains("breaking   /audio/output/voice   alloy (default) -> ash   field")
    )
    #expect(result.output.hasSuffix("1 of 1 profile changes: 1 breaking, 1 cosmetic\n"))
    let none = try sessionc.run("diff", "old.yaml", "new.yaml", "--no-config")
    #expect(none.output.contains("/model"))
  }

  @Test func theKindsAreListed() throws {
    let sessionc = try Sessionc()
    let text = try sessionc.run("rules", "--changes").output
    #expect(text.hasPrefix("breaking   client-endpoint      the request goes to another endpoint"))
    let json = try sessionc.run("rules", "--changes", "--format", "json").output
    let list = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
    #expect(list?.count == text.split(separator: "\n").count)
    let page = try sessionc.run("rules", "--changes", "--format", "markdown").output
    #expect(page.hasPrefix("| level | kind | when |\n"))
  }
}
