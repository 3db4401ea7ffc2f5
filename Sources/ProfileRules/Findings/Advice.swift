internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// What to write instead of a scalar: what the schema says of just this text, else the nearest
/// allowed name.
struct Advice {
  private(set) var help: String?
  private(set) var fix: FixIt?

  init(for id: IRID, _ field: FieldSchema, in profile: BoundProfile) {
    let node = profile.node(id)
    guard node.kind == .scalar else { return }
    let text = profile.text(id)
    let union = profile.schema[profile[id].union]
    let key = text.lowercased()
    let advice =
      field.advice(for: text) ?? field.advice(for: key) ?? union.advice(for: text)
      ?? union.advice(for: key)
    let instead =
      field.instead(for: text) ?? field.instead(for: key) ?? union.instead(for: text)
      ?? union.instead(for: key)
    let candidates =
      field.allowed ?? field.known
      ?? union.alternatives.flatMap { profile.schema[$0].allowed ?? [] }
    let predecessor = Self.predecessor(of: text, in: field)
    let cleaned = NameText.oddCharacter(in: text) == nil ? text : NameText.cleaned(text)
    let isDressed = cleaned != text && candidates.contains(cleaned)
    let match =
      isDressed
      ? Suggestion.Match(name: cleaned, isSure: true)
      : instead == nil && predecessor == nil ? Suggestion.find(text, in: candidates) : nil
    let nearest = instead ?? match?.name
    help =
      advice
      ?? nearest.map { "did you mean \(Wording.choices([$0] + (match?.others ?? [])))?" }
      ?? predecessor.map { "it is the successor of `\($0)`, for the GA dialect" }
    // The other sign is another value, and a name missing from an open list may well be right.
    let isOpposite = node.scalar == .notFinite && text.hasPrefix("-")
    let isOpen =
      field.allowed == nil && field.known != nil && nearest?.lowercased() != key && !isDressed
    let isSure =
      if let instead {
        Self.isSure(text, instead) || [field, union].contains { $0.isSure(text) || $0.isSure(key) }
      } else {
        isDressed || match.map { Self.isSure(text, $0) } ?? false
      }
    fix =
      advice != nil && instead == nil || isOpposite
      ? nil : nearest.flatMap { profile.rewriting(id, as: $0, isSafe: isSure && !isOpen) }
  }

  /// Whether a text is a documented value misspelt and can be nothing else, at whatever server.
  private static func isSure(_ text: String, _ match: Suggestion.Match) -> Bool {
    guard match.isSure else { return false }
    return Suggestion.isSameWord(text, match.name) || !KnownNames.isValue(text)
  }

  /// What the schema says to write instead is the name of the value in another API or version, as a
  /// rule, and right there. Not so where it is the same word, or keeps the text and puts it where it
  /// belongs: `near_field` into `{type: near_field}`.
  private static func isSure(_ text: String, _ instead: String) -> Bool {
    if Suggestion.isSameWord(text, instead) { return true }
    let parts = instead.split(separator: " ", omittingEmptySubsequences: false)
    return parts.count == 2 && parts[0].hasPrefix("{") && parts[1] == "\(text)}"
  }

  /// The value whose announced end names this one as what comes after it.
  private static func predecessor(of text: String, in field: FieldSchema) -> String? {
    guard !field.ends.isEmpty else { return nil }
    return field.ends.keys.sorted().first { name in
      field.ends[name]?.instead?.split(separator: " ").contains { $0 == text } ?? false
    }
  }
}
