import ProfileRules
import ProjectConfiguration
import SourceDiagnostics
import Testing

/// `policies` as they are written, and each mistake at its place.
@Suite struct PolicyReaderTests {
  private func read(_ text: String) -> (Configuration?, [String]) {
    let source = SourceText(name: ".sessionc.yaml", text: text)
    let (configuration, diagnostics) = ConfigurationReader.read(source)
    let lines = LineTable(source.bytes)
    return (
      configuration,
      diagnostics.map { finding in
        let place = lines.position(of: finding.span.start)
        return "\(place.line):\(place.column) \(finding.message) (\(finding.help ?? ""))"
      }
    )
  }

  @Test func readsEverything() throws {
    let (configuration, problems) = read(
      """
      policies:
        all:
          field: tools.require_approval
          when: { type: mcp, server_label: [shop-*, bank] }
          require: true
          in: [always]
          not: [never, "*x"]
          some: true
          paths: [profiles/phone]
          except: [profiles/phone/legacy.yaml]
          variants: [prod, eu-1]
          severity: warning
          why: Somebody asks first.
          may-ignore: true
        number: { field: max_output_tokens, min: 1, max: 0x4B0 }
        text: { field: instructions, min-length: 1, max-length: 2000, contains: "*" }
        off: { field: tracing, forbid: true }
        greets: { field: instructions, contains: "{{company}}", not: ["*<your-name>*", $NAME] }
        flat: { field: max_response_output_tokens, require: true }
        booleans: { field: audio.input.turn_detection.create_response, in: [true] }
        numbers: { field: audio.output.speed, in: [1, 1.5], not: [0.25] }
      severities: { all: off, Number: error, SP901: warning }
      """
    )
    #expect(problems == [])
    let policies = try #require(configuration?.policies)
    #expect(
      policies.names == ["all", "number", "text", "off", "greets", "flat", "booleans", "numbers"]
    )
    let all = try #require(policies.policy(named: "all"))
    #expect(all.field == "tools.require_approval" && all.isRequired && all.needsOnlyOne)
    #expect(all.conditions.map(\.member) == ["type", "server_label"])
    #expect(all.conditions.map(\.values.count) == [1, 2])
    #expect(all.allowed == [.text(TextPattern("always"))] && all.refused.count == 2)
    #expect(all.variants == ["prod", "eu-1"] && all.severity == .warning && all.mayBeIgnored)
    #expect(all.why == "Somebody asks first.")
    let number = try #require(policies.policy(named: "number"))
    #expect(number.minimum == 1 && number.maximum == 1200)
    let text = try #require(policies.policy(named: "text"))
    #expect(text.minLength == 1 && text.maxLength == 2000 && text.contained == "*")
    #expect(policies.policy(named: "booleans")?.allowed == [.boolean(true)])
    #expect(policies.policy(named: "numbers")?.allowed == [.number(1), .number(1.5)])
    #expect(
      configuration?.policy.settings == ["all": .off, "number": .error, "SP901": .warning]
    )
  }

  private static let asks = "give it `require: true`, `in: [VALUE]`, `max: NUMBER` or another check"
  private static let name = "write lower-case letters, digits and `-`, such as `house-voices`"

  @Test(
    arguments: [
      (
        "{ field: max_output_token, max: 1 }",
        "2:15 `max_output_token` is not a field of a session (did you mean `max_output_tokens`?)"
      ),
      (
        "{ field: audio.outptu.voice, in: [marin] }",
        "2:15 `audio.outptu.voice` is not a field of a session (did you mean `audio.output.voice`?)"
      ),
      (
        "{ field: max_response_output_token, max: 1 }",
        "2:15 `max_response_output_token` is not a field of a session (did you mean `max_response_output_tokens`?)"
      ),
      (
        "{ field: $target, require: true }",
        "2:15 `$target` is not a field of a session (write a field's dotted path, such as `model` or `audio.output.voice`)"
      ),
      (
        "{ feild: model, in: [a] }",
        "2:8 `feild` is not a setting of `policies.p` (did you mean `field`?)"
      ),
      ("{ in: [a] }", "2:3 `policies.p` has no `field` (*)"),
      ("{ field: model }", "2:3 `p` asks for nothing (\(asks))"),
      ("{ field: model, require: false }", "2:3 `p` asks for nothing (\(asks))"),
      (
        "{ field: model, max: 3 }",
        "2:22 `max` is about numbers, and `model` takes text (use `in` or `not`)"
      ),
      (
        "{ field: audio.output.speed, max: fast }",
        "2:40 `max` must be a number, not the text `fast` ()"
      ),
      (
        "{ field: audio.output.speed, max-length: 3 }",
        "2:35 `max-length` is about text or lists, and `audio.output.speed` takes numbers (use `in` or `not`)"
      ),
      (
        "{ field: audio.output, in: [x] }",
        "2:29 `in` is about text or numbers or `true` and `false` or `null`, and `audio.output` takes objects (name a field inside it, as `audio.output.…`)"
      ),
      ("{ field: model, in: [] }", "2:26 `in` is an empty list (give it at least 1 item)"),
      ("{ field: model, in: }", "*"),
      (
        "{ field: model, in: x }",
        "2:26 `in` must be a list, not the text `x` (write a list: `[x]`)"
      ),
      (
        "{ field: audio.output.speed, in: [fast] }",
        "2:40 `audio.output.speed` takes numbers, and never `fast` (write a value that the field takes, or remove this one)"
      ),
      (
        "{ field: audio.output.speed, min: 2, max: 1 }",
        "2:40 `min` is 2, above `max`, which is 1 (write the smaller number in `min`)"
      ),
      (
        "{ field: instructions, min-length: 2, max-length: 1 }",
        "2:41 `min-length` is 2, above `max-length`, which is 1 (write the smaller number in `min-length`)"
      ),
      (
        "{ field: tools.require_approval, when: { typ: mcp }, in: [always] }",
        "2:47 `typ` is no member of the object that holds `tools.require_approval` (did you mean `type`?)"
      ),
      (
        "{ field: model, some: true, in: [a] }",
        "2:22 `some` is about the items of a list, and `model` is in none (remove it)"
      ),
      (
        "{ field: tracing, forbid: true, require: true }",
        "2:24 a field that is forbidden can be nothing else (keep `forbid`, or the other checks)"
      ),
      (
        "{ field: model, in: [a], variants: [Prod] }",
        "2:42 `Prod` is no name of a variant (a variant is named with lower-case letters, digits and `-`, such as `prod`)"
      ),
      (
        "{ field: model, in: [a], except: [../x] }",
        "2:40 `../x` leads out of the folder of this file (write a path below it, without `..` and without `/` at its beginning)"
      ),
      ("{ field: model, in: [a], severity: off }", "*"),
      ("[model]", "*"),
      ("model", "*"),
      ("{ field: model, require: yes }", "*"),
    ]
  )
  func saysWhatIsWrong(_ policy: String, _ expected: String) {
    let (configuration, problems) = read("policies:\n  p: \(policy)\n")
    #expect(configuration == nil)
    #expect(problems.count == 1, "\(problems)")
    guard expected != "*", let problem = problems.first else { return }
    let isBegin = expected.hasSuffix("(*)")
    #expect(isBegin ? problem.hasPrefix(expected.dropLast(3)) : problem == expected)
  }

  @Test(
    arguments: [
      (
        "SP501",
        "2:3 `SP501` is a rule already, SP501 `temperature-advice` (give the policy another name)"
      ),
      ("policy", "2:3 `policy` is a rule already, SP901 `policy` (give the policy another name)"),
      (
        "wrong-type",
        "2:3 `wrong-type` is a rule already, SP102 `wrong-type` (give the policy another name)"
      ),
      ("sp9", "2:3 `sp9` looks like the code of a rule (give the policy another name)"),
      ("sp", "2:3 `sp` looks like the code of a rule (give the policy another name)"),
      ("House", "2:3 `House` is no name for a policy (\(name))"),
      ("a b", "2:3 `a b` is no name for a policy (\(name))"),
      ("a-", "2:3 `a-` is no name for a policy (\(name))"),
      ("\"\"", "2:3 `` is no name for a policy (\(name))"),
      ("\"a\\u001b[2J\"", "2:3 `a\u{1b}[2J` is no name for a policy (\(name))"),
      ("1a", "2:3 `1a` is no name for a policy (\(name))"),
    ]
  )
  func namesAreChecked(_ key: String, _ expected: String) {
    let (configuration, problems) = read("policies:\n  \(key): { field: model, in: [a] }\n")
    #expect(configuration == nil && problems == [expected])
  }

  @Test func thereAreAtMost200() {
    func text(_ count: Int) -> String {
      "policies:\n"
        + (0..<count).map { "  p\($0): { field: model, in: [a] }\n" }.joined()
    }
    #expect(read(text(200)).0?.policies.all.count == 200)
    let many = read(text(1000)).1
    #expect(
      many == [
        "202:3 there are more than 200 policies (put several into one, with a list in `in`, or check less)"
      ]
    )
  }

  @Test func aSeverityNamesAPolicyThatIsThere() {
    let policy = "policies: { house-voices: { field: model, in: [a] } }\n"
    let (_, problems) = read(policy + "severities: { house-voice: off }\n")
    #expect(problems == ["2:15 no rule is called `house-voice` (did you mean `house-voices`?)"])
    let twice = read(policy + "severities: { house-voices: off, House-voices: error }\n").1
    #expect(twice == ["2:34 the policy `house-voices` is set twice (keep one of the two)"])
  }

  @Test func aMistakeShowsNoSecret() {
    let key = "sk-" + "7Hq2mZ9xW4nB6vK1pR8tY3cL"
    let (_, problems) = read("policies:\n  p: { field: audio.output.speed, in: [\(key)] }\n")
    #expect(problems.count == 1 && !problems.joined().contains("7Hq2"))
  }

  @Test func withoutAReaderNothingIsExtended() {
    let (configuration, problems) = read("extends: ../policies.yaml\n")
    #expect(configuration == nil)
    #expect(
      problems == ["1:10 `../policies.yaml` is not read here (write the policies into this file)"]
    )
  }
}
