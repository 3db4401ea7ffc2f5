import SourceDiagnostics
import TestSupport
import Testing

@Suite struct PlaceholderLeftTests {
  static let cases: [RuleCase] = [
    "voice: «${VOICE}»",
    "voice: «${VOICE:-alloy}»",
    "instructions: Hello «{{ name }}», welcome",
    "instructions: Hi «{{a}}» and «{{b}}», «${C}»",
    "instructions: |\n  Hi «{{a}}»\n  and «{{a}}».\n",
    "voice: «$VOICE»", "model: «$MODEL_2»", "instructions: $VOICE", "voice: $5",
    "temperature: «$T»",
    "instructions: |\n  Line one\n  You are «<your company>»'s agent",
    "temperature: «${TEMP}»",
    "instructions: costs $5 {and} {{}} <instructions> a<b and $${escaped}",
    "instructions: \"<instructions>\"",
    "tools: [{type: function, name: a, parameters: {type: object, properties: {p: {type: string, pattern: \"^${x}\"}}}}]",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP208") == test.marked.ranges, "\(test.findings)")
  }
}
