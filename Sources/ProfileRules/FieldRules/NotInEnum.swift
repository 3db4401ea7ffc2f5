internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A text or a number that is not in the closed list of its field, or that the server is known to refuse.
package enum NotInEnum: FieldRule {
  package static let descriptor = RuleDescriptor(
    "SP201",
    "not-in-enum",
    "a value is not one of those that its field takes"
  )

  package static let explanation = RuleExplanation(
    why: """
      The field takes one of a few documented values. For any other the server answers \
      `invalid_value` and applies nothing of the request: after a refused `session.update` the \
      call goes on with the settings that it had.
      """,
    bad: """
      input_audio_format: g711-ulaw
      output_audio_format: g711_ulaw
      """,
    good: """
      input_audio_format: g711_ulaw
      output_audio_format: g711_ulaw
      """,
    remedy: """
      Write one of the values that the help lists. `--fix` writes the one that is meant where the text \
      is a misspelling of it and can be nothing else; `--fix --unsafe` also where it is the value's \
      name in another API.
      """,
    source: """
      openai-openapi 2025-03-21, RealtimeSessionCreateRequest.input_audio_format; server answer \
      invalid_value (Azure-Samples/aoai-realtime-audio-sdk#126)
      """
  )

  /// The facts of a field that this is about.
  static var facts: UInt64 {
    FieldFact.allowed.bit | FieldFact.refused.bit | FieldFact.contains.bit
  }

  static func check(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    checkContains(id, field, in: profile, into: &bag)
    guard profile.isScalar(id, .string) else {
      checkNumber(id, field, in: profile, into: &bag)
      return
    }
    let bytes = profile.bytes(id)
    if field.has(.refused) { reportRefused(id, bytes, field, in: profile, into: &bag) }
    guard !field.allows(bytes), let allowed = field.allowed else { return }
    // A number in quotes, where a number or a word may stand, has the wrong type.
    let union = profile.schema[profile[id].union]
    let kind = ScalarResolver.kind(of: bytes)
    if kind == .integer || kind == .float,
      profile.schema.expectedKinds(union).contains(.integer)
    {
      WrongType.check(id, union, in: profile, into: &bag)
      return
    }
    if field.valueRule == BadLanguage.descriptor.code {
      BadLanguage.report(id, field, in: profile, into: &bag)
      return
    }
    if bag.countsOnly(field.rule(descriptor), at: profile.span(id)) { return }
    if profile[id].key != .none, profile.tree.text(of: profile[id].key, is: "model"),
      let dialect = profile.schema.dialect,
      let other = Models.dialect(of: bytes, otherThan: dialect)
    {
      bag.report(
        profile.finding(
          field.rule(descriptor),
          "`\(profile.text(id))` is a model of the \(other.title) dialect, and this profile is in the \(dialect.title) dialect",
          at: id,
          help:
            "write the profile in the \(other.title) dialect, and compile it for a target of that dialect; `sessionc migrate` rewrites flat profiles in GA"
        )
      )
      return
    }
    report(id, field, field.lasting(allowed), in: profile, into: &bag)
  }

  /// - Parameter choices: what may be written instead.
  private static func report(
    _ id: IRID,
    _ field: FieldSchema,
    _ choices: [String],
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    let advice = Advice(for: id, field, in: profile)
    let otherwise = field.otherwise ?? profile.schema[profile[id].union].otherwise
    bag.report(
      profile.finding(
        field.rule(descriptor),
        message(id, in: profile),
        at: id,
        help: advice.help ?? otherwise
          ?? "write \(Self.choices(choices, insteadOf: id, in: profile))",
        fix: advice.fix ?? KindRepair.fix(id, in: profile)
      )
    )
  }

  /// A number in a list of numbers, however either is written.
  private static func checkNumber(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    guard field.has(.allowed), profile.tree.jsonKind(profile[id].value).contains(.number),
      let allowed = field.allowed
    else { return }
    let value = NumberText.value(profile.bytes(id))
    guard !allowed.contains(where: { NumberText.value(Array($0.utf8)[...]) == value }),
      !bag.countsOnly(field.rule(descriptor), at: profile.span(id))
    else { return }
    report(id, field, allowed, in: profile, into: &bag)
  }

  private static func choices(
    _ names: [String],
    insteadOf id: IRID,
    in profile: BoundProfile
  ) -> String {
    Wording.choices(names, insteadOf: profile.text(id), field: profile.fieldPath(id))
  }

  static func message(_ id: IRID, in profile: BoundProfile) -> String {
    let text = Wording.shown(profile.text(id))
    let place = profile[id].key == .none ? "here" : "for \(profile.label(id))"
    return text.isEmpty
      ? "an empty text is not a value \(place)" : "`\(text)` is not a value \(place)"
  }

  private static func reportRefused(
    _ id: IRID,
    _ bytes: ArraySlice<UInt8>,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    guard let why = field.refusal(of: bytes),
      !bag.countsOnly(field.rule(descriptor), at: profile.span(id))
    else { return }
    bag.report(
      profile.finding(
        field.rule(descriptor),
        message(id, in: profile) + ": \(why)",
        at: id,
        help: field.known.map {
          "write \(choices(field.lasting($0), insteadOf: id, in: profile))"
        }
      )
    )
  }

  /// A list that lacks what it must contain.
  private static func checkContains(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    guard field.has(.contains), lacksContained(id, field, in: profile),
      let contains = field.contains
    else { return }
    bag.report(
      profile.finding(
        field.rule(descriptor),
        "\(profile.label(id)) must contain `\(contains.text)`",
        at: id,
        help: contains.why
      )
    )
  }

  /// Whether a list of allowed items lacks the one that it must contain.
  static func lacksContained(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile
  ) -> Bool {
    guard profile.node(id).kind == .sequence, let wanted = field.containedText else { return false }
    let items = profile.children(of: id)
    if items.contains(where: { wanted.matches(profile.bytes($0)) }) { return false }
    // An empty list, or one with a wrong item, has a finding of its own.
    guard let item = field.items.map({ profile.schema[$0] }), item.has(.allowed) else {
      return false
    }
    return profile[id].firstChild != .none && items.allSatisfy { item.allows(profile.bytes($0)) }
  }
}
