import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

@testable import ProfileWriting

@Suite struct LiteralReaderTests {
  private func imported(_ text: String) -> ProfileImporter.Result {
    ProfileImporter.profile(of: SourceText(name: "a", text: text))
  }

  /// Each literal with the JSON that it says.
  @Test(
    arguments: [
      // JSON goes through as it is.
      (#"{"voice": "\ud83d\ude00\u00e9\/\b\f\n\r\t\"\\"}"#, #"{"voice":"😀é/\b\f\n\r\t\"\\"}"#),
      (#"{"voice":"a","speed":1.50E+2,"tools":[]}"#, #"{"speed":1.50E+2,"tools":[],"voice":"a"}"#),
      ("\u{FEFF}{\"voice\": \"a\"}\r\n", #"{"voice":"a"}"#),
      // Python.
      (#"{'voice': 'a\nb', 'turn_detection': None}"#, #"{"turn_detection":null,"voice":"a\nb"}"#),
      (#"{'voice': True, 'a': [False, None]}"#, #"{"a":[false,null],"voice":true}"#),
      (#"{'voice': "it's", 'a': 'say "hi"'}"#, #"{"a":"say \"hi\"","voice":"it's"}"#),
      (#"{'voice': '\d\x41\101\u00e9\U0001F600\a'}"#, "{\"voice\":\"\\\\dAAé😀\\u0007\"}"),
      (#"{'voice': r'\d\n', 'a': u'x', 'b': R"\'"}"#, #"{"a":"x","b":"\\'","voice":"\\d\\n"}"#),
      (
        "{'voice': '''a\n'b' \\\nc''', 'a': \"\"\"x\r\ny\"\"\"}",
        #"{"a":"x\ny","voice":"a\n'b' c"}"#
      ),
      (
        "{'voice': ('a '  # one\n  \"b\"\n  'c'), 'a': (1, 'b'), 'c': (1,), 'd': (), 'e': ((2))}",
        #"{"a":[1,"b"],"c":[1],"d":[],"e":2,"voice":"a bc"}"#
      ),
      ("{\"voice\": \"a \"\n  \"b\"}", #"{"voice":"a b"}"#),
      ("{'tools': ['a' 'b', 'c',],}", #"{"tools":["ab","c"]}"#),
      (#"{"tracing": None, "a": "\/"}"#, #"{"a":"\\/","tracing":null}"#),
      (#"{'voice': '\x7f\x9f\ufffe', 'a': None}"#, #"{"a":null,"voice":"\u007f\u009f\ufffe"}"#),
      // JavaScript.
      (#"{voice:'alloy',"a":{b:-1.5,$c:[]}}"#, #"{"a":{"$c":[],"b":-1.5},"voice":"alloy"}"#),
      (#"{voice: 'It\'s \d\x41\u{1F600}\0', // c"# + "\n}", "{\"voice\":\"It's dA😀\\u0000\"}"),
      ("{voice: `a\r\n  \"b\" \\` $ {`};\n", #"{"voice":"a\n  \"b\" ` $ {"}"#),
      ("{voice: 'a\\\nb', a: \"\\'\"}", #"{"a":"'","voice":"ab"}"#),
      (
        "{voice: \"a\", // c\n temperature: .8, /* d */ a: +1,}",
        #"{"a":+1,"temperature":.8,"voice":"a"}"#
      ),
      ("{voice: \"C:\\Names\\eva\", // c\n a: 1}", #"{"a":1,"voice":"C:Nameseva"}"#),
      // YAML in brackets.
      (#"{voice: alloy, a: "x\ey"}"#, #"{"a":"x\u001by","voice":"alloy"}"#),
      (#"{"voice": "alloy", "a": "x\_y"}"#, "{\"a\":\"x\u{A0}y\",\"voice\":\"alloy\"}"),
      (
        "{voice: alloy, instructions: Be brief (or so) and kind's}",
        #"{"instructions":"Be brief (or so) and kind's","voice":"alloy"}"#
      ),
      (
        "{voice: 'it''s', a: https://x.y/z, b: a#b // c\n}",
        #"{"a":"https://x.y/z","b":"a#b","voice":"it's"}"#
      ),
      (
        "{voice: &a alloy, b: *a, c: !!str 5, d: 'x\\ny'}",
        #"{"b":"alloy","c":"5","d":"x\\ny","voice":"alloy"}"#
      ),
      ("{voice: one\n  two, a: \"b\n  c\"}", #"{"a":"b c","voice":"one two"}"#),
      ("{voice: a, <<: {b: 1}}", #"{"b":1,"voice":"a"}"#),
      // What looks like a value of Python, and is text in the others.
      ("{\"voice\": nan, a: inf}", #"{"a":"inf","voice":"nan"}"#),
      (
        "{voice: <b>hi</b>, a: <your name>, b: 2026-11-27}",
        #"{"a":"<your name>","b":"2026-11-27","voice":"<b>hi</b>"}"#
      ),
      ("{voice: one\n  ...two, a: .... b}", #"{"a":".... b","voice":"one ...two"}"#),
      ("{\"voice\": alloy, \"a\": True}", #"{"a":true,"voice":"alloy"}"#),
    ]
  )
  func readsWhatItSays(_ text: String, _ json: String) throws {
    let result = imported(text)
    let profile = try #require(result.profile, "\(result.diagnostics.map(\.message))")
    #expect(canonical(profile) == canonical(json), "\(profile)")
  }

  /// By the library's own reader: of the two one is JSON, but for numbers as they were written.
  private func canonical(_ text: String) -> String? {
    PrettyJSON.canonical(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// What cannot be read, at its place.
  @Test(
    arguments: [
      ("{voice: «undefined»}", "`undefined` is no value"),
      ("{'voice': «NaN»}", "no request can hold"), ("[«-Infinity»]", "no request can hold"),
      ("{voice: «dict(»a=1)}", "is a call"), ("{voice: «new Foo.Bar(»1)}", "is a call"),
      ("{'voice': «f\"»x\"}", "f-string"), ("{'voice': «rb'»x'}", "bytes"),
      ("{voice: `a«${»b}`}", "JavaScript, which does not run"),
      ("{voice: «process.env.VOICE»}", "where the code runs"),
      ("{voice: «os.environ»['V']}", "where the code runs"),
      ("{voice: a.b«[»'V']}", "expected `,`"),
      ("{voice: 'a', «...rest»}", "another object"), ("{'a': 1, «**rest»}", "another object"),
      (#"{"voice": "a«\d»"}"#, "no escape in JSON"),
      (#"{'voice': 'a«\ud83d»', 'a': None}"#, "no character"),
      (#"{'voice': 'a«\N»{BULLET}', 'a': None}"#, "names a character"),
      (#"{voice: 'a', a: `«\x4»`}"#, "hexadecimal"), (#"{a: `«\07»`}"#, "octal"),
      (#"{voice: "a«\e»b"}"#, "its letter in JavaScript"),
      (#"{voice: "a«\N»b", a: 1}"#, "its letter in JavaScript"),
      (#"{voice: b, a: 'a«\n»b'}"#, "in single quotes"),
      ("{\"voice\": \"a\" «+» \"b\"}", "expected `,` or `}`"),
      ("{\"tools\": [\"a\" «\"»b\"]}", "expected `,` or `]`"),
      ("{'voice': None, 'a': «1_000»}", "no number in JSON"),
      ("{voice: `a`, a: «10n»}", "no number in JSON"),
      ("{'voice': «1j»}", "no number in JSON"), ("{'voice': (1, «-2j»)}", "no number in JSON"),
      ("{'voice': «nan»}", "no literal"), ("{'voice': ['a', «-inf»]}", "no literal"),
      ("{'voice': «Ellipsis»}", "no literal"), ("{'voice': None, 'a': «voice»}", "no literal"),
      ("{'voice': (1, «1+2j»)}", "no literal"), ("{'voice': («Voice.ALLOY», 1)}", "no literal"),
      ("{\"tools\": [«...tools»]}", "another list"), ("{tools: [a, «...b», 1]}", "another list"),
      ("{'tools': [«...»]}", "left out"), ("{\"tools\": «…»}", "left out"),
      ("{'voice': «<Voice.alloy>»}", "shows an object"),
      ("{'voice': <Voice.alloy«:» 'alloy'>}", "expected `,`"),
      ("{'voice': «<object object at 0x7f3a>»}", "shows an object"),
      ("{\"voice\": «<class 'str'>»}", "shows an object"),
      ("{\"voice\": \"a\"}«}»", "the end"), ("{\"a\": 1}\n«{»\"b\": 2}", "the end"),
      ("«{»\"voice\": \"a\"", "never closed"), ("{\"voice\": «\"»a}", "never closed"),
      ("{'voice': None, 'a': «'»a\n'}", "not closed on its line"),
      ("{\"a\": 1 «/*» b }", "the comment is never closed"),
      ("{\"a\"«}»", "expected `:`"), ("{'a'«,» 'b'}", "expected `:`"), ("{\"a\": «}»", "a value"),
      ("{«,»}", "a key"), ("{«{»name}}", "a key"), ("[1«:» 2]", "expected `,` or `]`"),
      ("{a: 1«]»", "expected `,` or `}`"), ("[,]", "a value"), ("[(1«]»]", "expected `,` or `)`"),
    ] as [(RuleCase, String)]
  )
  func whatCannotBeReadIsRefused(_ text: RuleCase, _ message: String) throws {
    let result = imported(text.marked.text)
    #expect(result.profile == nil)
    let finding = try #require(result.diagnostics.first)
    #expect(finding.message.contains(message), "\(finding.message)")
    if let place = text.marked.ranges.first { #expect(finding.span.range == place) }
  }

  /// Findings of the composer and of what comes after it point into the file.
  @Test(
    arguments: [
      "{'a': 'x\\ty', voice: None, «'a'»: 2}", "// c\n{'voice': ('x' 'y'), «null»: 1, 'a': None}",
      "{type: 'session.update', 'b': '\\x41\\x42', session: {voice: 'a'}}",
      "{voice:`x\\u0041`, // c\n b:1, c:{c:1,«c»:2}}",
    ] as [RuleCase]
  )
  func placesAreThoseOfTheFile(_ text: RuleCase) {
    let result = imported(text.marked.text)
    #expect(result.profile == nil)
    for place in text.marked.ranges {
      #expect(
        result.diagnostics.contains { $0.span.range.overlaps(place) },
        "\(result.diagnostics.map(\.span.range))"
      )
    }
    for finding in result.diagnostics {
      #expect(finding.span.end <= text.marked.text.utf8.count)
    }
  }

  @Test func depthIsLimited() throws {
    for (open, close) in [("[", "]"), ("{a:", "}"), ("(", ")")] {
      let deep = { String(repeating: open, count: $0) + "1" + String(repeating: close, count: $0) }
      let fine = imported("{'voice': None, 'tools': " + deep(90) + "}")
      #expect(fine.profile != nil, "\(open) \(fine.diagnostics.map(\.message))")
      let finding = try #require(imported("[" + deep(200_000) + "]").diagnostics.first)
      #expect(finding.rule.code == "SP004")
    }
  }
}
