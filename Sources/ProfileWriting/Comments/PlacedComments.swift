/// Where each comment of a text goes in the YAML that is written of it.
///
/// Whoever writes a value takes its comments out; what is left at the end belongs to no value that was
/// written, and is written last. So no comment is lost, whatever becomes of its value.
struct PlacedComments {
  /// A place at a member of a mapping, an item of a list, or a collection.
  enum Place: CaseIterable {
    /// On lines of their own, before a member or an item.
    case before
    /// At the end of the line of a value.
    case after
    /// At the end of the line of a key whose value is a collection.
    case header
    /// After the last member or item of a collection.
    case foot
  }

  private struct Slot: Hashable {
    var node: UInt32
    var place: Place
  }

  /// Before everything.
  private(set) var head: [Int] = []
  private(set) var tail: [Int] = []
  private var slots: [Slot: [Int]] = [:]
  private let comments: [SourceComment]
  private let source: [UInt8]

  init(_ comments: [SourceComment] = [], source: [UInt8] = []) {
    self.comments = comments
    self.source = source
  }

  var isEmpty: Bool { slots.isEmpty }

  mutating func addToHead(_ comment: Int) { head.append(comment) }
  mutating func addToTail(_ comment: Int) { tail.append(comment) }

  /// - Parameter node: the key of a member, an item as it is written, or for `foot` the collection.
  mutating func add(_ comment: Int, _ place: Place, _ node: UInt32) {
    slots[Slot(node: node, place: place), default: []].append(comment)
  }

  mutating func add(_ taken: [Int], _ place: Place, _ node: UInt32) {
    guard !taken.isEmpty else { return }
    // They stood before what is there already.
    slots[Slot(node: node, place: place), default: []].insert(contentsOf: taken, at: 0)
  }

  func has(_ place: Place, _ node: UInt32) -> Bool {
    !slots.isEmpty && slots[Slot(node: node, place: place)] != nil
  }

  mutating func take(_ place: Place, _ node: UInt32) -> [Int] {
    slots.isEmpty ? [] : slots.removeValue(forKey: Slot(node: node, place: place)) ?? []
  }

  /// All comments at some nodes, in the order of the file.
  mutating func takeAll(at nodes: some Sequence<UInt32>) -> [Int] {
    guard !slots.isEmpty else { return [] }
    return nodes.flatMap { node in Place.allCases.flatMap { take($0, node) } }.sorted()
  }

  /// What is left, in the order of the file.
  mutating func takeRest() -> [Int] {
    let rest = slots.values.flatMap { $0 }.sorted()
    slots = [:]
    return rest
  }

  func lines(_ comment: Int) -> [String] { comments[comment].lines(in: source) }
  func lines(_ comments: [Int]) -> [String] { comments.flatMap { lines($0) } }
}
