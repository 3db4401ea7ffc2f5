import CanonicalJSON
import Foundation
import SourceDiagnostics
import Testing
import YAMLSyntax

/// What is read otherwise than by YAML 1.2.2, told by the case of the yaml-test-suite
/// (github.com/yaml/yaml-test-suite) that shows it.
///
/// The texts of the tables are our own. The suite itself is run where `YAML_TEST_SUITE` names a folder
/// of its `data` branch.
@Suite struct YAMLTestSuiteTests {
  struct Case: Sendable, CustomTestStringConvertible {
    /// The suite's own names; one text may stand for several.
    var names: [String]
    var text: String
    /// The value as canonical JSON, or a part of the finding that refuses it.
    var outcome: String
    var testDescription: String { names.joined(separator: " ") }

    init(_ names: String, _ text: String, _ outcome: String) {
      self.names = names.split(separator: " ").map(String.init)
      self.text = text
      self.outcome = outcome
    }
  }

  /// Wrong by the specification, and read by libyaml all the same. Each has one meaning, and it is the
  /// one that a person sees, so it is taken as that.
  static let accepted: [Case] = [
    // A flow list or a quoted text goes on at the margin: brackets and quotes say where it ends.
    Case("9C9N", "tools: [a,\nb]\n", #"{"tools":["a","b"]}"#),
    Case("QB6E", "a: \"one\ntwo\"\n", #"{"a":"one two"}"#),
    // Tabs before what goes on within brackets or quotes: they are blanks there, not indentation.
    Case("DK95-01", "a: \"one\n\ttwo\"\n", #"{"a":"one two"}"#),
    Case("Y79Y-03", "a: [\n\tb,\n  c\n  ]\n", #"{"a":["b","c"]}"#),
    // A comment without a blank before it, where no text can go on.
    Case("9JBA", "[a, b]#c\n", #"["a","b"]"#), Case("CVW2", "[a,#c\nb]\n", #"["a","b"]"#),
    Case("SU5Z", "a: \"b\"#c\n", #"{"a":"b"}"#), Case("X4QW", "a: ># c\n  b\n", "{\"a\":\"b\\n\"}"),
    Case("MUS6-00", "%YAML 1.1#c\n---\na: b\n", #"{"a":"b"}"#),
    // A dash alone in a flow list is a text.
    Case("G5U8 YJV2", "a: [-, -]\n", #"{"a":["-","-"]}"#),
    // A block text of blank lines, each longer than the one before: no text at all.
    Case("S98Z", "a: >\n \n  \n # c\n", #"{"a":""}"#),
  ]

  /// Wrong by the specification, and told for another reason than the parser's.
  static let refusedByOthers: [Case] = [
    // What follows is read as a second document, and a profile has one.
    Case("9HCY EB22 RHX7 QLJ7", "a: b\n%YAML 1.2\n---\nc: d\n", "a second document"),
    Case("MUS6-01", "%YAML 1.2\n---\n%YAML 1.2\n---\n", "a second document"),
  ]

  /// Right by the specification, and refused: libyaml does not read it.
  static let refused: [Case] = [
    // An empty key, or none, before a colon.
    Case("2JQS 6M2F NHX8 NKF9 S3PD SM9W-01", ": a\n", "does not line up"),
    Case("CFD4 M2N8-00 UKK6-00", "- ? : x\n", "text after the end of the value"),
    Case("FRK4 4ABK", "{a :, b: c}\n", "is not allowed here"),
    // A colon on the line after a key in a flow mapping, or right behind the key.
    Case(
      "4MUZ-00 4MUZ-01 4MUZ-02 5MUD 9SA2 K3WX NJ66 UT92 VJP3-01",
      "{a\n: b}\n",
      "expected `,` or `}`"
    ),
    Case("5T43 58MP DBG4 HM87-00", "[a, :x]\n", "a value is missing"),
    // Tabs after the indentation.
    Case(
      "6BCT 6CA3 96NN-00 96NN-01 A2M4 DK95-00 DK95-03 DK95-04 Q5MG R4YG Y79Y-01 Y79Y-10",
      "a:\n \tb\n",
      "a tab is used for indentation"
    ),
    // Block text at the margin of the document.
    Case("DK3J FP8R", "--- >\nline\n# no comment\n", "text after the end of the document"),
    // A document that follows `...` without `---`.
    Case("7Z25 M7A3", "a: b\n...\nc: d\n", "after the end of the document"),
    Case("HWV9 QT73", "...\n", "a value is missing"),
    // Names of anchors that are not made of letters, digits, `-` and `_`.
    Case("8XYN W5VH", "&😁 a: b\n", "a name is missing"), Case("2SXE", "&a: k: &a v\n", "`:`"),
    // Directives other than `%YAML 1.1`, `%YAML 1.2` and `%TAG`.
    Case("2LFX 6LVF MUS6-05 MUS6-06", "%FOO bar\n--- a\n", "not a directive"),
    Case("BEC7 ZYU8-03", "%YAML 1.3\n--- a\n", "`%YAML` directive"),
    Case("W4TN ZYU8-00 ZYU8-01 ZYU8-02", "|\n%!PS\n", "not a directive"),
    // Not of this language: keys that are no text, tags of one's own, several documents.
    Case("FH7J JTV5 LE5A", "{[a]: b}\n", "key"), Case("2CMS", "a: !mine b\n", "tag"),
  ]

  /// Right by the specification, and read by libyaml as something else: refused, since no reader could
  /// tell.
  static let misread: [Case] = [
    Case("652Z", "{?voice: a}\n", "stand too close"), Case("HM87-01", "[?a]\n", "stand too close"),
    Case("Y2GN", "&an:chor a\n", "right behind it"),
    Case("Y2GN", "a: !!str &an:chor b\n", "right behind it"),
    Case("Y2GN", "&b?c a: b\n", "right behind it"),
  ]

  /// Right by the specification, and read as another text than it should be: a last line of blanks in a
  /// file that no line end closes.
  static let different: [Case] = [Case("L24T-01", "a: |\n  b\n   ", "{\"a\":\"b\\n \"}")]

  /// The value as canonical JSON, or what is said of the text.
  private static func outcome(_ bytes: [UInt8]) -> (value: JSONValue?, findings: [Diagnostic]) {
    var bag = DiagnosticBag()
    let tree = Composer.compose(bytes, into: &bag)
    let findings = bag.sorted()
    guard let tree, tree.root != .none else { return (tree.map { _ in .null }, findings) }
    return (value(tree.root, of: tree), findings)
  }

  private static func value(_ id: NodeID, of tree: NodeTree) -> JSONValue {
    let id = tree.resolve(id)
    switch tree[id].kind {
    case .sequence: return .array(tree.items(of: id).map { value($0, of: tree) })
    case .mapping:
      return .object(
        tree.entries(of: id).map {
          JSONMember(
            name: Array(tree.bytes(tree.resolve($0.key))),
            value: value($0.value, of: tree)
          )
        }
      )
    case .scalar, .alias: break
    }
    let text = tree.string(id)
    switch tree[id].scalar {
    case .string: return .string(Array(tree.bytes(id)))
    case .null: return .null
    case .bool: return .bool(text.first == "t" || text.first == "T")
    case .integer where text.hasPrefix("0x"):
      return .number(Double(Int(text.dropFirst(2), radix: 16) ?? 0))
    case .integer where text.hasPrefix("0o"):
      return .number(Double(Int(text.dropFirst(2), radix: 8) ?? 0))
    default: return .number(Double(text.first == "+" ? String(text.dropFirst()) : text) ?? .nan)
    }
  }

  @Test(arguments: accepted + different) func hasOneMeaning(_ test: Case) {
    let (value, findings) = Self.outcome(Array(test.text.utf8))
    #expect(findings.isEmpty)
    #expect(value.map { String(decoding: $0.canonical(), as: UTF8.self) } == test.outcome)
  }

  @Test(arguments: refusedByOthers + refused + misread) func isRefused(_ test: Case) {
    let findings = Self.outcome(Array(test.text.utf8)).findings
    #expect(
      findings.contains { $0.severity == .error && $0.message.contains(test.outcome) },
      "\(findings.map(\.message))"
    )
  }

  // MARK: The suite itself

  private static let folder = ProcessInfo.processInfo.environment["YAML_TEST_SUITE"]

  @Test(.enabled(if: folder != nil)) func theSuiteIsReadAsTold() throws {
    let root = URL(fileURLWithPath: Self.folder ?? "")
    let known = { (cases: [Case]) in Set(cases.flatMap(\.names)) }
    let (accepted, refused) = (known(Self.accepted), known(Self.refused + Self.misread))
    let different = known(Self.different)
    var counts = (cases: 0, wrong: 0, values: 0, refused: 0)
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted()
    where path.hasSuffix("in.yaml") {
      let folder = root.appending(path: path).deletingLastPathComponent()
      let name = path.split(separator: "/").dropLast().joined(separator: "-")
      let bytes = [UInt8](try Data(contentsOf: folder.appending(path: "in.yaml")))
      let (value, findings) = Self.outcome(bytes)
      let codes = Set(findings.filter { $0.severity == .error }.map(\.rule.code))
      counts.cases += 1
      if FileManager.default.fileExists(atPath: folder.appending(path: "error").path) {
        counts.wrong += 1
        #expect(!codes.isEmpty || accepted.contains(name), "\(name) is read")
      } else if !codes.isEmpty {
        counts.refused += 1
        // Keys that are no text, foreign tags, a second document: SP002 and SP006 to SP008.
        let isOwn = codes.isDisjoint(with: ["SP001", "SP004", "SP005"])
        #expect(isOwn || refused.contains(name), "\(name) is refused: \(findings.map(\.message))")
      } else if let json = try? Data(contentsOf: folder.appending(path: "in.json")) {
        counts.values += 1
        // Without a document there is no JSON.
        let wanted = json.isEmpty ? .null : try JSONReader.read([UInt8](json))
        #expect(wanted.canonical() == value?.canonical() || different.contains(name), "\(name)")
      }
    }
    print("yaml-test-suite: \(counts)")
    #expect(counts.cases > 300)
  }
}
