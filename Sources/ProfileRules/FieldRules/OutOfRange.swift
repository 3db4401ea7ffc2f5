internal import CanonicalJSON
internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A number outside the documented range, or far beyond what is likely to be meant.
package enum OutOfRange: FieldRule {
  package static let descriptor = RuleDescriptor(
    "SP202",
    "out-of-range",
    "a number is outside its field's range"
  )

  package static let explanation = RuleExplanation(
    why: """
      The server refuses a number outside its field's range, for example with \
      `decimal_below_min_value`, and applies nothing of the request; in one recorded case the \
      session's tools were gone with it. Ranges differ from those of other APIs: a temperature is \
      0.6 to 1.2 here, not 0 to 2.

      A duration of more than ten seconds is a warning. No upper bound is published for it, but \
      the field counts milliseconds.
      """,
    bad: """
      voice: sage
      temperature: 0.3
      """,
    good: """
      voice: sage
      temperature: 0.8
      """,
    remedy: """
      Write a number in the range that the message gives. `--fix --unsafe` writes what the help says, \
      such as 0.5 for 50 %; where the help says nothing else, it writes the nearest number allowed, \
      which is a guess at what you want.
      """,
    source: """
      openai-openapi 2025-03-21, RealtimeSessionCreateRequest.temperature; server answer \
      decimal_below_min_value (openai/openai-realtime-api-beta#86)
      """
  )

  /// The facts of a field that this is about.
  static var facts: UInt64 {
    FieldFact.minimum.bit | FieldFact.maximum.bit | FieldFact.exclusiveMinimum.bit
      | FieldFact.warnAbove.bit
  }

  static func check(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    guard profile.tree.jsonKind(profile[id].value).contains(.number) else { return }
    let value = NumberText.value(profile.bytes(id))
    // A number beyond every double has a finding of its own.
    guard value.isFinite else { return }
    let isBelow =
      value < field.minimum ?? -.infinity
      || field.exclusiveMinimum.map { value <= $0 } ?? false
    if isBelow || value > field.maximum ?? .infinity {
      if bag.countsOnly(field.rule(descriptor), at: profile.span(id)) { return }
      let text = Wording.shown(profile.text(id))
      let isExcluded = field.exclusiveMinimum.map { value <= $0 } ?? false
      let bound = isExcluded ? nil : isBelow ? field.minimum : field.maximum
      let advice = Advice(for: id, field, in: profile)
      let range = field.rangeAdvice.flatMap { value > $0.from && value <= $0.to ? $0 : nil }
      bag.report(
        profile.finding(
          field.rule(descriptor),
          "\(profile.label(id)) is \(text), \(phrase(field))",
          at: id,
          help: range?.why ?? advice.help ?? otherType(id, in: profile),
          fix: fix(id, field, range, advice, bound, in: profile)
        )
      )
    } else if let limit = field.warnAbove, value > limit.above,
      !bag.countsOnly(field.rule(descriptor), severity: .warning, at: profile.span(id))
    {
      // Whole numbers with such a limit are times.
      let much = field.kinds.contains(.integer) ? "long" : "high"
      bag.report(
        profile.finding(
          field.rule(descriptor),
          "\(profile.label(id)) is \(Wording.shown(profile.text(id))), which is very \(much)",
          severity: .warning,
          at: id,
          help: limit.why
        )
      )
    }
  }

  /// What the help says, if it can be written; the nearest number only where the help says nothing
  /// else. A number is never changed safely.
  private static func fix(
    _ id: IRID,
    _ field: FieldSchema,
    _ range: RangeAdvice?,
    _ advice: Advice,
    _ bound: Double?,
    in profile: BoundProfile
  ) -> FixIt? {
    if let range { return scaled(id, field, by: range.power, in: profile) }
    if let fix = advice.fix { return FixIt(fix.title, isSafe: false, edits: fix.edits) }
    // Beside a kind that is none, which range is meant cannot be known.
    let parent = profile[id].parent
    if advice.help != nil || parent != .none && profile.hasForeignType(parent) { return nil }
    return bound.flatMap { clamp(id, to: $0, in: profile) }
  }

  /// The number in the field's own unit, where it is one that the field takes.
  private static func scaled(
    _ id: IRID,
    _ field: FieldSchema,
    by power: Int,
    in profile: BoundProfile
  ) -> FixIt? {
    let bytes = profile.bytes(id)
    // Read as decimals, so that 7 % is 0.07 and no binary neighbour of it.
    guard power != 0, bytes.allSatisfy({ $0 &- 0x30 < 10 || $0 == UInt8(ascii: ".") }) else {
      return nil
    }
    let value = NumberText.value((Array(bytes) + "e\(power)".utf8)[...])
    let isWhole = value == value.rounded()
    guard value >= field.minimum ?? -.infinity, value <= field.maximum ?? .infinity,
      field.kinds.contains(.number) || isWhole
    else { return nil }
    var text: [UInt8] = []
    guard CanonicalNumber.append(value, to: &text) else { return nil }
    let number = String(decoding: text, as: UTF8.self)
    return .replace(profile.span(id), with: number, isSafe: false)
  }

  private static func clamp(_ id: IRID, to bound: Double, in profile: BoundProfile) -> FixIt? {
    let number = Wording.number(bound)
    return .replace(
      profile.span(id),
      with: number,
      isSafe: false,
      title: "use the nearest allowed value, \(number)"
    )
  }

  private static func phrase(_ field: FieldSchema) -> String {
    // A limit that the number may not reach counts where it is the stricter one.
    if let low = field.exclusiveMinimum, field.minimum ?? low <= low {
      let rest = field.maximum.map { ", and \(Wording.number($0)) at most" } ?? ""
      return "but must be more than \(Wording.number(low))\(rest)"
    }
    return switch (field.minimum, field.maximum) {
    case (let low?, let high?) where low == high: "but must be \(Wording.number(low))"
    case (let low?, let high?):
      "but must be from \(Wording.number(low)) to \(Wording.number(high))"
    case (let low?, nil): "but must be \(Wording.number(low)) or more"
    case (nil, let high?): "but must be \(Wording.number(high)) or less"
    case (nil, nil): "which is no number that it takes"
    }
  }

  /// For a union of a number and words: the words.
  private static func otherType(_ id: IRID, in profile: BoundProfile) -> String? {
    let union = profile.schema[profile[id].union]
    let words = union.alternatives.compactMap { profile.schema[$0].allowed }.flatMap { $0 }
    if let advice = union.advice[profile.text(id)] { return advice }
    return words.isEmpty ? nil : "write a number in that range, or \(Wording.choices(words))"
  }
}
