package import SourceDiagnostics

/// What the pages of SP701 to SP713 tell beyond their summaries.
extension LinkingRules {
  private static let base = RuleExplanation.File(
    "_base.yaml",
    """
    type: realtime
    model: gpt-realtime-2
    audio: { output: { voice: marin } }
    """
  )
  private static let source =
    "sessionc's own rules for profiles of several files; the guide has them under \"Several files\"."

  package static let explanations: [RuleDescriptor: RuleExplanation] = [
    fileNotFound: RuleExplanation(
      why: """
        `$extends`, `$include`, `$file` and `$template` name files relative to the file that holds the path, \
        whatever folder sessionc runs in. Without the file nobody knows what the profile says, so \
        nothing is compiled, and no rule speaks of what is missing.
        """,
      bad: "$extends: _bse.yaml",
      good: "$extends: _base.yaml",
      files: [base],
      remedy: """
        Correct the path; the finding names the file in that folder that is most like it. `--fix` \
        leaves it to you.
        """,
      source: source
    ),
    outsideRoot: RuleExplanation(
      why: """
        A profile comes with a pull request, from anybody, and what it reads comes out in the \
        request and in messages. So it reads files of its own project alone: none outside of the \
        root, also not through a link, and nothing whose name or folder begins with a dot, where \
        tokens are kept. `$extends` and `$include` take `.yaml`, `.yml` and `.json`; `$file` and `$template` take \
        `.md`, `.markdown` and `.txt`.

        The root is the work tree of the repository, else the folder of `.sessionc.yaml`, else the \
        folder named on the command line. `--root` sets another.
        """,
      bad: "$extends: /etc/_base.yaml",
      good: "$extends: _base.yaml",
      files: [base],
      remedy: """
        Move the file into the project and write the path relative to the file that holds it. \
        `--fix` leaves it to you.
        """,
      source: source
    ),
    cycle: RuleExplanation(
      why: """
        A file cannot start from itself, nor from one that starts from it: there would be no first \
        one. The finding shows the whole way round. What the step that closes it would bring in is \
        left out, the rest is checked, and nothing is compiled.
        """,
      bad: "$extends: _a.yaml",
      good: "$extends: _base.yaml",
      files: [base, .init("_a.yaml", "$extends: _b.yaml"), .init("_b.yaml", "$extends: _a.yaml")],
      remedy: """
        Take one of the steps out; mostly two files have something in common that belongs into a \
        third. `--fix` leaves it to you.
        """,
      source: source
    ),
    undeclaredVariable: RuleExplanation(
      why: """
        Where a profile has variables, `${name}` in a text stands for one of them, and every name must \
        be declared: in `$vars` of the profile, of a file that it starts from, or of a variant. A \
        misspelt name would be sent as it stands, and the model would read the braces. The text `${` \
        itself is written `$${`. Values of variables are not looked at again, so they hold no `${`.
        """,
      bad: """
        $vars: { brand: Fjord Broadband }
        instructions: You answer the support line of ${brnd}.
        """,
      good: """
        $vars: { brand: Fjord Broadband }
        instructions: You answer the support line of ${brand}.
        """,
      remedy: """
        Correct the name, or declare it; the finding names the variable that is most like it. `--fix` \
        leaves it to you.
        """,
      source: source
    ),
    variableValue: RuleExplanation(
      why: """
        `null` in `$vars` says that a value must be given before the variable is used: by the profile, by \
        a variant, or by `--set`. And a variable keeps the type of its lowest value, text, number or \
        boolean, so that a file that starts from another cannot break what that does with it.
        """,
      bad: """
        $vars: { brand: null }
        instructions: You answer the support line of ${brand}.
        """,
      good: """
        $vars: { brand: Fjord Broadband }
        instructions: You answer the support line of ${brand}.
        """,
      remedy: """
        Give the variable a value of its type in `$vars` of the profile or of a variant, or with \
        `--set`. `--fix` leaves it to you.
        """,
      source: source
    ),
    nothingToInherit: RuleExplanation(
      why: """
        `$unset`, `$inherit` and `$omit` speak of what the files below give. Where there is no such \
        thing, a name is misspelt, or the base has changed since: a tool that was to be left out \
        may be there under another name.

        In a file that other profiles start from, `$unset` and a plain `$inherit` may find nothing: \
        that depends on what stands below it. Names are looked for in every file.
        """,
      bad: """
        $extends: _base.yaml
        tracing: $unset
        """,
      good: """
        $extends: _base.yaml
        audio: $unset
        """,
      files: [base],
      remedy: """
        Correct the name, or take the directive out. `sessionc show` prints what the files below \
        give. `--fix` leaves it to you.
        """,
      source: source
    ),
    mixedDialects: RuleExplanation(
      why: """
        The two dialects have other names for the same things, so a flat file and a GA file cannot \
        be merged: each field would stand beside its own twin. Nor does a session that transcribes \
        start from one that answers. A file without such fields, with `instructions` or `tools` \
        alone, fits both.
        """,
      bad: """
        $extends: _flat.yaml
        type: realtime
        audio: { output: { voice: cedar } }
        """,
      good: """
        $extends: _base.yaml
        audio: { output: { voice: cedar } }
        """,
      files: [base, .init("_flat.yaml", "voice: sage")],
      remedy: """
        `sessionc migrate` rewrites flat files to GA: give it all files of the profile at once. \
        `--fix` leaves it to you.
        """,
      source: source
    ),
    wrongShape: RuleExplanation(
      why: """
        A profile starts from mappings of fields. A list or a single value is brought in by \
        `$include`, at the field that takes one, and then no keys can stand beside it. A path is \
        text, and a file that is named holds something.
        """,
      bad: "$extends: _tools.yaml",
      good: """
        $extends: _base.yaml
        tools: { $include: _tools.yaml }
        """,
      files: [base, .init("_tools.yaml", "- { type: function, name: end_call }")],
      remedy: """
        Name a file of the right shape, or move the directive to where its shape fits. `--fix` \
        leaves it to you.
        """,
      source: source
    ),
    misplacedDirective: RuleExplanation(
      why: """
        Each directive has its place: `$extends` is at the top of a file, `$file` stands alone in \
        its mapping, `$inherit` and `$omit` are items of a list, and a list inherits once. Elsewhere \
        they would do nothing, and nobody would notice.
        """,
      bad: """
        $extends: _base.yaml
        include: [$inherit, $inherit]
        """,
      good: """
        $extends: _base.yaml
        include: [$inherit]
        """,
      files: [
        .init(
          "_base.yaml",
          """
          type: realtime
          model: gpt-realtime-2
          include: [item.input_audio_transcription.logprobs]
          """
        )
      ],
      remedy: """
        Move it to its place, or take it out. Where a key of that name is meant, write `$` once \
        more: `$$file`. `--fix` leaves it to you.
        """,
      source: source
    ),
    redundantExtends: RuleExplanation(
      why: """
        Each file counts once, at its first place: below everything that starts from it. A second \
        mention changes nothing, though it looks as if the file came on top again.
        """,
      bad: """
        $extends: [_phone.yaml, _base.yaml]
        """,
      good: "$extends: _phone.yaml",
      files: [
        base,
        .init(
          "_phone.yaml",
          """
          $extends: _base.yaml
          audio: { output: { speed: 1.1 } }
          """
        ),
      ],
      remedy: """
        Take the entry out; where it was to override something, write that in the profile itself. \
        `--fix` leaves it to you.
        """,
      source: source
    ),
    unknownDirective: RuleExplanation(
      why: """
        A word of a `$` and lower-case letters looks like a directive. One that is none is sent as \
        text, and a field that was to be taken away is set to it.
        """,
      bad: """
        type: realtime
        model: gpt-realtime-2
        instructions: $unste
        """,
      good: """
        type: realtime
        model: gpt-realtime-2
        instructions: "$unste"
        """,
      remedy: """
        Correct the word, or put it in quotes if the text is meant. `--fix` leaves it to you.
        """,
      source: source
    ),
    unusedVariable: RuleExplanation(
      why: """
        The profile declares a variable, and no text of it or of its files names it: whoever changes the \
        value changes nothing. Often the text has another name, or it is in a file that `$file` brings \
        in as it stands, where `$template` was meant.
        """,
      bad: """
        $vars: { brand: Fjord Broadband }
        instructions: You answer the support line of Fjord Broadband.
        """,
      good: """
        $vars: { brand: Fjord Broadband }
        instructions: You answer the support line of ${brand}.
        """,
      remedy: """
        Write `${name}` where the value belongs, or take the variable out. `--fix` leaves it to you.
        """,
      source: source
    ),
    unusedPartial: RuleExplanation(
      why: """
        A partial is a file that only takes part in others: its name, or that of its folder, begins \
        with `_`. One that no profile uses is checked by nobody, and grows old unseen.

        sessionc looks for users in the project's profiles: what `paths` in `.sessionc.yaml` names, \
        else `profiles`. The finding is reported for a partial or a text that is named on the command \
        line, and for all partials of the project in a run without paths.
        """,
      bad: """
        # profiles/_old.yaml, which no profile names
        voice: sage
        """,
      good: """
        # profiles/_base.yaml, which a profile names: `$extends: _base.yaml`
        voice: sage
        """,
      remedy: """
        Name the file in a profile, or delete it if nothing else needs it. `--fix` leaves it to you.
        """,
      source: source
    ),
  ]
}
