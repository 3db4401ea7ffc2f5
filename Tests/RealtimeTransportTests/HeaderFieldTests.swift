import RealtimeTransport
import Testing

@Suite struct HeaderFieldTests {
  @Test func variablesAreSecrets() throws {
    let field = try HeaderField(argument: "Authorization:  Token ${A_1} and ${B}!")
    #expect(field.name == "Authorization")
    #expect(field.shownValue == "Token *** and ***!")
    #expect(field.secrets == [.environment("A_1"), .environment("B")])
    #expect(field.isCredential && field.plainText == nil)
  }

  @Test func aPlainHeader() throws {
    let field = try HeaderField(argument: "X-Trace:7 $x {y}")
    #expect(field.plainText == "7 $x {y}")
    #expect(!field.isCredential)
  }

  @Test(arguments: [
    "no colon", ": value", "a b: c", "a: b\r\nc: d", "a: b\u{0}", "a: ü", "ä: b", "a: ${", "a: ${}",
    "a: ${1}", "a: ${x-y}", "Host: evil.example", "content-length: 3", "Transfer-Encoding: chunked",
    "a%s: b",
  ])
  func whatIsNoHeaderIsRefused(_ argument: String) {
    #expect(throws: RequestProblem.self) { try HeaderField(argument: argument) }
  }
}
