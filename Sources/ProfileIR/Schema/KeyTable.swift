internal import YAMLSyntax

/// The property names of an object, found by the hash that the composer gave each key: no string is
/// made or hashed on the way.
package struct KeyTable: Sendable {
  /// The names in the order of the schema, with their fields.
  package let entries: [(name: String, field: FieldID)]
  private let names: [UInt8]
  /// Where each entry's name ends in `names`.
  private let ends: [Int]
  /// Open addressing: an entry's index, or -1; the size is a power of two.
  private let slots: [Int16]
  private let hashes: [UInt32]

  init(_ entries: [(name: String, field: FieldID)]) {
    self.entries = entries
    var names: [UInt8] = []
    var ends: [Int] = []
    var size = 4
    while size < entries.count * 2 { size *= 2 }
    var slots = [Int16](repeating: -1, count: size)
    var hashes: [UInt32] = []
    for (index, entry) in entries.enumerated() {
      names += entry.name.utf8
      ends.append(names.count)
      let hash = KeyHash.of(entry.name.utf8)
      hashes.append(hash)
      var slot = Int(hash) & (size - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = Int16(index)
    }
    self.names = names
    self.ends = ends
    self.slots = slots
    self.hashes = hashes
  }

  /// The field of a name, given its bytes and their `KeyHash`.
  package func field(hash: UInt32, name: ArraySlice<UInt8>) -> FieldID? {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if hashes[index] == hash {
        let start = index == 0 ? 0 : ends[index - 1]
        if ends[index] - start == name.count, names[start..<ends[index]] == name {
          return entries[index].field
        }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  package func field(named name: String) -> FieldID? {
    field(hash: KeyHash.of(name.utf8), name: Array(name.utf8)[...])
  }

  package var nameList: [String] { entries.map(\.name) }
}
