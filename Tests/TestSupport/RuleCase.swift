public import SessionProfiles
public import Testing

/// A profile and the findings of one rule that it must give: one for each marked place.
public struct RuleCase: Sendable, CustomTestStringConvertible, ExpressibleByStringLiteral {
  public let marked: MarkedText
  private let source: String

  public init(_ source: String) {
    self.source = source
    marked = MarkedText(source)
  }

  public init(stringLiteral source: String) { self.init(source) }

  public var testDescription: String { source }

  /// Every finding.
  public var findings: [Diagnostic] {
    Compiler().lint(SourceText(name: "test.yaml", text: marked.text))
  }

  /// The places of the findings of one code.
  public func places(of code: String) -> [Range<Int>] {
    findings.filter { $0.rule.code == code }.map(\.span.range)
  }

  /// The codes of all findings, as written in the file.
  public var codes: [String] { findings.map(\.rule.code) }
}
