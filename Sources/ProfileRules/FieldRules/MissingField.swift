internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A field that must be there. The finding points at the mapping that lacks it.
package enum MissingField: FieldRule {
  package static let descriptor = RuleDescriptor(
    "SP103",
    "missing-field",
    "a field that must be given is missing"
  )

  package static let explanation = RuleExplanation(
    why: """
      Without this field the server answers `missing_required_parameter` and applies nothing of \
      the request. It asks for more than the published schema does: there `type` is optional on a \
      tool, yet a tool without it is refused.
      """,
    bad: """
      tools:
        - name: find_customer
          description: Looks up a customer by number.
      """,
    good: """
      tools:
        - type: function
          name: find_customer
          description: Looks up a customer by number.
      """,
    remedy: """
      Add the field. Where it can have one value only, such as `type: function`, `--fix` adds it, if \
      nothing beside it says that something else may be meant; else `--fix --unsafe` does. \
      In an event, the settings belong below `session:`.
      """,
    source: """
      Server answer missing_required_parameter; tools[].type: reported by users \
      (twilio-samples/speech-assistant-openai-realtime-api-python#3)
      """
  )

  static func check(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    let required = field.required
    for index in 0..<required.count where profile.child(required[index], of: id) == nil {
      let name = required[index].string
      if profile.hasForeignType(id) || isDoubtful(id, of: profile, field) { return }
      if ChatCompletionsForm.explains(id, in: profile) { return }
      if !bag.isFull(for: .error), profile.isMeant(name, in: id) { continue }
      let rule = field.missingRule(of: name).flatMap { RuleRegistry.rule($0) } ?? descriptor
      if bag.countsOnly(field.rule(rule), at: profile.keySpan(id)) { continue }
      let facts = field.properties.field(named: name).map { profile.schema[$0] }
      let word = facts?.allowed.flatMap { $0.count == 1 ? $0[0] : nil }
      let number = facts.flatMap { $0.minimum == $0.maximum ? $0.minimum : nil }
      let only = word ?? number.map { Wording.number($0) }
      var finding = profile.finding(
        field.rule(rule),
        "\(profile.title(id)) has no `\(name)`",
        at: id,
        onKey: true,
        isInside: true,
        help: strayFields(in: id, of: profile, missing: name)
          ?? only.map { "add `\(name): \($0)`" } ?? facts.flatMap { advice(name, $0) },
        fix: only.flatMap { value in
          let isSafe = isCertain(name, in: id, of: profile, field)
          return insert(
            name,
            value,
            isText: number == nil,
            into: id,
            of: profile,
            isSafe: isSafe
          )
        }
      )
      if profile[id].key == .none { finding.span = firstLine(of: id, in: profile) }
      // What is missing is not where the finding points.
      finding.content = ""
      bag.report(finding)
    }
  }

  /// Whether another mistake hides what is missing.
  private static func isDoubtful(
    _ id: IRID,
    of profile: BoundProfile,
    _ field: FieldSchema
  ) -> Bool {
    // The one key that there is must be the one field that there is.
    if field.properties.count == 1,
      profile.children(of: id).contains(where: { profile.isUnknownKey($0) })
    {
      return true
    }
    // Where the key that says what kind of thing it is, is misspelt, nobody knows what it must have.
    guard let tag = profile.schema[profile[id].union].discriminator?.property,
      profile.child(named: tag, of: id) == nil
    else { return false }
    return profile.isMeant(tag, in: id)
  }

  /// An example, where there are names to choose from, else what the field is.
  private static func advice(_ name: String, _ facts: FieldSchema) -> String? {
    if let example = (facts.allowed ?? facts.known).flatMap({ facts.lasting($0).first }) {
      return "add `\(name)`, such as `\(name): \(example)`"
    }
    return facts.description.map { "add `\(name)`: \($0.prefix(1).lowercased())\($0.dropFirst())" }
  }

  /// Whether a mapping can be no other kind of thing, at whatever server: nothing in it is unknown, and
  /// all else that must be there is. A session must name one of the documented models as well: those
  /// of other APIs have no `type`, or another.
  private static func isCertain(
    _ name: String,
    in id: IRID,
    of profile: BoundProfile,
    _ field: FieldSchema
  ) -> Bool {
    if id == profile.session {
      guard let model = profile.child("model", of: id), profile.isScalar(model, .string),
        let facts = profile.field(model), facts.known != nil, facts.knows(profile.bytes(model))
      else { return false }
      return profile.subtree(of: id).allSatisfy { member in
        !profile.isUnknownKey(member)
          || profile.schema[profile[profile[member].parent].field].keepsUnknownKeys
      }
    }
    let required = field.required.strings
    return required.allSatisfy { $0 == name || profile.child(named: $0, of: id) != nil }
      && profile.children(of: id).allSatisfy { member in
        !profile.isUnknownKey(member) && isInRange(member, of: profile)
      }
  }

  /// Whether a number is one that the field takes: one that is not may be right for another kind of thing.
  private static func isInRange(_ id: IRID, of profile: BoundProfile) -> Bool {
    guard let facts = profile.field(id), profile.node(id).kind == .scalar,
      profile.tree.jsonKind(profile[id].value).contains(.number)
    else { return true }
    let number = NumberText.value(profile.bytes(id))
    return facts.minimum.map { number >= $0 } ?? true && facts.maximum.map { number <= $0 } ?? true
  }

  /// For an event without `session`: the fields that should be inside it.
  private static func strayFields(
    in id: IRID,
    of profile: BoundProfile,
    missing name: String
  ) -> String? {
    guard id == profile.root, name == "session" else { return nil }
    let stray = profile.children(of: id).map { profile.name($0) }
      .filter { $0 != "type" && profile.schema.sessionField($0, of: profile.document) != nil }
    return stray.isEmpty ? nil : "put the session's fields below `session:`, such as `\(stray[0])`"
  }

  /// A list item has no key to point at: its first entry's key stands for it.
  private static func firstLine(of id: IRID, in profile: BoundProfile) -> SourceSpan {
    guard let first = firstOwn(of: id, in: profile) else { return profile.span(id) }
    return profile.keySpan(first)
  }

  /// The first entry of a mapping that stands in the same file as the mapping itself.
  private static func firstOwn(of id: IRID, in profile: BoundProfile) -> IRID? {
    guard let composition = profile.tree.composition else {
      return profile.children(of: id).first { _ in true }
    }
    let file = composition.file(of: profile[id].value)
    return profile.children(of: id).first { child in
      let key = profile[child].key
      return composition.file(of: key == .none ? profile[child].value : key) == file
    }
  }

  /// An entry before the first one, in the style of the mapping.
  private static func insert(
    _ name: String,
    _ value: String,
    isText: Bool,
    into id: IRID,
    of profile: BoundProfile,
    isSafe: Bool
  ) -> FixIt? {
    let tree = profile.tree
    let node = profile.node(id)
    let first = firstOwn(of: id, in: profile)
    let place: Int
    let text: String
    if node.flags.contains(.flow) {
      // An anchor or a tag stands before the bracket.
      guard !node.flags.contains(.hasProperties) else { return nil }
      place = Int(node.start) + 1
      let entry =
        tree.isJSON ? "\"\(name)\": " + (isText ? "\"\(value)\"" : value) : "\(name): \(value)"
      text = first == nil ? entry : entry + ", "
    } else {
      guard let first else { return nil }
      place = profile.keySpan(first).start
      let before = tree.sourceBytes[tree.lineStart(of: place)..<place]
      guard before.allSatisfy({ $0 == 0x20 || $0 == UInt8(ascii: "-") }) else { return nil }
      text = "\(name): \(value)\(tree.newline)" + String(repeating: " ", count: before.count)
    }
    let span = SourceSpan(source: tree.source, start: place, end: place)
    return .replace(span, with: text, isSafe: isSafe, title: "add `\(name): \(value)`")
  }
}
