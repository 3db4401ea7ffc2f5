import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

/// Text that could not be read to its end: what stands before the mistake is checked, and nothing is made up.
@Suite struct ReadablePartTests {
  /// Each line of every shipped profile broken in several ways: the mistake is all there is to tell.
  @Test(arguments: ["\"x", "[1, 2", "- y\n  z: 1", "a: b: c", "text", "\t- a", "{b", "'"])
  func nothingIsMadeUp(_ broken: String) throws {
    for path in try Repository.profiles() {
      let text = String(decoding: try Repository.bytes(path), as: UTF8.self)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      for index in lines.indices {
        let indent = lines[index].prefix { $0 == " " || $0 == "-" }.map { _ in " " }.joined()
        let mistake = broken.replacing("\n", with: "\n" + indent)
        // The line is kept behind the mistake, or replaced by it: by turns, since each is much work.
        let rest = lines[(index.isMultiple(of: 2) ? index : index + 1)...]
        let all = lines[..<index].map(String.init) + [indent + mistake] + rest.map(String.init)
        let source = SourceText(name: "p.yaml", text: all.joined(separator: "\n"))
        let result = Compiler().check(source)
        guard result.diagnostics.contains(where: { $0.rule.code == "SP001" }) else { continue }
        let others = result.diagnostics.filter { !$0.rule.code.hasPrefix("SP00") }
        #expect(others.isEmpty, "\(path), \(index), \(broken): \(others.map(\.message))")
      }
    }
  }

  /// Codes and lines in order.
  @Test(
    arguments: [
      ("temperature: 9\ninstructions: \"abc\n", ["SP202 1", "SP001 2"]),
      ("voice: sage\nvoise: alloy\ntools: [\n", ["SP101 2", "SP001 3"]),
      (
        "type: realtime\naudio:\n  output:\n    speed: 9\n  input: \"\n", ["SP202 4", "SP001 5"]
      ),
      (
        "type: realtime\naudio:\n  output:\n    speed: 9\n    voice: \"\n", ["SP202 4", "SP001 5"]
      ),
      ("type: session.update\nsession:\n  temperature: 9\n  voice: [\n", ["SP202 3", "SP001 4"]),
      // Nothing about what is not there yet, what is cut off, or what another line may explain.
      ("type: realtime\ntools:\n  - type: function\n    parameters: \"\n", ["SP001 4"]),
      ("audio:\n  output:\n    voice: \"\n", ["SP001 3"]),
      ("turn_detection:\n  eagerness: low\n  type: \"\n", ["SP001 3"]),
      ("voice: ash\n  b: c\n", ["SP001 2"]), ("temperature: 9\n  b: c\n", ["SP001 2"]),
      ("tool_choice: {type: function, name: a}\ntools: [\n", ["SP001 2"]),
      ("max_response_output_tokens: 5\ninstructions: \"\ntype: realtime\n", ["SP001 2"]),
      ("voise: 1 # sessionc: ignore[SP101] mine\ntools: [\n", ["SP001 2"]),
    ] as [(String, [String])]
  )
  func whatWasReadIsChecked(_ text: String, _ expected: [String]) {
    let source = SourceText(name: "p.yaml", text: text)
    let result = Compiler().check(source)
    let lines = LineTable(source.bytes)
    let found = result.diagnostics.map {
      "\($0.rule.code) \(lines.position(of: $0.span.start).line)"
    }
    #expect(found == expected)
    #expect(result.diagnostics.allSatisfy { $0.fix == nil })
    #expect(Compiler().compile(source).request == nil)
    #expect(
      Fixer(compiler: Compiler(), appliesUnsafe: true).fix(source).source.bytes == source.bytes
    )
  }
}
