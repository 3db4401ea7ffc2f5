import ProfileRules
import Testing

/// The look that decides whether a file is searched at all must see every shape.
@Suite struct SecretScannerTests {
  static let tail = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0"

  static let tokens =
    [
      "sk-", "ek_", "ghp_", "gho_", "ghs_", "ghu_", "github_pat_", "AKIA", "ASIA", "xoxb-", "xoxp-",
      "xoxa-", "AIza", "sk_live_", "rk_live_",
    ].map { $0 + tail } + ["eyJ\(tail).\(tail)", "-----BEGIN EC PRIVATE KEY-----"]

  @Test(arguments: tokens, ["", "#", "x: ", "# ", "a: b\nlonger text before it: "])
  func isSeenWhereverItStands(_ token: String, _ before: String) {
    let text = Array((before + token + "\n").utf8)
    #expect(SecretScanner.find(in: text).count == 1)
    #expect(SecretScanner.mayOccur(in: text))
  }

  /// An escape may hide one: what is written `\u0073k-…` is `sk-…`.
  @Test func escapesAreLookedAt() {
    #expect(SecretScanner.mayOccur(in: Array("a: \"\\u0073k\"".utf8)))
  }

  @Test(arguments: ["", "a", "ab", "a: b", "voice: alloy\nprefix_padding_ms: 300\n"])
  func ordinaryTextIsPassedOver(_ text: String) {
    #expect(!SecretScanner.mayOccur(in: Array(text.utf8)))
  }
}
