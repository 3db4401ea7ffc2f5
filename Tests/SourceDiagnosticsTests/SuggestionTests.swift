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

  @Test(arguments: ["", "x", "banana", "no"])
  func staysSilentWhereNothingIsNear(_ name: String) {
    #expect(Suggestion.nearest(to: name, in: ["temperature", "voice", "en", "ne", "nl"]) == nil)
  }
}
