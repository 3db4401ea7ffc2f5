package import SourceDiagnostics

/// A tool that the model has no name to call by. `MissingField` reports it, where the schema says so
/// (`x-missing-rules`).
package enum ToolWithoutName: Rule {
  package static let descriptor = RuleDescriptor(
    "SP404",
    "tool-without-name",
    "a tool has no name"
  )
}
