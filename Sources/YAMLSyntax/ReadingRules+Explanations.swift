public import SourceDiagnostics

/// What the pages of SP001 to SP008 tell beyond their summaries.
extension ReadingRules {
  public static let explanations: [RuleDescriptor: RuleExplanation] = [
    syntax: RuleExplanation(
      why: """
        The text is not well-formed YAML, so the profile is not compiled. Mostly it cannot be read \
        to its end either, and then no rule about fields looks at it: once it is mended, there may \
        be more findings.

        Most often a text holds `: ` or ` #`, which end a plain text in YAML; a tab indents a \
        line; or a quote or bracket is not closed.
        """,
      bad: """
        voice: sage
        instructions: You answer the support line: be brief.
        """,
      good: """
        voice: sage
        instructions: "You answer the support line: be brief."
        """,
      remedy: """
        Mend the place that the finding points at. Put text that holds `: ` or ` #` in quotes, or \
        below `key: |` where it is longer, and indent with spaces. `--fix` only corrects an alias \
        that misspells the name of one anchor; where two are equally near, the choice is yours.
        """,
      source: "YAML 1.2.2; plain text: section 7.3.3; indentation: section 6.1"
    ),
    duplicateKey: RuleExplanation(
      why: """
        A mapping holds each key once, and readers disagree about a second one: some take the \
        first value, some the last, and few say so. A copied block then takes away a session's \
        tools or its turn detection without a message.
        """,
      bad: """
        turn_detection:
          type: server_vad
          threshold: 0.6
          silence_duration_ms: 600
          threshold: 0.7
        """,
      good: """
        turn_detection:
          type: server_vad
          threshold: 0.7
          silence_duration_ms: 600
        """,
      remedy: """
        Keep one of the two and delete the other; where both are lists or mappings, you may want \
        the entries of both in one. `--fix` leaves it to you, since only you know which one is \
        meant.
        """,
      source: "YAML 1.2.2, section 3.2.1.1: the keys of a mapping are unique; RFC 8259, section 4"
    ),
    rootNotMapping: RuleExplanation(
      why: """
        A profile becomes the body of a request, and that is an object: field names with their \
        values. A file that is empty, or holds a list or a single value, says nothing about any \
        field.
        """,
      bad: """
        - voice: sage
        - instructions: You answer the support line of Fjord Broadband.
        """,
      good: """
        voice: sage
        instructions: You answer the support line of Fjord Broadband.
        """,
      remedy: """
        Write the fields as `key: value` at the top level, with a space after each colon. For a \
        session without settings of its own write `{}`. `--fix` leaves it to you.
        """,
      source: "openai-openapi 2025-03-21, RealtimeSessionCreateRequest: type object"
    ),
    limitExceeded: RuleExplanation(
      why: """
        A file may have 16 MiB, 100 levels, 100,000 keys in one mapping, 8 `%TAG` directives and, \
        with its aliases expanded, 1,000,000 nodes and 16 MiB of text. A file of a few lines whose \
        aliases repeat each other can grow to gigabytes; the limits stop that within milliseconds, \
        so that nobody's pull request can stop a CI machine.

        Reading ends here: the rest of the file is not checked, and the profile is not compiled.

        Of one file 10,000 findings are held, errors before warnings. Those beyond are only counted, \
        and count as errors and warnings whatever ignore comments or a baseline say. Where nothing \
        else tells of them, one finding of this rule does.
        """,
      bad: "x-notes: " + String(repeating: "[", count: 101) + String(repeating: "]", count: 101),
      good: "x-notes: []",
      remedy: """
        Make the file smaller or flatter, or repeat less by aliases; a profile that needs more \
        than this is mostly the output of a program gone wrong. `--fix` leaves it to you.
        """,
      source: "Limits of this tool; the API documents none"
    ),
    encoding: RuleExplanation(
      why: """
        A request is UTF-8, so the profile must be. Bytes of another encoding have no meaning \
        there, and YAML allows no control characters but tab and line ends.

        U+0085, U+2028 and U+2029 are ordinary characters in YAML 1.2, yet readers of YAML 1.1 \
        take them for line breaks: what looks like one line can hold a second key. They often come \
        along with text that was pasted from a web page.
        """,
      bad: """
        voice: sage
        instructions: You answer the support line.\u{2028}Be brief.
        """,
      good: """
        voice: sage
        instructions: You answer the support line. Be brief.
        """,
      remedy: """
        Save the file as UTF-8 and delete the character, or write it as an escape in double \
        quotes: `\\N`, `\\L` or `\\P` for the three above. `--fix` leaves it to you.
        """,
      source: "YAML 1.2.2, sections 5.1, 5.2 and 5.4; RFC 8259, section 8.1"
    ),
    unsupportedTag: RuleExplanation(
      why: """
        A tag such as `!include` or `!secret` means something only to the program that defines it. \
        sessionc runs none of them, and JSON has no tags, so the server would get the text behind \
        the tag in place of what it stands for.

        The core tags `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq` and `!!map` may be \
        used where the value fits them.
        """,
      bad: """
        voice: sage
        instructions: !include support-line.md
        """,
      good: """
        voice: sage
        instructions: |
          You answer the support line of Fjord Broadband. Be brief.
        """,
      remedy: """
        Write the value itself in place of the tag; put text that begins with `!` in quotes. For a \
        core tag that does not fit, correct the value or remove the tag. `--fix` leaves it to you.
        """,
      source: "YAML 1.2.2, section 10.3: core schema"
    ),
    severalDocuments: RuleExplanation(
      why: """
        One profile makes one request, so there is no place for a second document. Taking the \
        first and passing over the rest would lose settings without a message.
        """,
      bad: """
        voice: sage
        instructions: You answer the support line.
        ---
        voice: alloy
        instructions: You take bookings for a restaurant.
        """,
      good: """
        voice: sage
        instructions: You answer the support line.
        """,
      remedy: """
        Put each profile in a file of its own. Where `---` is part of a text, put the text below \
        `key: |` and indent it. `--fix` leaves it to you.
        """,
      source: "YAML 1.2.2, section 9.2: streams; RFC 8259, section 2: a JSON text is one value"
    ),
    keyNotString: RuleExplanation(
      why: """
        Keys become the names of JSON members, and those are strings. A number, `true` or `null` \
        would have to be turned into text, and readers differ in how: `010` could become `10`, \
        `010` or `8`.

        A list or a mapping as a key is mostly a placeholder: without quotes `{{name}}` is a \
        mapping inside a mapping.
        """,
      bad: """
        tracing:
          workflow_name: support-line
          metadata:
            2025: pilot
        """,
      good: """
        tracing:
          workflow_name: support-line
          metadata:
            "2025": pilot
        """,
      remedy: """
        Put the key in quotes; `--fix` does. Write the value itself in place of a placeholder.
        """,
      source: "RFC 8259, section 4: a name is a string; plain scalars: YAML 1.2.2, section 10.3.2"
    ),
  ]
}
