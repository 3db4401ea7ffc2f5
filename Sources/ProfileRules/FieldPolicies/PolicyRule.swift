internal import ProfileIR
package import SourceDiagnostics

/// A profile does not keep a policy of its project. Which policies there are, `.sessionc.yaml` says.
package enum PolicyRule: Rule {
  package static let descriptor = RuleDescriptor(
    RuleDescriptor.policyCode,
    "policy",
    "a profile breaks a policy of its project"
  )

  package static let explanation = RuleExplanation(
    why: """
      `policies` in `.sessionc.yaml` say what a team wants of its profiles beyond what the API wants: \
      a bound for the length of answers, the voices of the house, approval for every MCP tool. A \
      finding has the name of its policy. Use that name like the name of a rule: in `--select`, \
      in `--ignore` and in `severities`.

      A policy is about a field of either dialect, and is checked in the profile as all its files \
      make it; a profile of the other dialect is looked at in the form of the field's. An absent \
      field is a finding only under `require`. A field inside a list is looked at in each item.

      Prefer `in`, which names what may be, to `not`, which names what may not: `not: [never]` \
      compares texts, and takes `require_approval: {never: {tool_names: [pay]}}`, which is an object. \
      `in: [always]` does not.

      A comment silences no policy unless that says `may-ignore: true`: exceptions stand in its \
      `except`, where whoever owns the configuration reviews them.
      """,
    bad: """
      type: realtime
      model: gpt-realtime-2.1
      audio:
        output:
          voice: alloy
      """,
    good: """
      type: realtime
      model: gpt-realtime-2.1
      audio:
        output:
          voice: marin
      """,
    files: [
      .init(
        ".sessionc.yaml",
        """
        policies:
          house-voices:
            field: audio.output.voice
            in: [marin, cedar]
        """
      )
    ],
    remedy: """
      Write what the policy wants; its finding says why, where the policy does. A profile that needs \
      something else is named in `except` of the policy. `--fix --unsafe` writes the one value that \
      the policy allows, or its bound.
      """,
    source: "`policies` in the project's `.sessionc.yaml`, or in the file that this extends."
  )
}
