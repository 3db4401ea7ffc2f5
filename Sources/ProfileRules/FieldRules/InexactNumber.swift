internal import CanonicalJSON
internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A number that would be another one after compiling, because JSON numbers are doubles.
package enum InexactNumber: FieldRule {
  package static let descriptor = RuleDescriptor(
    "SP205",
    "inexact-number",
    "a number would change when written as JSON"
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
    guard let written = Decimal(NumberText.decimalDigits(bytes)),
      written != Decimal(shortest: value)
    else { return }
    var nearest: [UInt8] = []
    CanonicalNumber.append(value, to: &nearest)
    let replacement = String(decoding: nearest, as: UTF8.self)
    bag.report(
      profile.finding(
        field.rule(descriptor),
        "\(text) would become \(replacement) in JSON",
        at: id,
        help: "write `\(replacement)`, or put it in quotes if it is a name",
        fix: .replace(profile.span(id), with: replacement, isSafe: false)
      )
    )
  }
}
