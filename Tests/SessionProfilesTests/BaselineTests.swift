import SessionProfiles
import SourceDiagnostics
import Testing

@Suite struct BaselineTests {
  private let text = "voise: alloy\nspeed: 9\ntools:\n  - {name: a}\n  - {name: b}\n"

  private func baseline(_ text: String) -> Baseline {
    let source = SourceText(name: "a.yaml", text: text)
    var baseline = Baseline()
    _ = baseline.add(Compiler().check(source), of: source, file: "a.yaml")
    return baseline
  }

  private func left(_ text: String, _ baseline: inout Baseline) -> [String] {
    let source = SourceText(name: "a.yaml", text: text)
    var result = Compiler().check(source)
    baseline.apply(to: &result, of: source, file: "a.yaml")
    return result.diagnostics.map { "\($0.rule.code) \($0.path)" }
  }

  private func read(_ baseline: Baseline) throws -> Baseline { try Baseline(baseline.bytes) }

  @Test func holdsEveryFindingOnce() throws {
    var baseline = try read(baseline(text))
    #expect(baseline.count == 4)
    let left1 = left(text, &baseline)
    #expect(left1 == [])
    #expect(baseline.staleEntries { _, _ in true }.isEmpty)
  }

  @Test func linesAndPlacesInListsDoNotCount() throws {
    var baseline = try read(baseline(text))
    let moved =
      "# more\n\nvoise:   alloy # x\ntemperature: 0.8\nspeed: 9\ntools:\n  - {type: function, name: z}\n  - {name: b}\n  - {name: a}\n"
    let left2 = left(moved, &baseline)
    #expect(left2 == [])
  }

  @Test func whatIsMissingDoesNotDependOnWhatIsThere() throws {
    var baseline = try read(baseline("tools:\n  - {name: a}\n"))
    let left0 = left("tools:\n  - {description: x, name: a}\n", &baseline)
    #expect(left0 == [])
  }

  /// Anything may hide behind a text that cannot be read.
  @Test func aTextThatCannotBeReadIsNotInIt() throws {
    var baseline = baseline("voice: [\n")
    #expect(baseline.count == 0)
    let left0 = left("voice: [\n", &baseline)
    #expect(left0 == ["SP001 "])
  }

  @Test func countsAreRespected() throws {
    var baseline = try read(baseline(text))
    let left3 = left(text + "  - {name: a}\n", &baseline)
    #expect(left3 == ["SP103 /tools/2", "SP401 /tools/2/name"])
  }

  @Test func whatIsGoneIsStaleAndShrinks() throws {
    var baseline = try read(baseline(text + "  - {name: a}\n"))
    let left4 = left("voice: alloy\ntools:\n  - {name: a}\n", &baseline)
    #expect(left4 == [])
    let stale = baseline.staleEntries { _, code in code != "SP202" }
    #expect(stale.count == 3)
    #expect(stale.contains { $0.text.hasSuffix("only 1 of 3 are left") })
    baseline.shrink { _, code in code != "SP202" }
    var shrunk = try read(baseline)
    #expect(shrunk.count == 2)
    let left5 = left(text, &shrunk)
    #expect(left5 == ["SP101 /voise", "SP103 /tools/1"])
  }

  @Test func theFileIsSortedAndOneLineEach() {
    let lines = String(decoding: baseline(text).bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines == lines.sorted())
    #expect(lines[0].hasPrefix(#"{"code":"SP101","count":1,"file":"a.yaml","fingerprint":""#))
  }

  @Test(
    arguments: [
      ("{}", 1, "`file` is missing"),
      ("\n[1]\n", 2, "not a JSON object on one line"),
      ("{", 1, "not a JSON object on one line"),
      (
        #"{"code":"SP101","count":0,"file":"a","fingerprint":"f"}"#, 1,
        "`count` must be a whole number above 0"
      ),
    ]
  )
  func saysWhatIsWrong(_ text: String, _ line: Int, _ message: String) {
    let error = #expect(throws: Baseline.FormatError.self) { try Baseline(Array(text.utf8)) }
    #expect(error?.line == line)
    #expect(error?.message == message)
  }
}
