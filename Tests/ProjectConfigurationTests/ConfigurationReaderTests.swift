import ProfileRules
import ProfileTargets
import ProjectConfiguration
import RequestDifference
import SourceDiagnostics
import Testing

@Suite struct ConfigurationReaderTests {
  private func read(_ text: String) -> (Configuration?, [Diagnostic]) {
    ConfigurationReader.read(SourceText(name: ".sessionc.yaml", text: text))
  }

  /// A kind of change, a field of either dialect.
  @Test func changesHaveLevels() throws {
    let text = "changes: {tool-text: cosmetic, voice: breaking, client-approvals: off}\n"
    let (configuration, found) = ConfigurationReader.read(SourceText(name: "c", text: text))
    #expect(found.isEmpty)
    let changes = try #require(configuration).changes
    #expect(changes.rules == ["tool-text": .level(.cosmetic), "client-approvals": .off])
    #expect(changes.fields == ["audio.output.voice": .level(.breaking)])
  }

  @Test(arguments: [
    (
      "changes: {tool-txt: off}", "`tool-txt` is no kind of change and no field of a session",
      "did you mean `tool-text`?"
    ),
    (
      "changes: {voice: off, audio.output.voice: off}",
      "the field `audio.output.voice` is set twice", "keep one of the two"
    ),
    ("changes: {text: loud}", "", ""),
  ])
  func aWrongChangeIsTold(_ text: String, _ message: String, _ help: String) {
    let (configuration, found) = ConfigurationReader.read(SourceText(name: "c", text: text))
    #expect(configuration == nil && found.count == 1)
    if !message.isEmpty {
      #expect(found.first?.message == message)
      #expect(found.first?.help == help)
    }
  }

  @Test func readsEverySetting() throws {
    let (configuration, diagnostics) = read(
      """
      paths: [profiles, teams/support]
      exclude: [profiles/drafts, "*.example.yaml"]
      target: session-update
      severities:
        temperature-advice: off
        SP207: error
      allow:
        model: [my-deployment]
        input_audio_transcription.model: [own-whisper]
      """
    )
    #expect(diagnostics.map(\.message) == [])
    let found = try #require(configuration)
    #expect(found.paths == ["profiles", "teams/support"])
    #expect(found.excludes("profiles/drafts/a.yaml"))
    #expect(!found.excludes("profiles/a.yaml"))
    #expect(found.target == .sessionUpdate)
    #expect(found.policy.settings == ["SP501": .off, "SP207": .error])
    #expect(found.policy.allowed["model"] == ["my-deployment"])
    #expect(found.policy.allowed["input_audio_transcription.model"] == ["own-whisper"])
  }

  @Test(arguments: ["exclude", "paths"])
  func listsOfPathsAreBounded(_ name: String) {
    func list(_ count: Int, _ length: Int = 1) -> String {
      let items = (0..<count).map { "- \($0)\(String(repeating: "x", count: length))\n" }
      return "\(name):\n" + items.joined()
    }
    #expect(read(list(1000)).1.isEmpty && read(list(1, 1023)).1.isEmpty)
    let many = read(list(1001))
    #expect(many.0 == nil)
    #expect(many.1.map(\.message) == ["`\(name)` has 1001 items; at most 1000 are allowed"])
    let long = read(list(1, 1024)).1
    #expect(long.map(\.path) == ["/\(name)/0"])
    #expect(long.first?.message.hasSuffix("has 1025 characters; at most 1024 are allowed") == true)
  }

  @Test(arguments: ["", "# nothing\n", "{}", "---\n"])
  func anEmptyFileDecidesNothing(_ text: String) {
    let (configuration, diagnostics) = read(text)
    #expect(diagnostics.isEmpty)
    #expect(configuration?.policy.settings == [:])
  }

  @Test(
    arguments: [
      (
        "severites: {}", "`severites` is not a setting of the configuration",
        "did you mean `severities`?"
      ),
      (
        "colour: red", "`colour` is not a setting of the configuration",
        "the settings are `paths`, `exclude`, `target`, `server`, `overlays`, `embedded`, `severities`, `allow`, `policies`, `changes` or `extends`"
      ),
      (
        "paths: profiles", "`paths` must be a list, not the text `profiles`",
        "write a list: `[profiles]`"
      ),
      ("target: session", "`session` is not a value for `target`", "did you mean `sessions`?"),
      ("severities: {SP50l: off}", "no rule is called `SP50l`", "did you mean `SP501`?"),
      (
        "severities: {SP501: false}", "`SP501` must be text, not the boolean `false`", "write `off`"
      ),
      (
        "severities: {syntax: off}", "`syntax` must stay an error",
        "remove this setting: such an error means that there is no request, or a wrong one"
      ),
      (
        "severities: {SP501: off, temperature-advice: error}",
        "the rule SP501 `temperature-advice` is set twice", "keep one of the two"
      ),
      ("allow: {modle: [a]}", "`modle` is not a field of a session", "did you mean `model`?"),
      (
        "allow: {turn_detection.tpye: [a]}", "`turn_detection.tpye` is not a field of a session",
        "did you mean `type`?"
      ),
      ("allow: {temperature: [a]}", "`temperature` has no list of values to add to", "remove it"),
      (
        "allow: {model: mine}", "`model` must be a list, not the text `mine`",
        "write a list: `[mine]`"
      ),
      (
        "exclude: [../other]", "`../other` leads out of the folder of this file",
        "write a path below it, without `..` and without `/` at its beginning"
      ),
      (
        "- a", "the configuration is not a mapping of settings",
        "write settings, such as `target: session-update`"
      ),
    ]
  )
  func saysWhatIsWrong(_ text: String, _ message: String, _ help: String) {
    let (configuration, diagnostics) = read(text)
    #expect(configuration == nil)
    #expect(diagnostics.map(\.message) == [message])
    #expect(diagnostics.map(\.help) == [help])
  }

  @Test(arguments: ["../\u{338}a", "/\u{338}a", "a/..", "/", ".."])
  func noPathLeadsOut(_ path: String) {
    let (configuration, diagnostics) = read("paths: ['\(path)']\n")
    #expect(configuration == nil)
    #expect(diagnostics.map(\.rule.code) == ["SP204"])
  }

  @Test func aFileOfOneWrongCommentHasItsFinding() {
    let (configuration, diagnostics) = read("# a\u{2028}b\n")
    #expect(configuration == nil)
    #expect(diagnostics.map(\.rule.code) == ["SP005"])
  }

  @Test func aSyntaxErrorIsFoundAtItsPlace() {
    let (configuration, diagnostics) = read("paths: [a\n")
    #expect(configuration == nil)
    #expect(diagnostics.map(\.rule.code) == ["SP001"])
  }
}
