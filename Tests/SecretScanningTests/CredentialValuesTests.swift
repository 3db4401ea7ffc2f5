import SecretScanning
import TestSupport
import Testing

/// What stands under the name of a credential is hidden in what is shown of a file, whatever it looks like.
@Suite struct CredentialValuesTests {
  /// `K` stands for the credential.
  static let hidden: [String] = [
    "authorization: K", "authorization: K # why", "authorization:K: K", "authorization:   K",
    "- authorization: K\n  server_label: a", "'authorization': 'K'",
    "\"authorization\":\"K\",\"a\":1",
    "{\"authorization\": \"K\", \"a\": 1}", "{authorization: K, a: 1}", "{a: 1, authorization: K}",
    "{\n  authorization: K,\n  a: 1\n}", "authorization: [K]", "authorization: {a: K}",
    "authorization: {K: 1}", "authorization: [\n  K\n]\na: 1", "authorization: [K",
    "authorization: {a: \"}\", b: K}", "authorization: |-\n  K\na: 1",
    "authorization: >\n\n  K\n  K\na: 1",
    "authorization: |2 # why\n    K\na: 1", "authorization:\n  K\na: 1",
    "authorization:\n- K\na: 1",
    "authorization:\n  a: K\nb: 1", "authorization: # why\n  K\na: 1",
    "authorization: a\n  K\na: 1",
    "authorization: &a K", "authorization: !!str K", "authorization: !!str &a\n  K\na: 1",
    "&b authorization: K", "!!str authorization: K", "? authorization\n: K",
    "? \"authorization\"\n  : K",
    "authorisation: K", "Authorization: K", "AUTHORIZATION: K", "x-authorization: K",
    "proxy_authorization: K", "# authorization: K", "#authorization: K", "-\tauthorization:\tK",
    "authorization: \"K\\\"K\"", "authorization: \"a\\\n  K\"", "authorization: 'K''K'",
    "\"author\\u0069zation\": K", "authorization: Bearer K",
    "authorization: K\r\na: 1\r\n", "api_key: K", "apikey: K", "token: K",
    "access_token: \"K\"",
    "password: K", "secret: |-\n  K", "\"authorization\" : \"K\"",
  ]

  @Test(arguments: hidden) func valuesAreHidden(_ form: String) {
    let text = form.replacing("K", with: "summer-night")
    for (before, after) in [("", ""), ("voice: sage\ntools:\n", "\nmodel: gpt-realtime\n")] {
      let shown = String(
        decoding: SecretScanner.blotted(Array((before + text + after).utf8)),
        as: UTF8.self
      )
      #expect(!shown.contains("summer"), "\(shown)")
      #expect(shown.contains(before) && shown.hasSuffix(after.suffix(10)), "\(shown)")
      #expect(shown.utf8.count == (before + text + after).utf8.count)
    }
  }

  /// What only looks like one, and what stands behind one.
  static let kept: [String] = [
    "ask for authorization: summer", "authorizations: summer", "tokens: summer",
    "max_token: summer",
    "authorization: ${SUMMER}", "authorization: {type: string, description: summer}",
    "authorization:\n  type: string\n  description: summer", "token: {type: summer}",
    "password:\n  type: summer", "authorization: a # summer", "authorization: a\nb: summer",
    "{authorization: a, b: summer}", "{\"authorization\":\"a\",\"b\":\"summer\"}",
    "authorization: |-\n  a\nb: summer", "- authorization: a\n  b: summer",
    "authorization: summer, it is".replacing("authorization", with: "author"),
    "authorization:\n- a\nb: summer", "authorization: [a]\nb: summer", "authorization:",
    "token:\nsummer: 1",
  ]

  @Test(arguments: kept) func nothingElseIsHidden(_ text: String) {
    let shown = String(decoding: SecretScanner.blotted(Array(text.utf8)), as: UTF8.self)
    #expect(shown.contains("summer") == text.contains("summer"), "\(shown)")
  }

  @Test(arguments: [
    "authorization:", "authorization: a\n", "{authorization: a, ", "authorization: [",
    "authorization: {type: ",
    "authorization: a # ", "\"authorization\":\"a\",", "authorization:\n  type: a\n",
    "# authorization: a\n",
    "authorization: \"", "token: ", "token: {", ":", ": \n", "authorization:\n ",
    "? authorization\n",
  ]) func costGrowsWithTheLength(_ part: String) {
    let text = Array(String(repeating: part, count: (1 << 17) / part.utf8.count).utf8)
    let (_, time) = timed { SecretScanner.blotted(text) }
    #expect(time < .seconds(10), "\(part)")
  }
}
