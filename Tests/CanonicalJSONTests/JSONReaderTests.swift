import CanonicalJSON
import Testing

@Suite struct JSONReaderTests {
  private func canonical(_ text: String) throws -> String {
    String(decoding: try JSONReader.read(Array(text.utf8)).canonical(), as: UTF8.self)
  }

  @Test(arguments: [
    (" {\"b\" : [1, 2.50, -0, 1e2],\r\n\t\"a\":{} } \n", #"{"a":{},"b":[1,2.5,0,100]}"#),
    ("[true,false,null,[]]", "[true,false,null,[]]"),
    (#""\"\\\/\b\f\n\r\t\u00e4\u20AC\ud83d\ude00""#, "\"\\\"\\\\/\\b\\f\\n\\r\\tä€😀\""),
    ("\"\u{2028}\u{7F}\u{85}é\"", "\"\u{2028}\u{7F}\u{85}é\""),
    // Two ways to write one character are two names.
    ("{\"\\u0061\":1,\"\u{E1}\":2,\"a\u{301}\":3}", "{\"a\":1,\"a\u{301}\":3,\"\u{E1}\":2}"),
    ("\u{FEFF}{}", "{}"),
    ("12345678901234567890", "12345678901234567000"),
  ])
  func whatIsJSON(_ text: String, _ expected: String) throws {
    #expect(try canonical(text).utf8.elementsEqual(expected.utf8))
  }

  /// A text, and the byte that the failure points at.
  @Test(arguments: [
    ("", 0), ("  ", 2), ("{", 1), ("{\"a\"", 4), ("{\"a\":", 5), ("{\"a\":1", 6), ("{\"a\":1,}", 7),
    ("{a:1}", 1), ("{'a':1}", 1), ("[1,]", 3), ("[1 2]", 3), ("[", 1), ("]", 0), ("1 2", 2),
    ("01", 0), ("-", 0), ("+1", 0), (".5", 0), ("1.", 2), ("1e", 2), ("1e999", 0), ("NaN", 0),
    ("tru", 0), ("nulL", 0), ("// c\n1", 0), ("\"", 1), ("\"\\x\"", 1), ("\"\\u12\"", 1),
    ("\"\\ud800\"", 1), ("\"\\ud800\\u0041\"", 1), ("\"\\udc00\"", 1), ("\"\u{1}\"", 1),
    ("\"a\nb\"", 2), ("1\u{FEFF}", 1), ("{\"a\":1,\"\\u0061\":2}", 7), ("<html>", 0),
  ])
  func whatIsNot(_ text: String, _ offset: Int) {
    let failure = #expect(throws: JSONReader.Failure.self) {
      try JSONReader.read(Array(text.utf8))
    }
    #expect(failure?.offset == offset, "\(failure?.message ?? "")")
  }

  @Test func invalidUTF8() {
    for bytes in [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] {
      #expect(throws: JSONReader.Failure.self) { try JSONReader.read(bytes.map(UInt8.init)) }
    }
  }

  @Test func depthIsBounded() throws {
    let deep = { (levels: Int) in
      Array((String(repeating: "[", count: levels) + String(repeating: "]", count: levels)).utf8)
    }
    _ = try JSONReader.read(deep(JSONReader.depthMax))
    #expect(throws: JSONReader.Failure.self) { try JSONReader.read(deep(JSONReader.depthMax + 1)) }
    #expect(throws: JSONReader.Failure.self) { try JSONReader.read(deep(1_000_000)) }
  }

  @Test func membersAndKinds() throws {
    let value = try JSONReader.read(Array(#"{"a":{"b":"x"},"n":3,"f":0.5}"#.utf8))
    #expect(value["a"]?["b"]?.text == "x")
    #expect(value["n"]?.integer == 3 && value["f"]?.integer == nil)
    #expect(value["c"] == nil && value["n"]?["x"] == nil)
  }
}
