import SchemaLoading
import SchemaTables

/// What the names of all fields say of the dialect of a session.
///
/// Only what a dialect has alone says something. Dialects that something tells by itself are left out of that
/// count: most of their fields are those of the hub.
struct SignTable {
  private(set) var names: [String] = []
  private(set) var signs: [DialectSign] = []
  private(set) var problems: [String] = []
  private let dialects: [DialectSource]

  /// - Parameters:
  ///   - fields: the names of the fields of each dialect's session.
  ///   - besideSession: the names of what each dialect has beside a session.
  init(_ dialects: [DialectSource], fields: [[String]], besideSession: [[String]]) {
    self.dialects = dialects
    let counted = dialects.indices.filter { !dialects[$0].isTold }
    for place in dialects.indices {
      let others = dialects[place].isTold ? counted : counted.filter { $0 != place }
      for name in fields[place] where !name.hasPrefix("$") {
        let isOwn = !others.contains { fields[$0].contains(name) }
        // What something tells by itself adds nothing to what is counted.
        if dialects[place].isTold, !isOwn { continue }
        var sign = DialectSign(dialect: isOwn ? Int8(place) : -1)
        if isOwn {
          sign.isShape = dialects[place].shape.contains(name)
          if dialects[place].mappings.contains(name) { sign.condition = .mapping }
          if name == "type" {
            sign.condition = .kind
            sign.isShape = true
          }
        }
        add(name, sign)
      }
    }
    for place in counted {
      for name in besideSession[place] where !fields[place].contains(name) {
        let isShape = dialects[place].shape.contains(name)
        guard isShape else { continue }
        add(name, DialectSign(dialect: Int8(place), isShape: true, isBesideSession: true))
      }
    }
    for (place, dialect) in dialects.enumerated() {
      for path in dialect.toldByFields { tell(path, place) }
      for name in dialect.shape + dialect.mappings where !names.contains(name) {
        problems.append("dialects.json: `\(name)` is no field of `\(dialect.name)`")
      }
    }
  }

  /// The first dialect that has a name decides, and says nothing where one before it has it too.
  private mutating func add(_ name: String, _ sign: DialectSign) {
    if let index = names.firstIndex(of: name) {
      // Two dialects that something tells by itself may have a name in common that no other has.
      if signs[index].dialect != sign.dialect { signs[index].dialect = -1 }
      return
    }
    names.append(name)
    signs.append(sign)
  }

  private mutating func tell(_ path: String, _ dialect: Int) {
    let steps = path.split(separator: ".").map(String.init)
    if !names.contains(steps[0]) {
      names.append(steps[0])
      signs.append(DialectSign(dialect: -1))
    }
    guard let index = names.firstIndex(of: steps[0]) else { return }
    if steps.count == 1 {
      signs[index].dialect = Int8(dialect)
      signs[index].isDecisive = true
    } else {
      signs[index].hasDecisiveInside = true
      inside.append((steps, dialect))
    }
  }

  /// Paths inside of a field that tell a dialect by themselves.
  private(set) var inside: [(steps: [String], dialect: Int)] = []
}
