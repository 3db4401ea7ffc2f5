import Foundation
import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

/// Every profile in `profiles/` and `Fixtures/` has a golden file with its report and its request.
///
/// `UPDATE_GOLDEN=1 swift test` rewrites them; a missing one fails either way, so that no first run
/// passes by itself.
@Suite struct GoldenTests {
  static let folder = "Tests/SessionProfilesTests/Fixtures"

  static var inputs: [String] {
    get throws {
      try Repository.profiles()
        + Repository.files(in: folder, ending: ".yaml")
        + Repository.files(in: folder, ending: ".json")
    }
  }

  @Test func everyProfileGivesItsGoldenFile() throws {
    let isUpdate = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil
    for input in try Self.inputs {
      let golden = Self.golden(of: input)
      let actual = try Self.output(of: input)
      let url = Repository.root.appending(path: golden)
      guard let expected = try? Repository.bytes(golden) else {
        if isUpdate { try actual.write(to: url, atomically: true, encoding: .utf8) }
        Issue.record("\(golden) was missing; run UPDATE_GOLDEN=1 swift test and look at it")
        continue
      }
      if isUpdate { try actual.write(to: url, atomically: true, encoding: .utf8) }
      #expect(actual == String(decoding: expected, as: UTF8.self), "\(golden) differs")
    }
  }

  @Test func everyGoldenFileHasItsProfile() throws {
    let expected = Set(try Self.inputs.map(Self.golden))
    #expect(Set(try Repository.files(in: Self.folder, ending: ".golden")) == expected)
  }

  @Test func shippedProfilesAreClean() throws {
    let profiles = try Repository.profiles()
    #expect(profiles.count >= 16)
    for path in profiles {
      let source = SourceText(name: path, bytes: try Repository.bytes(path))
      #expect(Compiler().lint(source).isEmpty, "\(path)")
    }
  }

  private static func golden(of input: String) -> String {
    let name = URL(fileURLWithPath: input).deletingPathExtension().lastPathComponent
    let prefix = input.hasPrefix("profiles/flat/") ? "flat-" : ""
    return "\(folder)/\(prefix)\(name).golden"
  }

  private static func output(of input: String) throws -> String {
    let name = URL(fileURLWithPath: input).lastPathComponent
    let source = SourceText(name: name, bytes: try Repository.bytes(input))
    let result = Compiler(options: .init(isPretty: true)).compile(source)
    let report = TextRenderer().render(result.diagnostics, of: source)
    return report + String(decoding: result.request ?? Array("no request\n".utf8), as: UTF8.self)
  }
}
