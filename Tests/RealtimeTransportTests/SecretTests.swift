import RealtimeTransport
import Testing

@Suite struct SecretTests {
  @Test func aSecretIsNeverPrinted() throws {
    let secret = try Secret("sk-abc\r\n")
    var dumped = ""
    dump([secret], to: &dumped)
    let texts = ["\(secret)", String(reflecting: secret), String(describing: [secret]), dumped]
    for text in texts { #expect(!text.contains("abc") && text.contains("***"), "\(text)") }
    #expect(Mirror(reflecting: secret).children.isEmpty)
    #expect(secret.revealed() == "sk-abc")
    #expect(Secret.redacted("not sk-abc, sk-abc!", without: [secret]) == "not ***, ***!")
  }

  /// Ten characters on end are hidden, wherever in the secret they are.
  @Test func partsOfASecretAreHidden() throws {
    let secret = try Secret("0123456789abcdefghij")
    for (text, expected) in [
      ("0123456789abcdefghij", "***"), ("x0123456789abcdefghijx", "x***x"), ("0123456789", "***"),
      ("the abcdefghij", "the ***"), ("012345678", "012345678"), ("", ""),
      ("ä456789abcdä", "ä***ä"),
      ("0123456789 0123456789", "*** ***"), ("01234567890123456789", "***"),
    ] { #expect(Secret.redacted(text, without: [secret]) == expected, "\(text)") }
  }

  @Test(arguments: [
    "", "\n", "\"sk-1\"", "'sk-1'", "a b", "a\tb", "a\nb", "ä", String(repeating: "a", count: 8193),
  ])
  func whatIsNoKeyIsRefusedWithoutBeingShown(_ text: String) {
    let error = #expect(throws: Secret.Problem.self) { try Secret(text) }
    #expect(error?.message.contains("ä") == false)
  }

  /// Placeholders for keys are ordinary words; and data is only changed where the whole key is in it.
  @Test func whatIsOrdinaryStays() throws {
    #expect(try Secret.redacted("an example", without: [Secret("x")]) == "an example")
    let (word, key) = (try Secret("test"), try Secret("dummy-key-for-a-local-server"))
    #expect(Secret.removed([word], from: "a test of test") == "a test of test")
    #expect(Secret.removed([key], from: "runs for-a-local-server") == "runs for-a-local-server")
    #expect(Secret.removed([key], from: "it is dummy-key-for-a-local-server.") == "it is ***.")
  }

  /// The value of a header may have blanks, and nothing that would end it.
  @Test func aHeadersValueIsLessStrict() throws {
    #expect(try Secret("Bearer \"a b\"\n", isKey: false).revealed() == "Bearer \"a b\"")
    for text in ["", "a\r\nb", "a\tb", "é", "a\u{0}"] {
      #expect(throws: Secret.Problem.self) { try Secret(text, isKey: false) }
    }
  }

  /// What two secrets have in common leaves nothing over of either.
  @Test func allAreHiddenAtOnce() throws {
    let secrets = [try Secret("abc-0123456789"), try Secret("0123456789-xyz")]
    for order in [secrets, secrets.reversed()] {
      #expect(
        Secret.redacted("abc-0123456789, 0123456789-xyz, abc-0123456789-xyz", without: order)
          == "***, ***, ***"
      )
    }
  }
}
