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
}
