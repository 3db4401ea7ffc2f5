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
}
