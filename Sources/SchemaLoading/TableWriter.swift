package import SchemaTables
import YAMLSyntax

/// Writes gathered facts as a table in the form that `SchemaTable` describes.
///
/// A table begins with the number of fields, the offset of their records, and the number of documents with the
/// root of each.
package struct TableWriter {
  private var bytes: [UInt8] = []
  private var texts: [String: Int] = [:]
  private var isTooLarge = false

  /// The table of these fields, or `nil` where it would be too large for its offsets.
  ///
  /// - Parameter roots: the root of each document.
  package static func table(of fields: [FieldFacts], roots: [FieldID]) -> String? {
    var writer = TableWriter()
    for _ in 0..<(3 + roots.count) { writer.word(0) }
    let records = fields.map { writer.record($0) }
    let start = writer.bytes.count
    for record in records { writer.bytes += record }
    let header = [fields.count, start, roots.count] + roots.map { Int($0.index) }
    var head = TableWriter()
    for value in header { head.word(value) }
    writer.bytes.replaceSubrange(0..<head.bytes.count, with: head.bytes)
    return writer.isTooLarge ? nil : String(decoding: writer.bytes, as: UTF8.self)
  }

  // MARK: Numbers, texts, lists

  /// A number as `count` words.
  private static func digits(_ value: UInt64, words count: Int = 1) -> [UInt8] {
    (0..<count * SchemaTable.wordSize).map {
      0x30 + UInt8(truncatingIfNeeded: value >> UInt64(6 * $0) & 63)
    }
  }

  private mutating func word(_ value: Int) {
    if value >> SchemaTable.wordBits != 0 { isTooLarge = true }
    bytes += Self.digits(UInt64(value))
  }

  private mutating func number(_ value: Double) -> Int {
    bytes += Self.digits(value.bitPattern, words: 3)
    return bytes.count - 3 * SchemaTable.wordSize
  }

  private mutating func text(_ text: String) -> Int {
    if let offset = texts[text] { return offset }
    let offset = bytes.count
    word(text.utf8.count)
    bytes += text.utf8
    texts[text] = offset
    return offset
  }

  private mutating func text(_ text: String?) -> Int { text.map { self.text($0) } ?? 0 }

  private mutating func words(_ words: [Int]) -> Int {
    let offset = bytes.count
    for value in words { word(value) }
    return offset
  }

  private mutating func list(_ texts: [String]) -> Int {
    let offsets = texts.map { text($0) }
    let hashes = texts.map { Int(KeyHash.of($0.utf8)) & SchemaTable.wordMask }
    return words([texts.count] + offsets + hashes)
  }

  /// A list of entries, each of several words.
  private mutating func entries(_ entries: [[Int]]) -> Int {
    words([entries.count] + entries.flatMap { $0 })
  }

  private mutating func map(_ texts: [String: String]) -> Int {
    entries(texts.sorted { $0.key < $1.key }.map { [text($0.key), text($0.value)] })
  }

  // MARK: Facts

  /// A record: what there is to say of a field. What its words lead to is written at once.
  private mutating func record(_ field: FieldFacts) -> [UInt8] {
    var set: UInt64 = 0
    var words: [UInt8] = []
    for fact in FieldFact.allCases {
      if fact.isFlag {
        if field[fact] != nil { set |= fact.bit }
      } else if let word = word(fact, of: field) {
        if word >> SchemaTable.wordBits != 0 { isTooLarge = true }
        set |= fact.bit
        words += Self.digits(UInt64(word))
      }
    }
    return Self.digits(set, words: 3) + words
  }

  /// The word of a fact, or `nil` where the field does not have it.
  private mutating func word(_ fact: FieldFact, of field: FieldFacts) -> Int? {
    switch fact {
    case .name: return text(field.name)
    case .pointer: return text(field.pointer)
    case .kinds: return field.kinds == .any ? nil : Int(field.kinds.rawValue)
    case .properties: return field.properties.isEmpty ? nil : keyTable(field.properties)
    case .additional:
      switch field.additional {
      case .any: return nil
      case .none: return 0
      case .schema(let id): return Int(id.index)
      }
    case .items: return field.items.map { Int($0.index) }
    case .drafts: return unlessEmpty(field.drafts.map { [text($0.name), Int($0.field.index)] })
    case .alternatives: return unlessEmpty(field.alternatives.map { [Int($0.index)] })
    case .discriminator: return field.discriminator.map { discriminator($0) }
    case .mixed: return field.mixed.map { Int($0.index) }
    // An empty list of what there may be says that nothing is.
    case .allowed, .known:
      guard case .texts(let texts)? = field[fact] else { return nil }
      return list(texts)
    default: return field[fact].flatMap { word($0) }
    }
  }

  /// The word of what a keyword says; `nil` where that is nothing.
  private mutating func word(_ value: FactValue) -> Int? {
    switch value {
    case .flag: return nil
    case .text(let text): return self.text(text)
    case .texts(let texts): return texts.isEmpty ? nil : list(texts)
    case .number(let number): return self.number(number)
    case .map(let texts): return texts.isEmpty ? nil : map(texts)
    case .limit(let above, let why): return words([number(above), text(why)])
    case .end(let end): return words([text(end.date), text(end.instead)])
    case .ends(let ends):
      let ends = ends.sorted { $0.key < $1.key }
      guard !ends.isEmpty else { return nil }
      let names = list(ends.map(\.key))
      return words([names] + ends.flatMap { [text($0.value.date), text($0.value.instead)] })
    case .refused(let names): return unlessEmpty(names.map { [list($0.names), text($0.why)] })
    case .pattern(let parts): return pattern(parts)
    case .range(let advice):
      let numbers = [advice.from, advice.to, Double(advice.power)].map { number($0) }
      return words(numbers + [text(advice.why)])
    case .contained(let text, let why): return words([self.text(text), self.text(why)])
    case .notFields(let fields):
      let fields = fields.sorted { $0.key < $1.key }
      return unlessEmpty(fields.map { [text($0.key), text($0.value.instead), text($0.value.why)] })
    }
  }

  private mutating func unlessEmpty(_ list: [[Int]]) -> Int? {
    list.isEmpty ? nil : entries(list)
  }

  private mutating func keyTable(_ properties: [(name: String, field: FieldID)]) -> Int {
    var size = 4
    while size < properties.count * 2 { size *= 2 }
    var slots = [Int](repeating: 0, count: size)
    var entries: [Int] = []
    for property in properties {
      let entry = words([Int(property.field.index), property.name.utf8.count])
      bytes += property.name.utf8
      entries.append(entry)
      var slot = Int(KeyHash.of(property.name.utf8)) & (size - 1)
      while slots[slot] > 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = entry
    }
    return words([size - 1] + slots + [properties.count] + entries)
  }

  private mutating func discriminator(_ facts: DiscriminatorFacts) -> Int {
    let head = [
      text(facts.property), text(facts.defaultValue), facts.guesses ? 1 : 0, text(facts.rule),
    ]
    let tags = facts.tags.flatMap { [text($0.text), Int($0.branch.index)] }
    return words(head + [facts.tags.count] + tags)
  }

  private mutating func pattern(_ pattern: PatternParts) -> Int {
    let offset = words([text(pattern.text), pattern.parts.count])
    for part in pattern.parts {
      word(part.fewest)
      word(part.most ?? NamePattern.unlimited)
      for digit in 0..<NamePattern.memberDigits {
        let bits = (0..<6).filter { part.members.contains(UInt8(6 * digit + $0)) }
        bytes.append(0x30 + bits.reduce(0) { $0 | 1 << UInt8($1) })
      }
    }
    return offset
  }
}
