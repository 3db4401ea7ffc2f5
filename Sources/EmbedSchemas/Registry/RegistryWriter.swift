import SchemaLoading
import SchemaTables

/// Writes the registry as Swift literals: constants, which cost nothing before they are asked for.
enum RegistryWriter {
  static func code(
    _ dialects: [DialectSource],
    _ targets: [TargetSource],
    standard: String,
    besideSession: [[String]],
    _ signs: SignTable
  ) -> String {
    func place(ofDialect name: String) -> Int { dialects.firstIndex { $0.name == name } ?? 0 }
    func place(ofTarget name: String) -> Int { targets.firstIndex { $0.name == name } ?? 0 }
    var code = "\n  /// The dialects, the hub first.\n"
    code += "  package static let dialects: [DialectFacts] = [\n"
    var first = 0
    for (index, dialect) in dialects.enumerated() {
      func place(_ form: String) -> String {
        dialect.documents.firstIndex { $0.form == form }.map { "\($0)" } ?? "nil"
      }
      func path(_ name: String) -> String {
        text((dialect.landmarks[name] ?? []).joined(separator: " "))
      }
      let last = first + dialect.documents.count
      code += """
            DialectFacts(
              name: \(text(dialect.name)), title: \(text(dialect.title)), table: table\(index),
              documents: \(first)..<\(last), event: \(place("event")), body: \(place("body")),
              landmarks: .init(
                turnDetection: \(path("turn_detection")), transcription: \(path("transcription")),
                tools: \(path("tools")), modalities: \(path("modalities")),
                answerAudio: \(path("answer_audio"))
              ),
              kinds: \(text(dialect.kinds)), models: \(text(dialect.toldByModels)),
              countsModels: \(dialect.countsModels), advice: \(text(dialect.advice))
            ),

        """
      first = last
    }
    code += "  ]\n\n  /// The documents of all dialects.\n"
    code += "  package static let documents: [DocumentFacts] = [\n"
    for (index, dialect) in dialects.enumerated() {
      for document in dialect.documents {
        let beside = document.form == "body" ? besideSession[index] : []
        code += """
              DocumentFacts(
                form: .\(document.form), type: \(text(document.type)), beside: \(text(beside)),
                target: \(place(ofTarget: document.target)), carries: \(text(document.carries)),
                title: \(text(document.title))
              ),

          """
      }
    }
    code += "  ]\n\n  /// The place of the dialect of a session whose fields fit all.\n"
    code += "  package static let standardDialect = \(place(ofDialect: standard))\n"
    code += "\n  package static let targets: [TargetFacts] = [\n"
    for target in targets {
      code += """
            TargetFacts(
              name: \(text(target.name)), dialect: \(place(ofDialect: target.dialect)), form: .\(target.form),
              posts: \(text(target.posts)),
              postsCarrying: \(text(target.postsCarrying.flatMap { [$0.kind, $0.path] })),
              lacks: \(text(target.lacks.fields)), lacksWhy: \(text(target.lacks.why)),
              narrows: \(text(target.narrows.fields)), narrowsWhy: \(text(target.narrows.why)),
              ended: \(text(target.ended))
            ),

        """
    }
    code += "  ]\n\n  /// What the fields of `signTable` say, by their identifiers.\n"
    code += "  package static let signs: [DialectSign] = [\n"
    for sign in signs.signs {
      code += """
            DialectSign(
              dialect: \(sign.dialect), condition: .\(sign.condition), isShape: \(sign.isShape),
              isBesideSession: \(sign.isBesideSession), isDecisive: \(sign.isDecisive),
              hasDecisiveInside: \(sign.hasDecisiveInside)
            ),

        """
    }
    code += "  ]\n\n  package static let decisiveFields: [DecisiveField] = [\n"
    for field in signs.inside {
      code +=
        "    DecisiveField(\(text(field.steps.joined(separator: "."))), dialect: \(field.dialect)),\n"
    }
    return code + "  ]\n"
  }

  private static func text(_ text: String?) -> String {
    let escaped = (text ?? "").unicodeScalars.map { scalar in
      scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : String(scalar)
    }
    return "\"\(escaped.joined())\""
  }

  private static func text(_ texts: [String]) -> String { text(texts.joined(separator: " ")) }
}
