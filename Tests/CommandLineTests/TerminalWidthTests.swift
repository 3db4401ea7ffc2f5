import Foundation
import TestSupport
import Testing

/// At a terminal of 80 columns no word is broken; in a pipe no line is.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
struct TerminalWidthTests {
  private static let profile = """
    type: realtime
    model: gpt-4o
    voice: alloy
    unheard_of: 1
    tools:
      - {type: mcp, server_label: a, server_url: https://a.example, headers: 5}

    """

  static let commands = [
    "lint p.yaml", "lint b.json", "compile p.yaml", "lint nowhere-at-all", "lint", "migrate p.yaml",
    "explain SP101", "explain tools", "lnit p.yaml", "import p.yaml", "compile p.yaml --check",
  ]

  @Test(arguments: commands) func linesFit(_ arguments: String) throws {
    let sessionc = try Sessionc(["p.yaml": Self.profile, "b.json": "{\"type\":\"realtime\"}"])
    let command = "stty columns 80; '\(Sessionc.executable.path)' \(arguments)"
    let shown = try sessionc.start(
      ["-q", "-c", command, "/dev/null"],
      environment: ["TERM": "dumb"],
      program: URL(fileURLWithPath: "/usr/bin/script")
    ).wait().output
    let lines = shown.replacing("\r\n", with: "\n").split(separator: "\n")
    #expect(!lines.isEmpty)
    for line in lines where !line.hasPrefix("See 'sessionc") {
      #expect(line.count <= 80, "\(line)")
    }
    guard arguments == "lint p.yaml" else { return }
    #expect(lines.contains { $0.hasPrefix("           ") })
    let piped = try sessionc.run("lint", "p.yaml").output
    #expect(piped.contains { $0 == "\n" } && !piped.contains("\n           "))
  }
}
