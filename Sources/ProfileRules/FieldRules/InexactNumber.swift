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
    let text = Wording.shown(profile.text(id))
    guard value.isFinite else {
      bag.report(
        profile.finding(
          field.rule(descriptor),
          "\(text) is greater than every number that JSON readers know",
          at: id,
          help: "put it in quotes if it is a name"
        )
      )
      return
    }
    // A number out of range has a finding of its own.
    if value > field.maximum ?? .infinity || value < field.minimum ?? -.infinity { return }
    guard let written = Decimal(NumberText.decimalDigits(bytes)),
      written != Decimal(shortest: value)
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
        field.rule(descriptor),
        "\(text) would become \(replacement) in JSON",
        at: id,
        help: help,
        fix: isTooFine ? nil : .replace(profile.span(id), with: replacement, isSafe: false)
      )
    )
  }

  /// Checks the values that the schema has no place for. They reach the request only where the error
  /// about them has been silenced.
  package static func checkUnbound(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    if profile.isComplete { return }
    for id in profile.all where !profile.isBound(id) {
      var pending = [profile[id].value]
      while let node = pending.popLast().map(profile.tree.resolve) {
        pending += profile.tree.items(of: node)
        pending += profile.tree.entries(of: node).map(\.value)
        guard !isExact(node, in: profile.tree) else { continue }
        bag.report(
          Diagnostic(
            descriptor,
            "JSON cannot hold \(Wording.shown(profile.tree.string(node))) as it is",
            at: profile.tree.span(node),
            path: profile.safePath(id),
            help: "put it in quotes if it is a name",
            isEssential: true
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
