package import YAMLSyntax

extension KeyMeanings {
  /// Keeps what was found out: many mappings are alike, and aliases repeat one.
  package struct Cache {
    private var places: [PlaceID: Place] = [:]
    private var last: (place: PlaceID, mapping: NodeID, keys: KeyMeanings)?

    private struct PlaceID: Hashable {
      var field: FieldID
      var union: FieldID
    }

    package init() {}

    /// - Parameters:
    ///   - field: what the mapping is bound to.
    ///   - union: the union that `field` is a branch of, else `field` itself.
    package mutating func meanings(
      of mapping: NodeID,
      in tree: NodeTree,
      _ schema: Schema,
      field: FieldID,
      union: FieldID
    ) -> KeyMeanings {
      let id = PlaceID(field: field, union: union)
      if let last, last.place == id, last.mapping == mapping { return last.keys }
      let place = places[id] ?? Place(field, of: union, in: schema)
      let keys = KeyMeanings(of: mapping, in: tree, schema, at: place)
      places[id] = place
      last = (id, mapping, keys)
      return keys
    }
  }
}
