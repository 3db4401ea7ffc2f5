internal import ProfileIR
internal import SchemaTables
internal import SourceDiagnostics
internal import YAMLSyntax

/// Writes completions as the text around the cursor has it: with its quotes, in brackets or in lines.
struct CompletionWriter {
  private let word: CursorWord
  /// Whether a colon stands behind the word already.
  private let hasColon: Bool
  /// Whether nothing else stands on the line, so that a mapping may go on in the next.
  private let isAlone: Bool
  /// What the lines of a mapping below the word begin with.
  private let indent: String
  private let quote: String

  init(_ source: SourceText, _ word: CursorWord) {
    self.word = word
    let bytes = source.bytes
    let before = bytes[word.line.lowerBound..<word.range.lowerBound]
    let behind = bytes[word.range.upperBound..<word.line.upperBound]
    hasColon = behind.first { $0 != 0x20 } == UInt8(ascii: ":")
    let startsLine = before.allSatisfy { $0 == 0x20 || $0 == UInt8(ascii: "-") }
    isAlone = startsLine && behind.allSatisfy { $0 == 0x20 } && word.quote == nil
    indent = String(repeating: " ", count: before.count + 2)
    let isJSON = source.name.hasSuffix(".json")
    quote = word.quote.map { String(UnicodeScalar($0)) } ?? (isJSON ? "\"" : "")
  }

  func field(
    _ name: String,
    _ field: FieldSchema,
    _ schema: Schema,
    isRequired: Bool
  ) -> Completion {
    var text = quote + name + quote
    if !hasColon {
      let branches = field.isUnion ? field.alternatives.map { schema[$0] } : [field]
      let kinds = branches.reduce(into: KindSet()) { $0.formUnion($1.kinds) }
      let isMapping =
        kinds.contains(.object) && kinds.isDisjoint(with: [.string, .number, .boolean])
      text += isAlone && quote.isEmpty && isMapping ? ":\n" + indent : ": "
    }
    return Completion(
      kind: .field,
      name: name,
      text: text,
      replaced: replaced,
      form: FieldPage.form(field, schema),
      meaning: field.description,
      isRequired: isRequired
    )
  }

  /// A text, such as a name that the profile gives.
  func value(_ name: String, form: String) -> Completion {
    let isPlain = quote.isEmpty && ScalarResolver.kind(of: Array(name.utf8)[...]) == .string
    let text = isPlain ? name : quote.isEmpty ? "\"\(name)\"" : quote + name + quote
    return Completion(kind: .value, name: name, text: text, replaced: replaced, form: form)
  }

  /// - Parameter isText: whether the value is a text, whatever YAML would take it for without quotes.
  func value(_ name: String, of field: FieldSchema, _ schema: Schema, isText: Bool) -> Completion {
    var text = quote + name + quote
    if quote.isEmpty, isText, ScalarResolver.kind(of: Array(name.utf8)[...]) != .string {
      text = "\"" + name + "\""
    } else if !isText, word.quote == nil {
      text = name
    }
    return Completion(
      kind: .value,
      name: name,
      text: text,
      replaced: replaced,
      form: FieldPage.form(field, schema),
      meaning: field.description
    )
  }

  private var replaced: SourceSpan {
    SourceSpan(start: word.range.lowerBound, end: word.range.upperBound)
  }
}
