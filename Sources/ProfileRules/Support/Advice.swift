internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// What to write instead of a scalar: what the schema says of just this text, else the nearest
/// allowed name.
struct Advice {
  private(set) var help: String?
  private(set) var fix: FixIt?
  private let span: SourceSpan
  private let style: ScalarStyle

  init(for id: IRID, _ field: FieldSchema, in profile: BoundProfile) {
    let node = profile.node(id)
    span = profile.span(id)
    style = node.style
    guard node.kind == .scalar else { return }
    let text = profile.text(id)
    let union = profile.schema[profile[id].union]
    let key = text.lowercased()
    let advice = field.advice[text] ?? field.advice[key] ?? union.advice[text] ?? union.advice[key]
    let instead =
      field.instead[text] ?? field.instead[key] ?? union.instead[text] ?? union.instead[key]
    let candidates =
      field.allowed ?? field.known
      ?? union.alternatives.flatMap { profile.schema[$0].allowed ?? [] }
    let predecessor = Self.predecessor(of: text, in: field)
    let nearest =
      instead ?? (predecessor == nil ? Suggestion.nearest(to: text, in: candidates) : nil)
    help =
      advice ?? nearest.map { "did you mean `\($0)`?" }
      ?? predecessor.map { "it is the successor of `\($0)`, for the GA dialect" }
    // The other sign is another value, and a name missing from an open list may well be right.
    let isOpposite = node.scalar == .notFinite && text.hasPrefix("-")
    let isOpen = field.allowed == nil && field.known != nil && nearest?.lowercased() != key
    let isSure = instead != nil || nearest.map { Suggestion.isSure(text, $0) } ?? false
    fix =
      advice != nil && instead == nil || isOpposite
      ? nil : nearest.flatMap { replace(with: $0, isSafe: isSure && !isOpen) }
  }

  /// A fix that puts `text` in the value's place and keeps its quotes.
  func replace(with text: String, isSafe: Bool = true) -> FixIt? {
    guard style != .literal, style != .folded else { return nil }
    // What stands for something other than text loses the quotes.
    let isText = ScalarResolver.kind(of: Array(text.utf8)[...]) == .string && !text.hasPrefix("{")
    let written =
      switch style {
      case .doubleQuoted where isText: "\"\(text)\""
      case .doubleQuoted where text.hasPrefix("{"): Self.asJSON(text)
      case .singleQuoted where isText: "'\(text)'"
      default: text
      }
    return .replace(span, with: written, isSafe: isSafe)
  }

  /// The value whose announced end names this one as what comes after it.
  private static func predecessor(of text: String, in field: FieldSchema) -> String? {
    guard !field.ends.isEmpty else { return nil }
    return field.ends.keys.sorted().first { name in
      field.ends[name]?.instead?.split(separator: " ").contains { $0 == text } ?? false
    }
  }

  /// `{type: near_field}` with quotes, for files that are JSON.
  private static func asJSON(_ mapping: String) -> String {
    let parts = mapping.dropFirst().dropLast().split(separator: ":", maxSplits: 1)
      .map { "\"\($0.drop { $0 == " " })\"" }
    return "{\(parts.joined(separator: ": "))}"
  }
}
