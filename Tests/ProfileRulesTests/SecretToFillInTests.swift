import SessionProfiles
import TestSupport
import Testing

/// Secrets that are named: where they may stand, and that no request is written of them.
@Suite struct SecretToFillInTests {
  private static func tool(_ authorization: String, headers: String = "{}") -> String {
    """
    type: realtime
    tools:
      - type: mcp
        server_label: orders
        server_url: https://orders.example.com/mcp
        authorization: \(authorization)
        headers: \(headers)

    """
  }

  private static let onlyHere =
    "`$secret` is allowed only in `authorization` and in `headers` of an MCP tool"

  static let cases: [(profile: RuleCase, codes: [String], help: String?)] = [
    (RuleCase(tool("{$secret: TOKEN}")), [], nil),
    (RuleCase(tool("{\"$secret\": \"TOKEN\"}", headers: "{X-A: {$secret: _a1}}")), [], nil),
    (
      RuleCase(tool("*t").replacing("- type", with: "- x: &t {$secret: A}\n    type")), ["SP101"],
      "known"
    ),
    (RuleCase(tool("{$secret: «1X»}")), ["SP204"], "it must match ^[A-Za-z_][A-Za-z0-9_]*$"),
    (RuleCase(tool("{$secret: «[A]»}")), ["SP102"], nil),
    (RuleCase(tool("{$secret: A, «b»: c}")), ["SP101"], "remove it; no field is allowed here"),
    (RuleCase(tool("{}").replacing("authorization", with: "«authorization»")), ["SP103"], nil),
    (RuleCase(tool("«5»")), ["SP102"], "a secret is written `{$secret: NAME}`"),
    (RuleCase(tool("{$secret: «OPENAI_API_KEY»}")), ["SP201"], nil),
    (RuleCase("type: realtime\ninstructions: «{$secret: A}»\n"), ["SP102"], onlyHere),
    (RuleCase("type: realtime\naudio: {«$secret»: A}\n"), ["SP101"], onlyHere),
    (RuleCase("type: realtime\n«$secret»: A\n"), ["SP101"], onlyHere),
    // What stands for a secret and is none.
    (
      RuleCase(tool("«${TOKEN}»")), ["SP208"],
      "write `{$secret: TOKEN}`: `sessionc send` fills in that environment variable"
    ),
    (
      RuleCase(tool("«<google-oauth-access-token>»")), ["SP208"],
      "write `{$secret: GOOGLE_OAUTH_ACCESS_TOKEN}`: `sessionc send` fills in that environment variable"
    ),
    (
      RuleCase(tool("{$secret: A}", headers: "{Authorization: «Bearer YOUR_TOKEN»}")), ["SP208"],
      "write `{$secret: YOUR_TOKEN}`: `sessionc send` fills in that environment variable; its value begins with `Bearer `"
    ),
    (
      RuleCase(tool("«hunter2hunter»")), ["SP601"],
      "revoke it: whoever reads the repository can use it; then write `{$secret: NAME}`: `sessionc send` fills in that environment variable"
    ),
  ]

  @Test(arguments: cases.indices) func standsWhereASecretBelongs(_ index: Int) {
    let (test, codes, help) = Self.cases[index]
    let findings = test.findings
    #expect(findings.map(\.rule.code) == codes, "\(findings)")
    guard help != "known" else { return }
    #expect(findings.map(\.span.range) == test.marked.ranges)
    #expect(findings.first?.help == help || help == nil, "\(findings)")
  }

  @Test func aPlaceholderIsPutRight() throws {
    for (profile, wanted) in [
      (Self.tool("${TOKEN}"), Self.tool("{$secret: TOKEN}")),
      (Self.tool("'<my token>'"), Self.tool("{$secret: MY_TOKEN}")),
    ] {
      let source = SourceText(name: "a.yaml", text: profile)
      let fix = try #require(Compiler().lint(source).first?.fix)
      #expect(!fix.isSafe)
      var edits = TextEdits()
      let isAdded = edits.add(fix)
      #expect(isAdded)
      #expect(String(decoding: edits.applied(to: source.bytes), as: UTF8.self) == wanted)
    }
  }

  @Test func noRequestIsWrittenUnlessTheNameIsKept() throws {
    let source = SourceText(name: "a.yaml", text: Self.tool("{$secret: TOKEN}"))
    let refused = Compiler().compile(source)
    #expect(refused.request == nil && refused.secrets.isEmpty)
    let finding = try #require(refused.diagnostics.first)
    #expect(finding.rule.code == "SP603" && finding.path == "/tools/0/authorization")
    var options = Compiler.Options()
    options.keepsSecretNames = true
    let kept = Compiler(options: options).compile(source)
    let request = try #require(kept.request)
    let secret = try #require(kept.secrets.first)
    #expect(secret.name == "TOKEN")
    #expect(request[secret.range].elementsEqual(#"{"$secret":"TOKEN"}"#.utf8))
    #expect(source.bytes[secret.span.range].elementsEqual("{$secret: TOKEN}".utf8))
    // What looks the same in a tool's schema is data.
    let data =
      "type: realtime\ntools: [{type: function, name: a, parameters: {const: {$secret: A}}}]\n"
    #expect(Compiler().compile(SourceText(name: "b.yaml", text: data)).request != nil)
  }
}
