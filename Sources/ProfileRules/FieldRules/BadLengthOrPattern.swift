internal import CanonicalJSON
internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A text or list of a forbidden length, a text that does not match its pattern, a list with an item
/// twice, or a number with too many decimals.
package enum BadLengthOrPattern: FieldRule {
  package static let descriptor = RuleDescriptor(
    "SP204",
    "bad-length-or-pattern",
    "a text or list has a length or form that is not allowed"
  )

  package static let explanation = RuleExplanation(
    why: """
      The server enforces lengths and forms that the published schema does not have. A tool's name \
      consists of letters, digits, `_` and `-`; its description has at most 1024 characters, as \
      has a transcription prompt; a number has at most 16 decimals. What breaks one of these is \
      refused, and nothing of the request is applied.

      More than 128 tools are a warning: that is the limit in Chat Completions, and none is \
      documented for Realtime. So is an item that a list holds twice where no document forbids it, \
      as in `include` or `allowed_tools`: it says nothing more.
      """,
    bad: """
      tools:
        - type: function
          name: booking.create
          description: Books a table once the guest has confirmed day and time.
      """,
    good: """
      tools:
        - type: function
          name: booking_create
          description: Books a table once the guest has confirmed day and time.
      """,
    remedy: """
      Rename, shorten or round what the finding points at; a tool's name may also stand in \
      `tool_choice`, in the instructions and in your client. `--fix` removes an entry that a list \
      holds twice; the rest is left to you.
      """,
    source: """
      Server answers invalid_value (string does not match pattern) and string_above_max_length \
      (livekit/agents#1183, markusylisiurunen/tau#448)
      """
  )

  /// The facts of a field that this is about.
  static var facts: UInt64 {
    FieldFact.minLength.bit | FieldFact.maxLength.bit | FieldFact.pattern.bit
      | FieldFact.forbidden.bit | FieldFact.minItems.bit | FieldFact.maxItems.bit
      | FieldFact.uniqueItems.bit | FieldFact.warnsOfRepeated.bit | FieldFact.warnItems.bit
      | FieldFact.decimals.bit
  }

  static func check(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    switch profile.node(id).kind {
    case .sequence: checkList(id, field, in: profile, into: &bag)
    case .scalar where profile.isScalar(id, .string): checkText(id, field, in: profile, into: &bag)
    case .scalar: checkDecimals(id, field, in: profile, into: &bag)
    default: break
    }
  }

  private static func checkText(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    let bytes = profile.bytes(id)
    func report(_ message: String, help: String? = nil) {
      if bag.countsOnly(field.rule(descriptor), at: profile.span(id)) { return }
      bag.report(
        profile.finding(
          field.rule(descriptor),
          "\(profile.label(id)) \(message)",
          at: id,
          help: help
        )
      )
    }
    // A text has at most as many characters as bytes, so most are done without counting.
    if let most = field.maxLength, bytes.count > most {
      let count = scalarCount(bytes)
      if count > most {
        report("has \(count) characters; at most \(most) are allowed")
        return
      }
    }
    if let fewest = field.minLength, scalarCount(bytes) < fewest {
      report("is empty")
      return
    }
    if let pattern = field.pattern, let offset = pattern.mismatch(in: bytes) {
      let rest = String(decoding: bytes.dropFirst(offset), as: UTF8.self)
      guard let character = rest.unicodeScalars.first else {
        report("is too short", help: "it must match \(pattern.text)")
        return
      }
      let isName = pattern.text == Self.namePattern
      report(
        "may not contain `\(String(character))`" + (isName ? "" : " here"),
        help: isName
          ? "use only letters, digits, `_` and `-` (\(pattern.text))"
          : "it must match \(pattern.text)"
      )
    }
    if let forbidden = field.forbidden,
      let character = profile.text(id).unicodeScalars.first(
        where: forbidden.unicodeScalars.contains
      )
    {
      report("may not contain `\(String(character))`")
    }
  }

  private static let namePattern = "^[a-zA-Z0-9_-]+$"

  private static func scalarCount(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }

  private static func checkList(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    let count = Int(profile.node(id).count)
    if let fewest = field.minItems, count < fewest {
      bag.report(
        profile.finding(
          field.rule(descriptor),
          "\(profile.label(id)) is an empty list",
          at: id,
          help: field.contains?.why ?? "give it at least \(Wording.number(of: fewest, "item"))"
        )
      )
    }
    if let most = field.maxItems, count > most {
      bag.report(
        profile.finding(
          field.rule(descriptor),
          "\(profile.label(id)) has \(count) items; at most \(most) \(most == 1 ? "is" : "are") allowed",
          at: id,
          help: field.otherwise
        )
      )
      return
    }
    if count > 1, field.uniqueItems || field.warnsOfRepeated,
      !NotInEnum.lacksContained(id, field, in: profile)
    {
      checkUnique(id, field, in: profile, into: &bag)
    }
    if let limit = field.warnItems, Double(count) > limit.above {
      bag.report(
        profile.finding(
          field.rule(descriptor),
          "\(profile.label(id)) has \(count) items, more than \(Wording.number(limit.above))",
          severity: .warning,
          at: id,
          onKey: true,
          isInside: true,
          help: limit.why
        )
      )
    }
  }

  private static func checkUnique(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    if isUniquePair(id, in: profile) { return }
    let texts = profile.children(of: id).filter { profile.isScalar($0, .string) }
    for (item, first) in Repetitions.find(among: texts, in: profile) {
      let severity: Severity? = field.warnsOfRepeated ? .warning : nil
      if bag.countsOnly(field.rule(descriptor), severity: severity, at: profile.span(item)) {
        continue
      }
      bag.report(
        profile.finding(
          field.rule(descriptor),
          "`\(Wording.shown(profile.text(item)))` is in this list twice",
          severity: severity,
          at: item,
          help: "remove one of the two",
          related: [RelatedLocation("first given here", at: profile.span(first))],
          fix: profile.removal(of: item, title: "remove the second `\(profile.text(item))`")
        )
      )
    }
  }

  /// Two items that differ, as most such lists have: told without a table.
  private static func isUniquePair(_ id: IRID, in profile: BoundProfile) -> Bool {
    let first = profile[id].firstChild
    let second = first == .none ? first : profile[first].next
    return second != .none && profile[second].next == .none
      && profile.bytes(first) != profile.bytes(second)
  }

  private static func checkDecimals(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    guard let most = field.decimals else { return }
    let bytes = profile.bytes(id)
    guard !NumberText.isShort(bytes), let written = Decimal(NumberText.decimalDigits(bytes)),
      written == Decimal(shortest: NumberText.value(bytes)), written.fractionDigits > most
    else { return }
    bag.report(
      profile.finding(
        field.rule(descriptor),
        "\(profile.label(id)) has \(written.fractionDigits) decimals; the service takes \(most)",
        at: id,
        help: "round it"
      )
    )
  }
}
