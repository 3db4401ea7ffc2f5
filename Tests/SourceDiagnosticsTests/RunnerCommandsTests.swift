import SourceDiagnostics
import Testing

/// What a runner of CI would take for a command is broken up; everything else stays as it is.
@Suite struct RunnerCommandsTests {
  /// Spaces, and what runners that compare texts as people read them do not see.
  private static let blanks = [
    "", " ", "\t", "   14 | ", "\u{A0}", "\u{3000}", "\u{2003}\u{2009}", "\u{85}", "\u{2028}",
    "\u{FEFF}", "\u{200B}", "\u{1B}[1m", "\u{1B}[0m  \u{1B}[36m", "\r", "\u{B}\u{C}",
  ]
  private static let drawnAsNothing = ["", "\u{200D}", "\u{AD}", "\u{2060}\u{200B}", "\u{7F}"]

  /// Whether a runner would see a command in one of the lines.
  static func isHeard(_ text: [UInt8]) -> Bool {
    let seen = String(decoding: text, as: UTF8.self).unicodeScalars.filter {
      $0 == "\n" || $0.properties.isWhitespace || !DisplayText.isUnsafe($0)
    }
    return String(seen).split(separator: "\n").contains { line in
      let line = String(line.replacing(/\[[0-9;]+m/, with: ""))
      return line.drop(while: \.isWhitespace).hasPrefix("::")
        || line.firstMatch(of: /##[A-Za-z0-9._-]*\[/) != nil
        || line.firstMatch(of: /(section_(start|end)|travis_(fold|time)):/) != nil
    }
  }

  static let lines: [String] =
    blanks.flatMap { blank in
      drawnAsNothing.flatMap { none in
        [
          "\(blank):\(none):error file=a::b", "\(blank)::add-mask::e",
          "a\n\(blank)::stop-commands::x",
          "x \(blank)#\(none)#[add-mask]e", "\(blank)##\(none)vso[task.setvariable variable=a]b",
          "\(blank)##teamcity\(none)[message text='a']", "\(blank)###[warning]a##[b]",
        ]
      }
    } + [
      "##[group]", "#####[a", "a ##x[b] ##[c] ## [d]", ":::", "::\n::\n\n  ::a", "::#::##[::",
      "section_start:1:a", "a section_end:1:b\r", "travis_fold:start:a", "travis_time:end:a",
      "travis_section_start:", "-+::\n ::set-output name=a::b",
    ]

  @Test(arguments: lines) func nothingIsHeard(_ line: String) {
    let text = Array(line.utf8)
    let broken = RunnerCommands.brokenUp(text)
    #expect(!Self.isHeard(broken), "\(String(decoding: broken, as: UTF8.self).debugDescription)")
    #expect(
      Self.isHeard(text) == (broken != text) || line.contains("\r"),
      "\(line.debugDescription)"
    )
    // Nothing but single characters is written otherwise.
    let back = Self.replacing(
      "\\u{23}",
      by: "#",
      in: Self.replacing("\\u{3A}", by: ":", in: broken)
    )
    #expect(back == text)
    #expect(RunnerCommands.brokenUp(broken) == broken)
  }

  /// By bytes: a mark behind a sign makes one character of both.
  private static func replacing(_ old: String, by new: String, in text: [UInt8]) -> [UInt8] {
    var text = text
    while let range = text[...].firstRange(ofBytes: Array(old.utf8)) {
      text.replaceSubrange(range, with: new.utf8)
    }
    return text
  }

  @Test(arguments: [
    "## Heading", "a: b # ## [x]", "a::b", " -::a", "# [a]", "section_start", "std::string",
    "a ##\n[b]", "::".replacing(":", with: "："), "", ":", "#", "##", "\n\n", "12:30: a: [b]",
  ]) func otherTextStays(_ text: String) {
    #expect(RunnerCommands.brokenUp(Array(text.utf8)) == Array(text.utf8))
  }

  @Test func formsKeepTheirValue() {
    let json = Array(###"{"a":"##[b] \\##[c] ###d[","##vso[":["::e"]}"###.utf8)
    #expect(
      String(decoding: RunnerCommands.brokenUpInJSON(json), as: UTF8.self)
        == ###"{"a":"#\u0023[b] \\#\u0023[c] ##\u0023d[","#\u0023vso[":["::e"]}"###
    )
    let xml = RunnerCommands.brokenUpInXML(Array("<a>##[b]</a>".utf8))
    #expect(String(decoding: xml, as: UTF8.self) == "<a>#&#35;[b]</a>")
    let line = RunnerCommands.signsBrokenUp(Array("::error file=a::b ##[c]".utf8))
    #expect(String(decoding: line, as: UTF8.self) == "::error file=a::b #\\u{23}[c]")
  }
}
