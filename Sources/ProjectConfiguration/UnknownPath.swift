internal import ProfileIR
internal import SourceDiagnostics

/// A dotted path that leads to no field of any dialect.
enum UnknownPath {
  /// What to write in its place: the path with another name at the first step that leads nowhere.
  static func advice(insteadOf path: String) -> String {
    let otherwise = "write a field's dotted path, such as `model` or `audio.output.voice`"
    guard path.utf8.count <= 256 else { return otherwise }
    let steps = path.parts(between: ".")
    var best: (known: Int, suggestion: String)?
    for dialect in Dialect.allCases {
      let schema = Schema.of(dialect)
      var known = 0
      while known < steps.count,
        !schema.fields(at: steps[...known].joined(separator: ".")).fields.isEmpty
      {
        known += 1
      }
      guard known < steps.count else { continue }
      let names = schema.fields(at: steps[...known].joined(separator: ".")).names
      guard let nearest = Suggestion.nearest(to: steps[known], in: names),
        best.map({ known > $0.known }) ?? true
      else { continue }
      let rest = steps[(known + 1)...]
      best = (known, (steps[..<known] + [nearest] + rest).joined(separator: "."))
    }
    return best.map { "did you mean `\($0.suggestion)`?" } ?? otherwise
  }
}
