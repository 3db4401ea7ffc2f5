import CanonicalJSON
import ProfileSchemas
import SessionProfiles

/// What profiles are made of.
enum Vocabulary {
  /// The names and the listed values of all fields, as the schemas have them.
  static let words: [String] = {
    var found: Set<String> = []
    func visit(_ value: JSONValue) {
      for member in value.members {
        if member.name.elementsEqual("properties".utf8) {
          found.formUnion(member.value.members.map { String(decoding: $0.name, as: UTF8.self) })
        }
        if member.name.elementsEqual("const".utf8), let text = member.value.text {
          found.insert(text)
        }
        if case .array(let items) = member.value {
          if member.name.elementsEqual("enum".utf8) { found.formUnion(items.compactMap(\.text)) }
          items.forEach(visit)
        }
        visit(member.value)
      }
    }
    for name in ProfileSchemas.names {
      let text = ProfileSchemas.text(named: name)?.description ?? ""
      if let schema = try? JSONReader.read(Array(text.utf8)) { visit(schema) }
    }
    return found.sorted() + ["x-own", "$target", "$dialect", "$schema", "<<"]
      + Target.allCases.map(\.rawValue)
  }()

  /// Values that readers of YAML disagree on, and those that the fields of profiles do not expect.
  static let values: [String] =
    [
      "null", "~", "yes", "no", "on", "True", "false", "0", "-0", "-1", "+1", "0.5", ".5", "1.",
      "1e3",
      "0o17", "0x1F", "017", "1_000", "1:30", "2026-01-01", ".inf", "-.Inf", ".NaN", "1e400",
      "1e-400",
      "9007199254740993", "12345678901234567890", "0.1000000000000000055", "''", "\"\"", "'it''s'",
      "\"a\\tb\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\u0000\"", "\"\\x41\\N\\L\\P\"", "[]",
      "{}",
      "[text, audio]", "{type: server_vad, threshold: 0.5}", "{type: function, name: find}",
      "[{type: function, name: find, parameters: {type: object}}]", "|-\n    a\n     b\n\n    c",
      ">\n    folded\n    text\n", "!!str 5", "!!int \"5\"", "!!null ''", "!own x", "&a 1", "*a",
      "{{name}}", "${NAME}", "<your key>", "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789", "é",
      "日本",
      "😀", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{202E}", "\u{0301}", "\u{A0}", "en-US", "nb", "\t",
      "\r", "\r\n", "---", "...", "%YAML 1.2\n---\n", "- a", "? a\n: b", "#", "# note", "'", "\"",
      ",",
      ": ", "\\", "`", "@", "&", "]", "}",
      "{type: object, properties: {a: {type: string, pattern: \"^[a-z\"}}, required: [b]}",
      "{$ref: '#/$defs/a'}",
    ]

  /// Comments that speak to sessionc.
  static let ignores: [String] =
    Rules.all.flatMap { ["# sessionc: ignore[\($0.code)]", "# sessionc: ignore[\($0.name)] why"] }
    + ["# sessionc: ignore[", "# sessionc:", "# sessionc: ignore[SP999, SP101]"]
}
