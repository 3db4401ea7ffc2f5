package import YAMLSyntax

extension KeyMeanings {
  /// Keeps what was found out last: many mappings may be alike, and aliases repeat one.
  package struct Cache {
    private var place: Place?
    private var last: (mapping: NodeID, keys: KeyMeanings)?

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
      if let place, place.field == field, place.union == union {
        if let last, last.mapping == mapping { return last.keys }
      } else {
        place = nil
      }
      let known = place ?? Place(field, of: union, in: schema)
      let keys = KeyMeanings(of: mapping, in: tree, schema, at: known)
      (place, last) = (known, (mapping, keys))
      return keys
    }
  }
}
