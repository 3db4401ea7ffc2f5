internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A JSON Schema in a tool's `parameters` that is itself wrong. What a single keyword may hold comes
/// from `schemas/tool-parameters.schema.json`; here are the relations between keywords.
package enum BadParametersSchema: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP403",
    "bad-parameters-schema",
    "the JSON Schema of a tool's parameters is itself wrong"
  )

  package static let explanation = RuleExplanation(
    why: """
      The API takes any object for `parameters`, so a schema that is wrong in itself is accepted \
      in silence. The model is then told something other than you meant: a tool whose schema is \
      not an object at its root is on record as never being called properly.

      Keywords that JSON Schema does not have, such as `strict`, have no effect and are a warning; \
      so is a root without `type`. A schema is read by 2020-12, or by the older draft that its \
      `$schema` names; what is written in another way since then is a warning. So is a pattern \
      that only one of ECMA-262 and Python's `re` reads.
      """,
    bad: """
      tools:
        - type: function
          name: find_customer
          parameters:
            type: object
            properties:
              customer_number: { type: int }
      """,
    good: """
      tools:
        - type: function
          name: find_customer
          parameters:
            type: object
            properties:
              customer_number: { type: integer }
      """,
    remedy: """
      Correct the keyword or its value, and keep `type: object` at the root. `--fix` mends \
      evident misspellings of keywords and of the names of types, `--fix --unsafe` also names from \
      elsewhere, such as `min` for `minimum`; what it cannot know, such as which of two bounds \
      is wrong, is left to you.
      """,
    source: """
      JSON Schema 2020-12, core and validation vocabularies; object at the root: \
      openai/openai-realtime-api-beta#28
      """
  )

  /// Keywords of which the first may not be greater than the second.
  private static let bounds: [(low: StaticString, high: StaticString, what: String)] = [
    ("minimum", "maximum", "number"), ("exclusiveMinimum", "maximum", "number"),
    ("minimum", "exclusiveMaximum", "number"), ("exclusiveMinimum", "exclusiveMaximum", "number"),
    ("minLength", "maxLength", "text"), ("minItems", "maxItems", "list"),
    ("minContains", "maxContains", "list"), ("minProperties", "maxProperties", "object"),
  ]

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    ToolParameters.forEach(of: profile) { root in
      checkRoot(root, in: profile, into: &bag)
      let draft = profile.olderDraft(of: root)
      var references: LocalReference?
      for schema in profile.subtree(of: root)
      where ToolParameters.isSchema(schema, in: profile) {
        let keys = Keys(of: schema, in: profile)
        if let draft {
          OlderKeyword.check(schema, draft, in: profile, into: &bag)
          // What stands beside a `$ref` says nothing there.
          if draft.hasLoneReferences, let reference = profile.child("$ref", of: schema) {
            references = references ?? LocalReference(root: root, draft, in: profile)
            references?.check(reference, of: schema, into: &bag)
            continue
          }
        }
        if keys.hasNumber { checkBounds(schema, in: profile, into: &bag) }
        if keys.hasPattern { checkPattern(schema, in: profile, into: &bag) }
        if let values = keys.values { checkValues(values, in: profile, into: &bag) }
        guard keys.hasName else { continue }
        for child in profile.children(of: schema) {
          SchemaNameSyntax.check(child, draft, in: profile, into: &bag)
        }
        guard let reference = profile.child("$ref", of: schema) else { continue }
        references = references ?? LocalReference(root: root, draft, in: profile)
        references?.check(reference, of: schema, into: &bag)
      }
    }
  }

  private static func checkRoot(
    _ root: IRID,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    let help = "the arguments of a function are an object: write `type: object`"
    guard let type = profile.child("type", of: root) else {
      if profile.child("$ref", of: root) != nil || profile.isMeant("type", in: root) { return }
      bag.report(
        profile.finding(
          descriptor,
          "`parameters` does not say that it is an object",
          severity: .warning,
          at: root,
          onKey: true,
          isInside: true,
          help: help
        )
      )
      return
    }
    // An unknown name of a type has a finding of its own.
    guard let name = profile.string(type), name != "object",
      profile.field(type)?.allowed?.contains(name) ?? false
    else { return }
    bag.report(
      profile.finding(
        descriptor,
        "`parameters` must be an object at its root, not `\(Wording.shown(name))`",
        at: type,
        help: help
      )
    )
  }

  private static func checkBounds(
    _ schema: IRID,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    for pair in bounds {
      guard let low = profile.child(pair.low, of: schema),
        let high = profile.child(pair.high, of: schema), let least = number(low, in: profile),
        let most = number(high, in: profile), least > most
      else { continue }
      // Of a text both say nothing.
      let isIdle = pair.what == "number" && !mayBeNumber(schema, in: profile)
      let severity: Severity? = isIdle ? .warning : nil
      if bag.countsOnly(descriptor, severity: severity, at: profile.span(low)) { continue }
      bag.report(
        profile.finding(
          descriptor,
          "`\(pair.low)` is greater than `\(pair.high)`, so no \(pair.what) fits",
          severity: severity,
          at: low,
          help: isIdle
            ? "they are about numbers, and this is none: leave them out"
            : "swap the two, or correct one",
          related: [
            RelatedLocation("`\(pair.high)` is \(profile.text(high))", at: profile.span(high))
          ]
        )
      )
    }
  }

  /// Whether the `type` of a schema takes numbers.
  private static func mayBeNumber(_ schema: IRID, in profile: BoundProfile) -> Bool {
    guard let type = profile.child("type", of: schema) else { return true }
    let names =
      profile.string(type).map { [$0] }
      ?? profile.children(of: type).compactMap { profile.string($0) }
    return names.contains { $0 == "number" || $0 == "integer" }
  }

  private static func number(_ id: IRID, in profile: BoundProfile) -> Double? {
    profile.tree.jsonKind(profile[id].value).contains(.number)
      ? NumberText.value(profile.bytes(id)) : nil
  }

  /// Which of the keywords that are looked at here a schema may have: most have none of them, so that one
  /// pass over the keys spares many.
  private struct Keys {
    private(set) var hasNumber = false
    private(set) var hasPattern = false
    /// Whether a key begins with `$`.
    private(set) var hasName = false
    private(set) var values: IRID?

    init(of schema: IRID, in profile: BoundProfile) {
      for child in profile.children(of: schema) {
        let key = profile.tree[profile[child].key]
        switch profile.tree.text[Int(key.first)] {
        case UInt8(ascii: "$"): hasName = true
        case UInt8(ascii: "e") where key.count == 4: values = child
        // `pattern` and `patternProperties`
        case UInt8(ascii: "p") where key.count == 7 || key.count == 17: hasPattern = true
        // `minimum`, `maxItems` and the like; `exclusiveMinimum` and `exclusiveMaximum`
        case UInt8(ascii: "m"): hasNumber = true
        case UInt8(ascii: "e") where key.count == 16: hasNumber = true
        default: break
        }
      }
    }
  }

  private static func checkValues(
    _ values: IRID,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    guard profile.node(values).kind == .sequence, profile.node(values).count == 0,
      profile.name(values) == "enum"
    else { return }
    bag.report(
      profile.finding(
        descriptor,
        "`enum` is an empty list, so no value fits",
        severity: .warning,
        at: values,
        help: "give it at least one value, or leave it out"
      )
    )
  }

  private static func checkPattern(
    _ schema: IRID,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    if let pattern = profile.child("pattern", of: schema), let text = profile.string(pattern),
      let problem = RegexSyntax.problem(in: text)
    {
      bag.report(
        profile.finding(
          descriptor,
          problem.isOfOneEngine
            ? "not every engine reads the pattern: \(problem.text)"
            : "the pattern is not a regular expression: \(problem.text)",
          severity: problem.isOfOneEngine ? .warning : nil,
          at: pattern,
          help: patternHelp(problem)
        )
      )
    }
    guard let patterns = profile.child("patternProperties", of: schema) else { return }
    for member in profile.children(of: patterns) {
      guard let problem = RegexSyntax.problem(in: profile.name(member)) else { continue }
      bag.report(
        profile.finding(
          descriptor,
          problem.isOfOneEngine
            ? "not every engine reads the name as a pattern: \(problem.text)"
            : "the name is not a regular expression: \(problem.text)",
          severity: problem.isOfOneEngine ? .warning : nil,
          at: member,
          onKey: true,
          help: patternHelp(problem)
        )
      )
    }
  }

  private static func patternHelp(_ problem: RegexSyntax.Problem) -> String {
    problem.isOfOneEngine
      ? "which engine the service has is not documented; write what ECMA-262 and Python both read"
      : "patterns follow ECMA-262, as in JavaScript"
  }
}
