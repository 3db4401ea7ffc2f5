internal import ProfileIR
internal import ProfileRules
internal import RequestDifference
internal import SourceDiagnostics

/// How grave changes are.
extension ConfigurationReader {
  mutating func readChange(_ id: IRID) {
    let name = file.name(id)
    guard let setting = file.string(id).flatMap(ChangeSettings.Setting.init) else { return }
    let rules = ChangeRules.embedded.names
    if rules.contains(where: { ByteText($0) == ByteText(name) }) {
      configuration.changes.rules[name] = setting
      return
    }
    guard let field = Self.field(name) else {
      let nearest =
        Suggestion.nearest(to: name, in: rules)
        ?? Suggestion.nearest(
          to: name.parts(between: ".").last ?? name,
          in: Schema.of(.hub).fields(at: name).names
        )
      report(
        "`\(name)` is no kind of change and no field of a session",
        at: id,
        help: nearest.map { "did you mean `\($0)`?" }
          ?? "`sessionc rules --changes` lists the kinds; a field is a dotted path, such as `audio.output.voice`"
      )
      return
    }
    guard configuration.changes.fields.updateValue(setting, forKey: field) == nil else {
      report("the field `\(field)` is set twice", at: id, help: "keep one of the two")
      return
    }
  }

  /// The path of a field in the dialect of the hub, which changes are told in.
  private static func field(_ path: String) -> String? {
    let dialect = Dialect.allCases.first { !Schema.of($0).fields(at: path).fields.isEmpty }
    guard let dialect else { return nil }
    let names = path.parts(between: ".")
    return LoweringTable.embedded.counterpart(of: names, of: dialect, in: .hub)?.text ?? path
  }
}
