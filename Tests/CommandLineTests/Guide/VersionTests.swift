import CommandLineSupport
import Foundation
import TestSupport
import Testing

/// The version is in one place, and what repeats it for others to copy has the same one.
@Suite struct VersionTests {
  @Test(
    arguments: GuidePage.all.map(\.path) + [".gitlab/sessionc.yml", ".release/wheel/README.md"]
  )
  func isTheSameEverywhere(_ path: String) throws {
    let text = String(decoding: try Repository.bytes(path), as: UTF8.self)
    let named = /(?:sessionc(?:==|[-_\/])|@v|rev: v|ref: v|from: ")(\d+\.\d+\.\d+)/
    for match in text.matches(of: named) {
      #expect(match.output.1 == sessioncVersion, "\(path): \(match.output.0)")
    }
  }
}
