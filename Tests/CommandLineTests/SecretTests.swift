import TestSupport
import Testing

/// What else than reports shows the text of files: differences, notes and names.
@Suite struct SecretTests {
  private static let key = "sk-proj-" + "Zk3vQ9xW2mN7bT5hR8yL1cD4fG6jP0sAuEoXiB42"
  private static let profile = """
    # \(key)
    voise: sage
    instructions: Say \(key)
    x-a: {client_secret: \(key.dropFirst(8))} # sessionc: ignore[SP601]

    """

  @Test(arguments: [
    ["lint", "p.yaml"], ["lint", "--diff", "p.yaml"], ["lint", "--fix", "p.yaml"],
    ["lint", "--fix", "--unsafe", "p.yaml"], ["migrate", "p.yaml"],
    ["migrate", "--write", "p.yaml"],
    ["compile", "p.yaml"], ["compile", "p.yaml", "-o", "out", "--check"],
    ["compile", "ok.yaml", "-o", "out", "--check"],
    ["lint", "--baseline", "b.json", "--write-baseline", "p.yaml"],
  ])
  func isNotShown(_ arguments: [String]) throws {
    // Silenced, so that it is compiled.
    let ok = "instructions: Say \(Self.key) # sessionc: ignore[SP601]\n"
    let command = try Sessionc([
      "p.yaml": Self.profile, "ok.yaml": ok,
      "out/ok.json": #"{"instructions":"Say \#(Self.key) now"}"# + "\n",
    ])
    let result = try command.run(arguments)
    let baseline = command.text("b.json") ?? ""
    for text in [result.output, result.error, baseline] {
      #expect(!text.contains("Zk3vQ9xW2mN7"), "\(arguments)")
    }
    #expect(result.status != 2, "\(result.error)")
  }

  /// However a key comes into what is said: from a configuration, a baseline, an argument, a name.
  @Test(arguments: [
    ["import", "twice.json"], ["lint", "--config", "config.yaml", "p.yaml"],
    ["lint", "--config", "broken.yaml", "p.yaml"], ["lint", "p.yaml", "--baseline", "stale.jsonl"],
    ["lint", "p.yaml", "--baseline", "p.yaml"], ["lint", "wide.yaml"],
    ["lint", "wide.yaml", "--format", "json"], ["lint", "slash.yaml", "--format", "json"],
    ["lint", "slash.yaml", "--format", "junit"], ["lint", "--diff", "lines.yaml"],
    ["migrate", "lines.yaml"], ["lint", "lines.yaml"], ["lint", "ignored.yaml"],
    ["lint", "ignored.yaml", "--format", "sarif"], ["lint", "p.yaml", "--select", key],
    ["lint", "p.yaml", "--select", "Bearer \(key.dropFirst(8))"], ["lint", "--\(key)"],
    ["lint", key], ["explain", key], ["compile", "p.yaml", "--target", key],
    ["lint", "p.yaml", "--format", key], ["init", "p.yaml/\(key)"], ["lint", "\(key).yaml"],
    ["lint", "p.yaml", "--baseline", "\(key)/b"], ["compile", "p.yaml", "-o", "\(key)/"],
  ])
  func isNotRepeated(_ arguments: [String]) throws {
    let key = Self.key
    let halves = "\(key.prefix(20))\\\n    \(key.dropFirst(20))"
    let wide = "voice: \(key)\n".utf16.map { String(UnicodeScalar($0) ?? " ") + "\0" }.joined()
    let command = try Sessionc([
      "p.yaml": Self.profile, "twice.json": #"{"\#(key)": 1, "\#(key)": 2}"#,
      "config.yaml": "allow: {\(key): [\(key)]}\nexclude: [../\(key)]\n\(key): 1\n",
      "broken.yaml": "allow: {\(key): [\n", "wide.yaml": wide,
      "stale.jsonl": """
      {"code":"SP101","count":1,"file":"gone.yaml","fingerprint":"x","message":"\(key)"}

      """,
      "slash.yaml": "voice: alloy\n\"https://user:\(key.dropFirst(8))@host/a~b\": 1\n",
      "lines.yaml": "voice: alloy\ninstructions: \"Use \(halves)\"\ntemperatur: 0.8\n",
      "ignored.yaml": """
      # sessionc: ignore[SP501, \(key)] \(key)
      temperature: 0.6 # sessionc: ignore[SP501] sk-proj-\\x5a\(key.dropFirst(9))
      """,
    ])
    let result = try command.run(arguments)
    let shown = result.output + result.error
    #expect(!shown.contains("Zk3vQ9xW2mN7") && !shown.contains("k3vQ9xW2mN7bT5"), "\(shown)")
    #expect(!shown.isEmpty)
  }
}
