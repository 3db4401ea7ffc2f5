import SessionProfiles
import SourceDiagnostics
import TestSupport
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

  /// Whatever a text of a profile or the name of a file has in it.
  @Test func whateverIsFoundCanBeReadAgain() throws {
    let odd = (0...0x10FFFF).compactMap { Unicode.Scalar($0) }
      .filter { DisplayText.isUnsafe($0) && $0.value > 0 }
    for part in 0..<odd.count / 64 + 1 {
      let scalars = odd.dropFirst(part * 64).prefix(64)
      let fields = scalars.map { scalar in
        let digits = String(scalar.value, radix: 16)
        return "\"a\\U" + String(repeating: "0", count: 8 - digits.count) + digits + "\": 1"
      }
      let source = SourceText(name: "a", text: fields.joined(separator: "\n"))
      let name = "n" + String(String.UnicodeScalarView(scalars))
      var result = Compiler().check(source)
      #expect(result.diagnostics.count >= scalars.count)
      var fresh = Baseline()
      _ = fresh.add(result, of: source, file: name)
      let shown = String(decoding: fresh.bytes, as: UTF8.self).unicodeScalars
      #expect(!shown.contains { DisplayText.isUnsafe($0) && $0 != "\n" })
      var read = try Baseline(fresh.bytes)
      #expect(read.bytes == fresh.bytes)
      read.apply(to: &result, of: source, file: name)
      #expect(result.diagnostics.isEmpty, "\(part)")
      #expect(read.staleEntries { _, _ in true }.isEmpty)
    }
  }

  /// Names that Unicode holds equal are those of two files.
  @Test func namesAreBytes() throws {
    let source = SourceText(name: "a", text: "foo: 1\n")
    let found = Compiler().check(source)
    var fresh = Baseline()
    for name in ["e\u{301}.yaml", "\u{E9}.yaml"] {
      _ = fresh.add(found, of: source, file: name)
    }
    #expect(fresh.bytes.split(separator: 0x0A).count == 2)
    var read = try Baseline(fresh.bytes)
    var result = found
    read.apply(to: &result, of: source, file: "\u{E9}.yaml")
    #expect(result.diagnostics.isEmpty)
    read.shrink { _, _ in true }
    #expect(read.count == 1)
    result = found
    read.apply(to: &result, of: source, file: "e\u{301}.yaml")
    #expect(result.diagnostics.count == 1)
  }

  /// Older versions did not know every form of a key.
  @Test func keysInItAreNotKept() throws {
    let key = "tvly-" + SampleSecret.random(32)
    let line = #"{"code":"a","count":1,"file":"f","fingerprint":"x","message":"\#(key)"}"#
    let baseline = try Baseline(Array(line.utf8))
    #expect(
      baseline.staleEntries { _, _ in true }.map(\.text) == [
        "a in f (***): no finding matches it now"
      ]
    )
    #expect(String(decoding: baseline.bytes, as: UTF8.self).contains("\"***\""))
    let broken = #expect(throws: Baseline.FormatError.self) { try Baseline(Array(key.utf8)) }
    #expect(broken?.message == "not a JSON object on one line")
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
