internal import ProfileIR
internal import YAMLSyntax

/// Texts that stand in a list more than once.
enum Repetitions {
  /// The items whose text an earlier one has, each with the first of them; in the order of the list.
  ///
  /// Sorted by short hashes, which takes a fraction of the memory of a table of all texts.
  static func find(
    among items: [IRID],
    in profile: BoundProfile
  ) -> [(item: IRID, first: IRID)] {
    let keys = items.map { UInt64(KeyHash.of(profile.bytes($0))) << 32 | UInt64($0.index) }.sorted()
    var result: [(item: IRID, first: IRID)] = []
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end] >> 32 == keys[start] >> 32 { end += 1 }
      if end - start > 1 {
        let same = keys[start..<end].map { IRID(index: UInt32(truncatingIfNeeded: $0)) }
        appendRepeated(same, in: profile, to: &result)
      }
      start = end
    }
    return result.sorted { $0.item.index < $1.item.index }
  }

  /// Of items with one hash: by their texts, so that those made to collide cost no more than others.
  private static func appendRepeated(
    _ items: [IRID],
    in profile: BoundProfile,
    to result: inout [(item: IRID, first: IRID)]
  ) {
    let sorted = items.sorted { left, right in
      let (one, other) = (profile.bytes(left), profile.bytes(right))
      return one == other ? left.index < right.index : one.lexicographicallyPrecedes(other)
    }
    var first = sorted[0]
    for item in sorted.dropFirst() {
      if profile.bytes(item) == profile.bytes(first) {
        result.append((item, first))
      } else {
        first = item
      }
    }
  }
}
