internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A value of another JSON type than the field takes.
package enum WrongType: FieldRule {
  package static let descriptor = RuleDescriptor(
    "SP102",
    "wrong-type",
    "a value has another type than its field takes"
  )

  package static let explanation = RuleExplanation(
    why: """
      The server answers `invalid_type` and applies nothing of the request. It does not convert: \
      not a number in quotes, nor a single word where a mapping is expected.

      Plain values follow YAML 1.2 here. `yes`, `no`, `on` and `off` are text, `true` and `false` \
      are the only booleans, and anything in quotes is text.
      """,
    bad: """
      voice: sage
      input_audio_noise_reduction: near_field
      """,
    good: """
      voice: sage
      input_audio_noise_reduction:
        type: near_field
      """,
    remedy: """
      Write a value of the type that the message names. `--fix` adds or removes quotes, writes \
      `true` for `yes`, and puts a lone value into the list or mapping that it belongs in, where it is \
      a documented word. `--fix --unsafe` does so with any text, takes the unit off a number and writes \
      a point for its decimal comma.
      """,
    source: """
      openai-openapi 2025-03-21, RealtimeSessionCreateRequest; server answer invalid_type, \
      'session.input_audio_noise_reduction'
      """
  )

  static func check(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    if bag.countsOnly(profile.typeRule(descriptor, for: id, field), at: profile.span(id)) { return }
    var expected = profile.schema.expectedKinds(field)
    let takesReference = field.alternatives.contains { profile.schema[$0].isSecretReference }
    if takesReference { expected.remove(.object) }
    let advice = Advice(for: id, field, in: profile)
    let repair =
      advice.fix == nil && advice.help == nil
      ? TypeRepair(id, field, expected: expected, in: profile) : nil
    var finding = profile.finding(
      profile.typeRule(descriptor, for: id, field),
      expected == .any
        ? "\(profile.label(id)) is \(actual(id, in: profile))"
        : "\(profile.label(id)) must be \(phrase(expected, words(field, in: profile.schema))), not \(actual(id, in: profile))",
      at: id,
      help: SecretAdvice.isReference(id, in: profile)
        ? SecretAdvice.onlyHere
        : advice.help ?? repair?.help ?? field.otherwise
          ?? (takesReference ? "a secret is written `{$secret: NAME}`" : nil),
      fix: advice.fix ?? repair?.fix
    )
    if expected == .any { finding.help = "write a number that JSON has, or put it in quotes" }
    bag.report(finding)
  }

  /// The words that a union takes in place of any text.
  private static func words(_ field: FieldSchema, in schema: Schema) -> [String] {
    field.alternatives.compactMap { schema[$0].allowed }.flatMap { $0 }
  }

  private static func phrase(_ kinds: KindSet, _ choices: [String]) -> String {
    var words = KindSet.names.filter { kinds.contains($0.kind) && $0.kind != .null }
      .flatMap { name, kind in
        kind == .string && !choices.isEmpty && choices.count <= 4
          ? choices.map { "`\($0)`" } : [word(kind)]
      }
    if kinds.contains(.null) { words.append("null") }
    guard words.count > 1 else { return words.first ?? "left out" }
    return words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
  }

  private static func word(_ kind: KindSet) -> String {
    switch kind {
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .number: "a number"
    case .string: "text"
    case .array: "a list"
    case .object: "a mapping"
    default: "null"
    }
  }

  private static func actual(_ id: IRID, in profile: BoundProfile) -> String {
    let node = profile.node(id)
    switch node.kind {
    case .mapping: return "a mapping"
    case .sequence: return "a list"
    case .alias: return "an alias"
    case .scalar: break
    }
    let text = Wording.shown(profile.text(id))
    switch node.scalar {
    case .string: return text.isEmpty ? "an empty text" : "the text `\(text)`"
    case .null: return "null"
    case .bool: return "the boolean `\(text)`"
    case .integer: return "the number \(text)"
    case .float: return "the number \(text)"
    case .notFinite: return "`\(text)`, which JSON cannot hold"
    }
  }
}
