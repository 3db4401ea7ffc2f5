package import ProfileIR
internal import SourceDiagnostics
package import YAMLSyntax

/// Writes values as YAML that people like to read: block style, the documented order of fields, block
/// text for long texts, quotes only where they are needed, comments near their values.
package struct YAMLWriter {
  /// A member of a mapping.
  struct Member {
    var key: NodeID
    /// As written: an alias, where there is one.
    var value: NodeID
    /// Where the schema has a place for it.
    var bound: IRID?
  }

  /// How a value is written behind its key or its dash.
  enum Form {
    case line(String)
    case block(BlockText)
    case members([Member])
    case items([(item: NodeID, bound: IRID?)])
  }

  let profile: BoundProfile
  var comments = PlacedComments()
  /// What is written in the place of some scalars.
  package var replacements: [NodeID: String] = [:]
  /// A comment for the end of a value's line, by the value; none of them says more than one line.
  package var note: ((NodeID) -> String?)?
  /// Which texts have been written, by the places where they begin; empty where nobody asks.
  var written: [Bool] = []
  private let leftOut: Set<IRID>
  private var output: [UInt8] = []
  /// Whether a dash has just been written: the first member of an item stands behind it.
  private var isAtItem = false
  private var ranks: [UInt16: [String: Int]] = [:]

  /// The columns that folded text may take.
  private static let columns = 96
  /// libyaml finds no colon behind a longer key.
  private static let keyLengthMax = 1000
  /// No profile may be longer: what is behind that is not written, since it would be refused.
  private static let bytesMax = Limits().inputBytes

  var tree: NodeTree { profile.tree }
  var count: Int { output.count }
  var text: String { String(decoding: output, as: UTF8.self) }

  /// - Parameter leftOut: what is not written.
  package init(_ profile: BoundProfile, without leftOut: Set<IRID> = []) {
    self.profile = profile
    self.leftOut = leftOut
  }

  /// The same, with what the writer has been told.
  package mutating func members(of id: IRID) -> String {
    writeMembers(of: id)
    return text
  }

  /// The members of a mapping, one below the other, with a line feed at the end.
  package static func members(
    of id: IRID,
    in profile: BoundProfile,
    without leftOut: Set<IRID> = []
  ) -> String {
    var writer = YAMLWriter(profile, without: leftOut)
    writer.writeMembers(of: id)
    return writer.text
  }

  /// - Parameter beside: other members at the same level.
  /// - Returns: whether there was any, and not only comments.
  @discardableResult
  mutating func writeMembers(of id: IRID, beside others: [Member] = []) -> Bool {
    let members = others + members(of: profile[id].value, id)
    for member in ordered(members, id) { writeMember(member, indent: 0) }
    writeLines(comments.lines(comments.take(.foot, profile[id].value.index)))
    return !members.isEmpty
  }

  mutating func writeLines(_ lines: [String], indent: Int = 0) {
    for line in lines {
      startLine(indent)
      output += line.utf8
      output.append(0x0A)
    }
  }

  // MARK: Members

  /// The members that are written, in the order of the file. Comments of those that are not go to the
  /// next one that is.
  private mutating func members(of id: NodeID, _ bound: IRID?) -> [Member] {
    var children = bound.map { Array(profile.children(of: $0)) }?[...] ?? []
    var result: [Member] = []
    var homeless: [Int] = []
    for (key, value) in tree.entries(of: id) {
      var member = Member(key: key, value: value)
      // The author's scratch space has no fields.
      if let child = children.first, profile[child].key == key {
        children.removeFirst()
        if leftOut.contains(child) {
          homeless += comments.takeAll(at: nodes(of: key, value))
          continue
        }
        if profile.isBound(child) { member.bound = child }
      }
      comments.add(homeless, .before, key.index)
      homeless = []
      result.append(member)
    }
    for comment in homeless { comments.add(comment, .foot, id.index) }
    return result
  }

  /// Documented fields in the order of the documentation, then the others as they come.
  private mutating func ordered(_ members: [Member], _ bound: IRID?) -> [Member] {
    guard let bound, let field = profile.field(bound), !field.properties.isEmpty else {
      return members
    }
    let ranks = ranks(of: profile[bound].field, field)
    let keys = members.map { ranks[tree.string($0.key)] ?? .max }
    return members.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { members[$0] }
  }

  private mutating func ranks(of id: FieldID, _ field: FieldSchema) -> [String: Int] {
    if let known = ranks[id.index] { return known }
    let names = field.properties.nameList
    let result = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    ranks[id.index] = result
    return result
  }

  private mutating func writeMember(_ member: Member, indent: Int) {
    guard output.count <= Self.bytesMax else { return }
    let slot = member.key.index
    let value = tree.resolve(member.value)
    var form = form(of: value, member.bound, indent: indent)
    let ending = takeComments(of: slot, value, &form, indent: indent)
    startLine(indent)
    mark(member.key)
    let name = key(tree.string(member.key))
    if name.unicodeScalars.count > Self.keyLengthMax {
      output += "? \(name)\n".utf8
      startLine(indent)
      output += ":".utf8
    } else {
      output += "\(name):".utf8
    }
    writeValue(form, ending: ending, value, indent: indent)
  }

  /// What follows a key's colon or a list item's dash.
  private mutating func writeValue(
    _ form: Form,
    ending: String,
    _ value: NodeID,
    indent: Int
  ) {
    let note = note?(value).map { " # \($0)" } ?? ""
    switch form {
    case .line(let line): output += " \(line)\(ending)\(note)\n".utf8
    case .block(let block):
      output += " \(block.header)\(note)\n".utf8
      for line in block.lines {
        if !line.isEmpty { startLine(indent + 2) }
        output += line.utf8
        output.append(0x0A)
      }
    case .members(let members):
      output += "\(ending)\n".utf8
      for member in members { writeMember(member, indent: indent + 2) }
      writeLines(comments.lines(comments.take(.foot, value.index)), indent: indent + 2)
    case .items(let items):
      output += "\(ending)\n".utf8
      for (item, bound) in items { writeItem(item, bound, indent: indent + 2) }
      writeLines(comments.lines(comments.take(.foot, value.index)), indent: indent + 2)
    }
  }

  private mutating func writeItem(_ item: NodeID, _ bound: IRID?, indent: Int) {
    guard output.count <= Self.bytesMax else { return }
    let value = tree.resolve(item)
    var form = form(of: value, bound, indent: indent)
    if case .members(let members) = form, let first = members.first {
      comments.add(comments.take(.before, first.key.index), .before, item.index)
      comments.add(comments.take(.header, item.index), .before, item.index)
    }
    let ending = takeComments(of: item.index, value, &form, indent: indent)
    startLine(indent)
    output.append(UInt8(ascii: "-"))
    guard case .members(let members) = form else {
      writeValue(form, ending: ending, value, indent: indent)
      return
    }
    output.append(0x20)
    isAtItem = true
    for member in members { writeMember(member, indent: indent + 2) }
    writeLines(comments.lines(comments.take(.foot, value.index)), indent: indent + 2)
  }

  private mutating func startLine(_ indent: Int) {
    if isAtItem {
      isAtItem = false
    } else {
      output += repeatElement(0x20, count: indent)
    }
  }

  // MARK: Comments

  /// Writes the comments that come before a value's line, and gives the one at its end.
  private mutating func takeComments(
    of slot: UInt32,
    _ value: NodeID,
    _ form: inout Form,
    indent: Int
  ) -> String {
    guard !comments.isEmpty else { return "" }
    var before = comments.take(.before, slot)
    var atEnd = comments.take(.header, slot)
    let after = comments.take(.after, slot)
    switch form {
    case .line: atEnd += after + comments.take(.foot, value.index)
    case .block:
      before += atEnd + after
      atEnd = []
    case .members, .items: before += after
    }
    var ending = ""
    if let comment = atEnd.first, comments.lines(comment).count == 1 {
      ending = " " + comments.lines(comment)[0]
      atEnd.removeFirst()
    }
    writeLines(comments.lines((before + atEnd).sorted()), indent: indent)
    return ending
  }

  private func hasComments(_ items: [NodeID]) -> Bool {
    guard !comments.isEmpty else { return false }
    return items.contains { item in
      PlacedComments.Place.allCases.contains { comments.has($0, item.index) }
    }
  }

  // MARK: Values

  private mutating func form(of id: NodeID, _ bound: IRID?, indent: Int) -> Form {
    switch tree[id].kind {
    case .mapping:
      let members = members(of: id, bound)
      return members.isEmpty ? .line("{}") : .members(ordered(members, bound))
    case .sequence:
      let items = Array(tree.items(of: id))
      if items.isEmpty { return .line("[]") }
      if !hasComments(items), let line = flowLine(items.map { tree.resolve($0) }) {
        return .line(line)
      }
      guard let bound else { return .items(items.map { ($0, nil) }) }
      let children = profile.children(of: bound).map { profile.isBound($0) ? $0 : nil }
      return .items(items.indices.map { (items[$0], $0 < children.count ? children[$0] : nil) })
    case .scalar, .alias:
      mark(id)
      let node = tree[id]
      if node.scalar == .string, replacements[id] == nil,
        let block = BlockText(tree.string(id), columns: Self.columns - indent)
      {
        return .block(block)
      }
      return .line(scalar(id, inFlow: false))
    }
  }

  /// A short list of short scalars, in brackets.
  private mutating func flowLine(_ items: [NodeID]) -> String? {
    guard items.count <= 36,
      items.allSatisfy({ tree[$0].kind == .scalar && tree[$0].count <= 40 })
    else { return nil }
    let line = "[\(items.map { scalar($0, inFlow: true) }.joined(separator: ", "))]"
    guard line.utf8.count <= 72 else { return nil }
    for item in items { mark(item) }
    return line
  }

  private func scalar(_ id: NodeID, inFlow: Bool) -> String {
    if let text = replacements[id] { return text }
    let node = tree[id]
    let text = tree.string(id)
    guard node.scalar == .string else { return text.isEmpty ? "null" : text }
    let isPlain = PlainText.isPlain(text, inFlow: inFlow) && !PlainText.isDirective(text)
    return isPlain ? text : PlainText.quoted(text)
  }

  private func key(_ name: String) -> String {
    PlainText.isPlain(name, inFlow: false) && name != "<<" ? name : PlainText.quoted(name)
  }
}
