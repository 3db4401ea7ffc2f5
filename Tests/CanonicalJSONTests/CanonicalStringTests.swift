import CanonicalJSON
import SessionProfiles
import Testing

@Suite struct CanonicalStringTests {
  /// The names of RFC 8785 section 3.2.3, in the order that it gives.
  @Test func ordersNamesByUTF16() {
    let expected = ["\r", "1", "\u{80}", "\u{F6}", "\u{20AC}", "\u{1F600}", "\u{FB33}"]
    let sorted = expected.map { Array($0.utf8) }.sorted {
      CanonicalString.precedes($0[...], $1[...])
    }
    #expect(sorted == expected.map { Array($0.utf8) })
  }

  /// Against Swift's own UTF-16 view, on all pairs of a set of troublesome names.
  @Test func agreesWithUTF16CodeUnits() {
    let parts = [
      "", "a", "b", "\u{7F}", "\u{80}", "é", "e\u{301}", "\u{D7FF}", "\u{E000}", "\u{FFFD}",
      "\u{10000}", "\u{10FFFF}", "\u{1F600}",
    ]
    let names = parts.flatMap { a in parts.map { a + $0 } }
    for left in names {
      for right in names {
        let expected = left.utf16.lexicographicallyPrecedes(right.utf16)
        #expect(CanonicalString.precedes(Array(left.utf8)[...], Array(right.utf8)[...]) == expected)
      }
    }
  }

  @Test(arguments: [
    ("a", "\"a\""), ("\"\\/", "\"\\\"\\\\/\""), ("\u{0}\u{1F}\u{7F}", "\"\\u0000\\u001f\u{7F}\""),
    ("\u{8}\t\n\u{C}\r", "\"\\b\\t\\n\\f\\r\""), ("\u{2028}é😀", "\"\u{2028}é😀\""), ("", "\"\""),
  ])
  func escapesAsLittleAsCanBe(_ text: String, _ expected: String) {
    #expect(written(text) == expected)
  }

  private func written(_ text: String) -> String {
    var writer = CanonicalWriter()
    writer.string(text)
    return String(decoding: writer.output, as: UTF8.self)
  }

  /// Text is looked through eight bytes at a time: every character finds its way at every place.
  @Test func escapesAtEveryPlace() {
    for value in UInt32(0)...0xFF {
      let character = Unicode.Scalar(value).map { String($0) } ?? ""
      let isPlain = value >= 0x20 && character != "\"" && character != "\\"
      let escaped = isPlain ? character : String(written(character).dropFirst().dropLast())
      #expect(isPlain == (written(character) == "\"\(character)\""))
      for before in 0..<18 {
        for after in [0, 1, 9] {
          let (left, right) = (
            String(repeating: "é", count: before / 2) + String(repeating: "!", count: before % 2),
            String(repeating: "#", count: after)
          )
          #expect(written(left + character + right) == "\"\(left)\(escaped)\(right)\"")
          #expect(
            written(left + character + character + right)
              == "\"\(left)\(escaped)\(escaped)\(right)\""
          )
        }
      }
    }
  }

  @Test(arguments: [
    ("{\"b\": [1, 2.0, 1e3], \"a\": null}", "{\"a\":null,\"b\":[1,2,1000]}"),
    (
      "{\"\u{20ac}\": \"Euro\", \"\\r\": \"CR\", \"\u{fb33}\": 1, \"1\": 2, \"\\ud83d\\ude00\": 3}",
      "{\"\\r\":\"CR\",\"1\":2,\"\u{20ac}\":\"Euro\",\"😀\":3,\"\u{fb33}\":1}"
    ),
    (
      "[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001]",
      "[333333333.3333333,1e+30,4.5,0.002,1e-27]"
    ),
    ("[]", "[]"), ("{}", "{}"), ("[[], {}]", "[[],{}]"),
  ])
  func canonicalisesDocuments(_ text: String, _ expected: String) throws {
    let bytes = try #require(PrettyJSON.canonical(Array(text.utf8)))
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test func prettyKeepsTheOrder() throws {
    let bytes = try #require(PrettyJSON.layOut(Array("{b: [1, {}], a: []}".utf8)))
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "{\n  \"a\": [],\n  \"b\": [\n    1,\n    {}\n  ]\n}"
    )
  }
}
