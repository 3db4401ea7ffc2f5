internal import ProfileSchemas
internal import SchemaTables

/// What the name of a model says of the dialect.
package enum Models {
  /// The dialect, other than this one, that alone lists a model, where models are a sign of it.
  package static func dialect(of name: ArraySlice<UInt8>, otherThan dialect: Dialect?) -> Dialect? {
    counted.first { $0 != dialect && isOnly(in: $0, name) }
  }

  /// The dialects of which a model is a sign.
  static let counted = Dialect.allCases.filter(\.facts.countsModels)

  /// Whether a dialect lists a model, and none of those lists it that take no other models.
  package static func isOnly(in dialect: Dialect, _ name: ArraySlice<UInt8>) -> Bool {
    lists(dialect).contains { $0.has(.known) && $0.knows(name) }
      && !fields.indices.contains { other in
        other != dialect.place && fields[other].contains { $0.has(.allowed) && $0.allows(name) }
      }
  }

  /// Whether a model is one of sessions, in whatever dialect.
  static func areKnown(_ name: ArraySlice<UInt8>) -> Bool {
    if dialect(toldBy: name) != nil { return true }
    return fields.joined().contains { field in
      field.has(.known) && field.knows(name) || field.has(.allowed) && field.allows(name)
    }
  }

  /// The dialect that a model tells by itself (`told.models`).
  static func dialect(toldBy name: ArraySlice<UInt8>) -> Dialect? {
    for place in ProfileSchemas.dialects.indices {
      var (fits, isLeftOut) = (false, false)
      // Asked of each profile, so no text is made.
      for pattern in StaticNames(ProfileSchemas.dialects[place].models, separator: " ")
      where pattern.fits(name) {
        if pattern.isMarked { isLeftOut = true } else { fits = true }
      }
      if fits, !isLeftOut { return Dialect(place: place) }
    }
    return nil
  }

  private static func lists(_ dialect: Dialect) -> [FieldSchema] { fields[dialect.place] }

  /// The fields `model` of each dialect's sessions.
  private static let fields: [[FieldSchema]] = Dialect.allCases.map { dialect in
    let schema = Schema.of(dialect)
    return schema.branches(of: schema.session, withItems: false)
      .compactMap { schema[$0].properties.field(named: "model") }.map { schema[$0] }
  }
}
