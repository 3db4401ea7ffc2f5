import SourceDiagnostics
import Testing

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("tempurature", "temperature"), ("g711-ulaw", "g711_ulaw"), ("Alloy", "alloy"),
    ("vioce", "voice"), ("server-vad", "server_vad"), ("treshold", "threshold"),
    ("turnDetection", "turn_detection"), ("instruction", "instructions"),
  ])
  func findsWhatWasMeant(_ name: String, _ meant: String) {
    let names = [
      "temperature", "g711_ulaw", "g711_alaw", "alloy", "voice", "server_vad", "threshold",
      "turn_detection", "instructions",
    ]
    #expect(Suggestion.nearest(to: name, in: names) == meant)
  }

  /// Name, candidates, the match, and whether it can be nothing else.
  @Test(
    arguments: [
      ("tno", ["tone1", "tone2"], nil, false),
      ("ton", ["tone1", "tone2"], nil, false),
      ("ton_", ["tone", "tons"], "tone", false),
      ("tone3", ["tone1", "tone2"], "tone1", false),
      ("tone3", ["tone1"], "tone1", false),
      ("voise", ["voice", "noise"], "voice", false),
      ("voise", ["voice", "voice"], "voice", true),
      ("voise", ["voice", "vois_es"], "voice", true),
      ("maxTokens", ["max_tokens", "max-tokens"], "max_tokens", false),
      ("maxTokens", ["max_tokens", "maxTokenz"], "max_tokens", true),
      ("instrutcion", ["instruction", "instructions"], "instruction", true),
    ] as [(String, [String], String?, Bool)]
  )
  func isSureOnlyOfOne(_ name: String, _ names: [String], _ meant: String?, _ isSure: Bool) {
    let match = Suggestion.find(name, in: names)
    #expect(match?.name == meant)
    #expect(match?.isSure ?? false == isSure)
  }

  @Test func isSureOfNoneAmongMoreThanAreCompared() {
    let names = (0..<200).map { "other\($0)" }
    #expect(Suggestion.find("voise", in: ["voice"] + names)?.isSure == false)
    #expect(Suggestion.find("voise", in: ["voice"] + names.prefix(100))?.isSure == true)
  }

  @Test(arguments: [("set_order", false), ("get_ordr", true), ("get_odrer", true)])
  func anotherLetterMayMakeAnotherName(_ name: String, _ isSure: Bool) {
    #expect(Suggestion.find(name, in: ["get_order"])?.isSure == true)
    #expect(Suggestion.find(name, in: ["get_order"], isOpen: true)?.isSure == isSure)
  }

  @Test(arguments: ["", "x", "banana", "no"])
  func staysSilentWhereNothingIsNear(_ name: String) {
    #expect(Suggestion.nearest(to: name, in: ["temperature", "voice", "en", "ne", "nl"]) == nil)
  }

  @Test func namesTheClosestOfMany() {
    let names = ["model", "voice", "tools", "tool_choice", "temperature", "speed", "tracing"]
    #expect(Suggestion.closest(2, to: "choices_of_tool", in: names) == ["tool_choice", "voice"])
    #expect(Suggestion.closest(2, to: "q", in: names) == ["model", "voice"])
    #expect(Suggestion.closest(9, to: "", in: names) == names)
  }
}
