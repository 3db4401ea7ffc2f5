import SessionProfiles
import SourceDiagnostics
import Testing

/// No number of a request is another one than the profile says, and none is `null`, whatever is
/// silenced.
@Suite struct SilencedNumberTests {
  private static func tool(_ content: String) -> String {
    """
    tools:
    - type: function
      name: f
      parameters:
        type: object
        properties:
          a:
            \(content)

    """
  }

  /// Each with a number that JSON cannot hold, and a comment about every other finding of its line.
  private static let profiles = [
    tool("maximum: 9223372036854775807  # sessionc: ignore[SP403]"),
    tool("maximum: 1e999  # sessionc: ignore[SP403]"),
    tool("maximum: .nan  # sessionc: ignore[SP403]"),
    tool("maximum: -.inf  # sessionc: ignore[SP403]"),
    tool("minLength: 18446744073709551615  # sessionc: ignore[SP403]"),
    tool("minLength: -1e400  # sessionc: ignore[SP403]"),
    tool("x-note: 9223372036854775807  # sessionc: ignore[SP403]"),
    tool("zz: {b: [9223372036854775807]}  # sessionc: ignore[SP403]"),
    tool("enum: [1, &n 9223372036854775807, *n]  # sessionc: ignore[SP403]"),
    tool("type: 18446744073709551615  # sessionc: ignore[SP403]"),
    "voice: 18446744073709551615 # sessionc: ignore[SP102]\n",
    "voice: .nan # sessionc: ignore[SP102]\n",
    "speed: 12345678901234567890 # sessionc: ignore[SP202]\n",
    "speed: -1e999 # sessionc: ignore[SP202]\n",
    "x-n: &n 9223372036854775807 # sessionc: ignore[SP102]\nvoice: *n\n",
    "type: realtime\nmodel: 99999999999999999999 # sessionc: ignore[SP102]\n",
    "type: realtime\naudio: {output: {speed: 99999999999999999999}} # sessionc: ignore[SP202]\n",
    "type: realtime\nmax_output_tokens: 1e999 # sessionc: ignore[SP202, SP102, SP201]\n",
    #"{"voice": 18446744073709551615} # sessionc: ignore[SP102]"#,
  ]

  /// What a compiler says of a profile: codes of errors, and whether there is a request.
  private func compile(
    _ text: String,
    _ target: Target?,
    _ change: (inout RulePolicy) -> Void = { _ in }
  ) -> (codes: Set<String>, hasRequest: Bool, message: String) {
    var options = Compiler.Options(target: target)
    change(&options.policy)
    let source = SourceText(name: "a.yaml", text: text)
    let result = Compiler(options: options).compile(source)
    let errors = result.diagnostics.filter { $0.severity == .error }
    #expect(
      Compiler(options: options).lint(source).map(\.message) == result.diagnostics.map(\.message)
    )
    return (Set(errors.map(\.rule.code)), result.request != nil, "\(errors.map(\.message))")
  }

  @Test(arguments: profiles, [nil] + Target.connected.map(Optional.some))
  func commentsDoNotLetItThrough(_ text: String, _ target: Target?) {
    let (codes, hasRequest, message) = compile(text, target)
    #expect(!hasRequest)
    // For a target of the other dialect what has no counterpart there is an error as well.
    #expect(codes.contains("SP205") || codes == ["SP105"], "\(text) \(message)")
    if target == nil { #expect(codes == ["SP205"], "\(text) \(message)") }
  }

  @Test(arguments: profiles)
  func settingsDoNotLetItThrough(_ text: String) {
    let bare = text.split(separator: "\n").map { line in
      line.split(separator: "#", maxSplits: 1).first.map(String.init) ?? ""
    }.joined(separator: "\n")
    let codes = ["SP101", "SP102", "SP201", "SP202", "SP203", "SP403"]
    let changes: [(inout RulePolicy) -> Void] = [
      { policy in for code in codes { policy.settings[code] = .off } },
      { policy in for code in codes { policy.settings[code] = .warning } },
      { policy in policy.ignored = Set(codes) },
      { policy in policy.selected = ["SP501"] },
    ]
    for change in changes {
      let (found, hasRequest, message) = compile(bare, nil, change)
      #expect(!hasRequest)
      #expect(found == ["SP205"], "\(bare) \(message)")
    }
  }

  /// What is silenced and can be held is let through.
  @Test(arguments: [
    tool("minLength: -5  # sessionc: ignore[SP403]"),
    "voice: 5 # sessionc: ignore[SP102]\n", "speed: 99.5 # sessionc: ignore[SP202]\n",
    "voise: [1, 1e21, 0x1F] # sessionc: ignore[SP101]\n",
    "x-a: 1e999\nspeed: 9 # sessionc: ignore[SP202]\n",
    "$things: 1e999 # sessionc: ignore[SP101]\n",
  ])
  func othersAreLetThrough(_ text: String) {
    let (codes, hasRequest, message) = compile(text, nil)
    #expect(codes == [] && hasRequest, "\(text) \(message)")
  }

  @Test func theFindingIsAtTheNumberAsAuthored() {
    let text = "voice: 18446744073709551615 # sessionc: ignore[SP102]\n"
    let source = SourceText(name: "a.yaml", text: text)
    for target in [Target.sessions, .gaClientSecrets] {
      let found = Compiler(options: .init(target: target)).lint(source)
      #expect(found.map(\.rule.code) == ["SP205"], "\(found.map(\.message))")
      #expect(found.map(\.path) == ["/voice"])
      #expect(found.map(\.span.range) == [7..<27])
    }
  }

  @Test(arguments: ["{a: 1e999}", "[.nan]", "{a: {b: -.inf}}", "1e400"])
  func layingOutWritesNoNullForANumber(_ text: String) {
    #expect(PrettyJSON.canonical(Array(text.utf8)) == nil)
    #expect(PrettyJSON.layOut(Array(text.utf8)) == nil)
  }
}
