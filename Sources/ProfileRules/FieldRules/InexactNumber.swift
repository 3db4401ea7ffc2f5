internal import CanonicalJSON
package import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A number that would be another one after compiling, because JSON numbers are doubles.
package enum InexactNumber: FieldRule {
  package static let descriptor = RuleDescriptor(
    "SP205",
    "inexact-number",
    "a number would change when written as JSON"
  )

  package static let explanation = RuleExplanation(
    why: """
      Readers of JSON hold numbers as doubles, which keep 15 to 17 significant digits. This number \
      has more, or is too great for any double, so the server would get another one than you \
      wrote: an account or order number would be that of somebody else.

      This holds for every number of a request, in the schemas of tools as well, and nothing \
      silences it. Where another finding about a number is ignored or switched off, the number is \
      looked at all the same; so are `.inf` and `.nan`, which JSON does not have.
      """,
    bad: """
      tracing:
        workflow_name: support-line
        metadata:
          account: 12345678901234567890
      """,
    good: """
      tracing:
        workflow_name: support-line
        metadata:
          account: "12345678901234567890"
      """,
    remedy: """
      Put the number in quotes where it is a name and nobody calculates with it; otherwise write \
      the number that the message gives. `--fix --unsafe` does the latter.
      """,
    source: "RFC 8785, section 3.2.2.3: numbers are IEEE 754 doubles; RFC 7493, section 2.2"
  )

  static func check(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    let bytes = profile.bytes(id)
    guard !NumberText.isShort(bytes) else { return }
    let value = NumberText.value(bytes)
    guard value.isFinite else {
      if bag.countsOnly(descriptor, at: profile.span(id)) { return }
      bag.report(
        profile.finding(
          descriptor,
          "\(shown(id, in: profile)) is greater than every number that JSON readers know",
          at: id,
          help: "put it in quotes if it is a name"
        )
      )
      return
    }
    // A number out of range has a finding of its own.
    if value > field.maximum ?? .infinity || value < field.minimum ?? -.infinity { return }
    guard let written = Decimal(NumberText.decimalDigits(bytes)),
      written != Decimal(shortest: value),
      !bag.countsOnly(descriptor, hasSafeFix: false, at: profile.span(id))
    else { return }
    var nearest: [UInt8] = []
    CanonicalNumber.append(value, to: &nearest)
    let replacement = String(decoding: nearest, as: UTF8.self)
    let takesText = field.kinds.contains(.string)
    let isTooFine = field.decimals.map { Decimal(shortest: value).fractionDigits > $0 } ?? false
    let help =
      isTooFine
      ? "round it: the service takes \(field.decimals ?? 0) decimals"
      : "write `\(replacement)`" + (takesText ? ", or put it in quotes if it is a name" : "")
    bag.report(
      profile.finding(
        descriptor,
        "\(shown(id, in: profile)) would become \(replacement) in JSON",
        at: id,
        help: help,
        fix: isTooFine ? nil : .replace(profile.span(id), with: replacement, isSafe: false)
      )
    )
  }

  private static func shown(_ id: IRID, in profile: BoundProfile) -> String {
    Wording.shown(profile.text(id))
  }

  /// Checks every number that a request would hold, those as well that the schema has no place for.
  /// For a profile whose errors have all been silenced: a value with a finding has not been asked
  /// whether it is exact.
  package static func checkAll(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    var index: UInt32 = 0
    while index < profile.nodes.count {
      let id = IRID(index: index)
      if profile.isForCompiler(id) {
        index = profile.subtree(of: id).endIndex
        continue
      }
      index += 1
      if profile[id].isBound { continue }
      // Most are texts: nothing is in them, and nothing is wrong with them.
      let value = profile.node(id)
      if value.kind == .scalar, value.scalar == .string { continue }
      // What is not bound goes into the request as it is, with all that is in it.
      var pending = [profile[id].value]
      while let node = pending.popLast().map(profile.tree.resolve) {
        pending += profile.tree.items(of: node)
        pending += profile.tree.entries(of: node).map(\.value)
        let span = profile.tree.span(node)
        guard !isExact(node, in: profile.tree), !bag.countsOnly(descriptor, at: span) else {
          continue
        }
        bag.report(
          Diagnostic(
            descriptor,
            "JSON cannot hold \(Wording.shown(profile.tree.string(node))) as it is",
            at: span,
            path: profile.safePath(id),
            help: "put it in quotes if it is a name",
            // Of what is not bound only the outermost value has a place in the profile.
            node: profile[id].value.index
          )
        )
      }
    }
  }

  private static func isExact(_ id: NodeID, in tree: NodeTree) -> Bool {
    let kind = tree[id].kind == .scalar ? tree[id].scalar : .string
    guard kind != .notFinite else { return false }
    guard kind == .integer || kind == .float else { return true }
    let bytes = tree.bytes(id)
    if NumberText.isShort(bytes) { return true }
    let value = NumberText.value(bytes)
    return value.isFinite
      && Decimal(NumberText.decimalDigits(bytes)).map { $0 == Decimal(shortest: value) } ?? true
  }
}
