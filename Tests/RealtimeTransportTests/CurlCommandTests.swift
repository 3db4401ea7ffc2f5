import RealtimeTransport
import Testing

@Suite struct CurlCommandTests {
  @Test func aCommandForAShell() throws {
    let request = HTTPRequest(
      url: try ServerURL("https://api.example/v1"),
      headers: [
        HeaderField("X-Empty", ""),
        HeaderField("Accept", "it's"),
        HeaderField("Authorization", [.text("Bearer $`\\\""), .secret(.environment("KEY"))]),
        HeaderField("api-key", [.secret(.file("a 'b'"))]),
      ],
      body: [.text(Array(#"{"a":"it's\n"}"#.utf8))]
    )
    #expect(
      CurlCommand(request).text == #"""
        printf 'Authorization: %s\napi-key: %s\n' "Bearer \$\`\\\"${KEY}" "$(cat 'a '\''b'\''')" |
          curl --request POST 'https://api.example/v1' \
          --header @- \
          --header 'X-Empty;' \
          --header 'Accept: it'\''s' \
          --data-raw '{"a":"it'\''s\n"}'

        """#
    )
  }

  @Test func aQuoteWithACombiningMarkIsAQuote() throws {
    let request = HTTPRequest(
      url: try ServerURL("https://api.example/v1"),
      headers: [],
      body: [.text(Array("{\"a\":\"'\u{301}; echo no; '\u{301}\"}".utf8))]
    )
    #expect(
      CurlCommand(request).text.utf8.elementsEqual(
        #"""
        curl --request POST 'https://api.example/v1' \
          --data-raw '{"a":"'\''\#u{301}; echo no; '\''\#u{301}"}'

        """#.utf8
      )
    )
  }

  @Test func aLongBodyIsNoArgument() throws {
    let body = "{\"a\":\"" + String(repeating: "x", count: 200_000) + "\"}"
    let request = HTTPRequest(
      url: try ServerURL("https://api.example/v1"),
      headers: [],
      body: [.text(Array(body.utf8))]
    )
    #expect(
      CurlCommand(request).text
        == "curl --request POST 'https://api.example/v1' \\\n  --data @/dev/fd/3 3<<'REQUEST'\n\(body)\nREQUEST\n"
    )
  }
}
