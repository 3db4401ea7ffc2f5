internal import CanonicalJSON
internal import ProfileRules
public import SourceDiagnostics

/// The page of a rule, from the one table of rules: for `explain`, SARIF and the documentation.
public struct RulePage: Sendable {
  public let rule: RuleDescriptor
  public let explanation: RuleExplanation?

  public init(_ rule: RuleDescriptor) {
    self.rule = rule
    explanation = RuleRegistry.explanation(of: rule.code)
  }

  /// The page for a terminal; without escape sequences.
  public var text: String {
    guard let explanation else { return rule.summary }
    return """
      \(explanation.why)

      \(explanation.files.map { "\($0.name):\n\n\(Self.indented($0.text))\n\n" }.joined())Reported:

      \(Self.indented(explanation.bad))

      Fine:

      \(Self.indented(explanation.good))

      \(explanation.remedy)

      Source: \(explanation.source)
      """
  }

  public var markdown: String {
    guard let explanation else { return rule.summary }
    return """
      \(explanation.why)

      \(explanation.files.map { "`\($0.name)`:\n\n```yaml\n\(Self.shown($0.text))\n```\n\n" }.joined())Reported:

      ```yaml
      \(Self.shown(explanation.bad))
      ```

      Fine:

      ```yaml
      \(Self.shown(explanation.good))
      ```

      \(explanation.remedy)

      Source: \(explanation.source)
      """
  }

  /// Every rule's page, as one Markdown document.
  public static var document: String {
    var text = """
      # Rules

      What `sessionc lint` looks for, and from SP801 on what `sessionc send` finds. `sessionc explain \
      CODE` prints the same in a terminal. An error is what the server would refuse or the \
      documentation forbids; a warning is what the documentation advises against, a name outside a \
      list that is known to grow, or a value with an announced end. Where a rule has both, its page \
      names what most of its findings are.


      """
    for rule in RuleRegistry.all {
      text += "## \(rule.code) `\(rule.name)`\n\n"
      text += "\(rule.severity == .error ? "Error" : "Warning"): \(rule.summary).\n\n"
      text += RulePage(rule).markdown + "\n\n"
    }
    return String(text.dropLast())
  }

  /// Every rule with its page, as JSON and a line feed.
  public static var json: [UInt8] {
    var writer = CanonicalWriter(pretty: true)
    writer.beginObject()
    writer.member("version", 1)
    writer.name("rules")
    writer.beginArray()
    for rule in RuleRegistry.all {
      writer.beginObject()
      writer.member("code", rule.code)
      writer.member("name", rule.name)
      writer.member("severity", rule.severity.rawValue)
      writer.member("summary", rule.summary)
      if let explanation = RulePage(rule).explanation {
        writer.member("why", explanation.why)
        writer.member("bad", explanation.bad)
        writer.member("good", explanation.good)
        writer.member("remedy", explanation.remedy)
        writer.member("source", explanation.source)
      }
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
    return writer.finish()
  }

  private static func indented(_ example: String) -> String {
    shown(example).split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
  }

  /// An example as it can be printed: cut where it is long, and with hidden characters escaped.
  private static func shown(_ example: String) -> String {
    example.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        let cut = line.count > 76 ? "\(line.prefix(75))…" : String(line)
        return DisplayText.escaped(cut)
      }
      .joined(separator: "\n")
  }
}
