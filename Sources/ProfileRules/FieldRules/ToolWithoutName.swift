package import SourceDiagnostics

/// A tool that the model has no name to call by. `MissingField` reports it, where the schema says so
/// (`x-missing-rules`).
package enum ToolWithoutName: Rule {
  package static let descriptor = RuleDescriptor(
    "SP404",
    "tool-without-name",
    "a tool has no name"
  )

  package static let explanation = RuleExplanation(
    why: """
      The model calls a tool by its name, and your client knows by it which function to run. To a \
      tool without one the server answers `missing_required_parameter`, and applies nothing of the \
      request.
      """,
    bad: """
      tools:
        - type: function
          description: Looks up a customer by number.
      """,
    good: """
      tools:
        - type: function
          name: find_customer
          description: Looks up a customer by number.
      """,
    remedy: """
      Add a `name` of letters, digits, `_` and `-`: the one that your client runs the function by. \
      `--fix` leaves it to you.
      """,
    source: "Server answer missing_required_parameter, 'session.tools[0].name'"
  )
}
