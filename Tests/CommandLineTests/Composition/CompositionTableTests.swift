import CommandLineSupport
import Foundation
import SessionProfiles
import Testing

@testable import TestSupport

/// What profiles of several files are put together to, case by case: `Fixtures/composition.json`.
@Suite struct CompositionTableTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var title: String
    var files: [String: String]
    var links: [String: String]?
    var profile: String
    var variant: String?
    /// Values of variables, as the command line gives them.
    var set: [String: String]?
    /// Whether the run cannot be made: what is chosen is not there, or nothing is chosen.
    var isRefused: Bool?
    /// As it is composed, in whatever envelope; absent where that is not known.
    var session: JSON?
    /// Those of SP001, SP004 and SP7xx, as `CODE file:line:column`, in any order.
    var findings: [String]

    var testDescription: String { title }
  }

  enum JSON: Decodable, Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let value = try? container.decode(Bool.self) {
        self = .bool(value)
      } else if let value = try? container.decode(Double.self) {
        self = .number(value)
      } else if let value = try? container.decode(String.self) {
        self = .string(value)
      } else if let value = try? container.decode([JSON].self) {
        self = .array(value)
      } else {
        self = .object(try container.decode([String: JSON].self))
      }
    }
  }

  static let cases: [Case] = {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/composition.json")
    guard let data = try? Data(contentsOf: url) else { return [] }
    return (try? JSONDecoder().decode([Case].self, from: data)) ?? []
  }()

  @Test func theTableIsThere() { #expect(Self.cases.count > 80) }

  @Test(arguments: cases) func isComposed(_ example: Case) throws {
    let sessionc = try Sessionc(example.files)
    try FileManager.default.createDirectory(
      at: sessionc.url(".git"),
      withIntermediateDirectories: true
    )
    for (name, target) in example.links ?? [:] { try sessionc.link(name, to: target) }
    let name = sessionc.url(example.profile).path
    let source = SourceText(
      name: name,
      bytes: Array(try Data(contentsOf: sessionc.url(example.profile)))
    )
    var options = Compiler.Options()
    options.choice = ProfileChoice(variant: example.variant, values: example.set ?? [:])
    let compiler = Compiler(options: options, reading: SharedFiles(try ProjectReader()))
    let (composed, result) = compiler.compose(source)
    let isRefused =
      result.lacksVariant || !result.misfits.isEmpty
      || example.variant == nil && !result.variants.isEmpty
      || example.set.map { !result.variables.isSuperset(of: $0.keys) } ?? false
    #expect(isRefused == example.isRefused ?? false)
    if isRefused { return }
    let files = result.files.isEmpty ? [source] : result.files
    let folder = sessionc.folder.url.path + "/"
    let found = result.diagnostics
      .filter { $0.rule.code.hasPrefix("SP7") || ["SP001", "SP004"].contains($0.rule.code) }
      .map { finding in
        let file = files[Int(finding.span.source.rawValue)]
        let place = LineTable(file.bytes).position(of: finding.span.start)
        let path = file.name.replacingOccurrences(of: folder, with: "")
        return "\(finding.rule.code) \(path):\(place.line):\(place.column)"
      }
    #expect(found.sorted() == example.findings.sorted())
    guard let expected = example.session else { return }
    let bytes = try #require(composed?.json())
    var value = try JSONDecoder().decode(JSON.self, from: Data(bytes))
    if case .object(let members) = value, case .object(let wanted) = expected,
      let session = members["session"], wanted["session"] == nil
    {
      value = session
    }
    #expect(value == expected)
  }
}
