internal import SourceDiagnostics

/// Names that mean something somewhere: in some dialect, at any place, and in those other APIs that the
/// schemas tell apart. Such a name is no misspelling of another one.
///
/// Made at first use, from what the schemas hold, and compared without case and separators.
package enum KnownNames {
  /// Whether a name is that of a field.
  package static func isField(_ name: String) -> Bool {
    fields.contains(Suggestion.folded(name))
  }

  /// Whether a text is a value of some field.
  package static func isValue(_ text: String) -> Bool {
    values.contains(Suggestion.folded(text))
  }

  /// The names of all fields and of all values, as they are documented.
  package static var documented: Set<String> {
    Set(
      schemas.flatMap { schema in
        schema.fields.flatMap { field in
          field.properties.nameList + (field.allowed ?? []) + (field.known ?? [])
        }
      }
    )
  }

  private static let schemas = Dialect.allCases.map { Schema.of($0) }

  private static let fields: Set<[UInt8]> = names { field in
    field.properties.nameList + field.notFields.keys
  }

  private static let values: Set<[UInt8]> = names { field in
    var result = field.allowed ?? []
    result += field.known ?? []
    result += field.refused.flatMap(\.names)
    return result + field.advice.keys + field.instead.keys
  }

  private static func names(_ names: (FieldSchema) -> [String]) -> Set<[UInt8]> {
    var result: Set<[UInt8]> = []
    for schema in schemas {
      for field in schema.fields { result.formUnion(names(field).map(Suggestion.folded)) }
    }
    return result
  }
}
