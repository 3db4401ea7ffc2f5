internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A tool or tool choice in the form of Chat Completions, with its fields below `function`. Here
/// they stand one level higher.
package enum ChatCompletionsForm: Rule {
  package static let descriptor = RuleDescriptor(
    "SP405",
    "chat-completions-form",
    "a tool is nested below `function`, as in Chat Completions"
  )

  package static let explanation = RuleExplanation(
    why: """
      In Chat Completions the fields of a tool stand below `function`; here they stand beside \
      `type`. The server looks for `name` there, answers `missing_required_parameter` and applies \
      nothing of the request. The same holds for a function in `tool_choice`.
      """,
    bad: """
      tools:
        - type: function
          function:
            name: find_customer
            description: Looks up a customer by number.
      """,
    good: """
      tools:
        - type: function
          name: find_customer
          description: Looks up a customer by number.
      """,
    remedy: """
      Move what is below `function` one level up, beside `type: function`; `--fix` does. Leave \
      `strict` behind, which this API refuses.
      """,
    source: """
      Server answers missing_required_parameter, 'session.tools[0].name' and \
      'session.tool_choice.name' (Azure-Samples/aoai-realtime-audio-sdk#132)
      """
  )

  /// Reports the nested form, where an unknown key is the `function` of it; `true` where it did.
  static func report(_ nested: IRID, in profile: BoundProfile, into bag: inout DiagnosticBag)
    -> Bool
  {
    guard isNested(nested, in: profile) else { return false }
    let id = profile[nested].parent
    bag.report(
      profile.finding(
        descriptor,
        "`function` nests \(profile.title(id)) as Chat Completions does",
        at: nested,
        onKey: true,
        help: "move what is below `function` one level up, beside `type`",
        fix: lift(nested, outOf: id, in: profile)
      )
    )
    return true
  }

  /// The nested entries in the place of `function`, unless one of them is beside it as well.
  private static func lift(_ nested: IRID, outOf tool: IRID, in profile: BoundProfile) -> FixIt? {
    let outer = profile.tree.entries(of: profile[tool].value).map { profile.tree.string($0.key) }
    let inner = profile.tree.entries(of: profile[nested].value).map { profile.tree.string($0.key) }
    guard isFunction(tool, in: profile), Set(outer).isDisjoint(with: inner),
      profile[nested].written == profile[nested].value,
      let edits = profile.tree.lifting(
        profile[nested].key,
        isFlow: profile.node(tool).flags.contains(.flow)
      )
    else { return nil }
    let isSafe = profile.child("type", of: tool) != nil || outer.count == 1
    return FixIt("lift what is below `function` one level", isSafe: isSafe, edits: edits)
  }

  /// Whether a tool does not say that it is something else, which may well have a `function` of its own.
  private static func isFunction(_ tool: IRID, in profile: BoundProfile) -> Bool {
    profile.child("type", of: tool).map { profile.isText($0, "function") } ?? true
  }

  /// Whether a mapping has the nested form, which explains what is missing in it.
  static func explains(_ id: IRID, in profile: BoundProfile) -> Bool {
    profile.child("function", of: id).map { isNested($0, in: profile) } ?? false
  }

  /// Whether an unknown key is the `function` of the nested form.
  private static func isNested(_ id: IRID, in profile: BoundProfile) -> Bool {
    guard profile[id].key != .none, profile.tree.text(of: profile[id].key, is: "function"),
      profile[id].field == .unknown, profile.node(id).kind == .mapping,
      let parent = profile.field(profile[id].parent)
    else { return false }
    return parent.required.contains("name")
  }
}
