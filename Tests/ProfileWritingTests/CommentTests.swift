import ProfileWriting
import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

@Suite struct CommentTests {
  private func imported(_ text: String) -> String? {
    ProfileImporter.profile(of: SourceText(name: "a", text: text)).profile
  }

  @Test func commentsOfJSONStandNearTheirValues() {
    let json = """
      // My session

      {
        // about the type
        "type": "session.update", // an event
        /* the session
         * of two lines */
        "session": { // opens
          "tools": [ // tools
            // first
            {"name": "find", /* the kind */ "type": "function"}, // one
            {"type": "function", "name": "two"} // two
            // last
          ],
          "turn_detection": // push
            null, // to talk
          "instructions": "Be\\nbrief", // text
          "voice": "alloy", // sessionc: ignore[SP501] x
          "modalities": ["text", // t
            "audio"],
          "temperature": 0.8 /* warm */
        }, // closes
        // end
      }
      // after
      """
    #expect(
      imported(json) == """
        # My session
        # about the type
        # an event
        # the session
        # of two lines
        # opens

        $target: session-update
        modalities:
          - text # t
          - audio
        # text
        instructions: |-
          Be
          brief
        voice: alloy # sessionc: ignore[SP501] x
        # to talk
        turn_detection: null # push
        tools: # tools
          # first
          # the kind
          # one
          - type: function
            name: find
          # two
          - type: function
            name: two
          # last
        temperature: 0.8 # warm
        # closes
        # end
        # after

        """
    )
  }

  @Test func commentsOfYAMLStandNearTheirValues() {
    let yaml = """
      # yaml-language-server: $schema=a
      # the file

      # who speaks
      voice: alloy # a voice
      modalities: # both
        - text # t
        # then
        - audio
      instructions: | # long
        # text
        more
      tools: [] # none
      x-a: # mine
        b:
          # of c
          c: {d: 1, # d
            e: 2}
        # of f
        f: 'g' # g
      # the end
      """
    #expect(
      imported(yaml) == """
        # yaml-language-server: $schema=a
        # the file

        modalities: # both
          - text # t
          # then
          - audio
        # long
        instructions: |
          # text
          more
        # who speaks
        voice: alloy # a voice
        tools: [] # none
        x-a: # mine
          b:
            # of c
            c:
              d: 1 # d
              e: 2
          # of f
          f: g # g
        # the end

        """
    )
  }

  /// The text of a comment is data: what it has that YAML does not show is escaped.
  @Test(
    arguments: [
      ("{\"voice\": \"a\" // x\u{202E}y\u{7}\u{85}z\n}", "voice: a # x\\u202ey\\u0007\\u0085z\n"),
      ("{\"voice\": \"a\" //\n}", "voice: a #\n"),
      ("{\"voice\": \"a\" /**/}", "voice: a #\n"),
      ("{\"voice\": \"a\" /** doc */}", "voice: a # doc\n"),
      ("{\"voice\": \"a\" ///x\n}", "voice: a # /x\n"),
      ("{\n# c\n}", "# c\n{}\n"), ("{/* a */}", "# a\n\n{}\n"), ("{}// a", "{}\n# a\n"),
      ("# a\n{}", "# a\n\n{}\n"),
      ("{\"voice\": \"a\", // b\r\n}", "voice: a # b\n"),
      ("{\"id\": 1, // b\n \"voice\": \"a\"}", "# b\nvoice: a\n"),
      ("{\"voice\": \"a\", \"id\": 1 /* b */}", "voice: a\n# b\n"),
      ("{\"voice\": \"a\", /* b */ \"speed\": 1}", "voice: a\n# b\nspeed: 1\n"),
      ("{'voice': ('a' # b\n 'c'), 'x': None}", "# b\nvoice: ac\nx: null\n"),
      ("{\"voice\": \"a\", \"tools\": [ // b\n ]}", "voice: a\ntools: [] # b\n"),
      ("voice: &a b # c\nx-d: *a # e\n", "voice: b # c\nx-d: b # e\n"),
    ]
  )
  func oddComments(_ text: String, _ profile: String) {
    #expect(imported(text) == profile)
  }
}
