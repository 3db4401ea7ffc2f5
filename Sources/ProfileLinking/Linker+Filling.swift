internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// `${name}` in the texts of all layers becomes the value of the variable. Where no variable is declared, it
/// stays text.
extension Linker {
  /// What has been gone through.
  private struct Visit {
    var texts: Set<NodeID> = []
    /// What aliases and links lead to.
    var targets: Set<NodeID> = []
    /// Templates by the texts of their files; `nil` for one that cannot be filled in.
    var templates: [NodeID: NodeID?] = [:]
    /// Whether texts are only looked through for the variables that they use.
    var isLooking = false
  }

  mutating func fillIn() {
    readVariables()
    guard !variables.all.isEmpty else { return }
    var visit = Visit()
    for layer in layers { fill(layer.root, &visit, isTop: true) }
    visit = Visit(isLooking: true)
    for patch in variants.others { fill(patch, &visit, isTop: true) }
    shortenAliases()
    reportUnused()
  }

  private mutating func fill(_ id: NodeID, _ visit: inout Visit, isTop: Bool = false) {
    let node = tree[id]
    switch node.kind {
    case .scalar:
      if !node.flags.contains(.literal) { fillText(id, &visit) }
    case .alias: fillTarget(of: id, &visit)
    case .sequence:
      var item = node.firstChild
      while item != .none {
        let next = tree[item].next
        fill(item, &visit)
        item = next
      }
    case .mapping:
      if let root = overlays[id], visit.targets.insert(root).inserted {
        fill(root, &visit, isTop: isTop)
      }
      for (key, value) in entries(of: id) where !(isTop && isPassedOver(key)) {
        // A key stays as it is; that its variable is of no use is told by what the key says.
        if VariableText.isIn(tree.bytes(key)) {
          let text = VariableText(tree.bytes(key))
          note(names(in: text, of: tree[key]), and: text, of: tree[key])
        }
        fill(value, &visit)
      }
    }
  }

  /// Keys at the top of a layer whose values are no texts of the session.
  private func isPassedOver(_ key: NodeID) -> Bool {
    if tree.isScratchKey(tree[key]) { return true }
    return ([Directive.vars, Directive.variants, Directive.extends, "$schema"] as [StaticString])
      .contains { tree.isKey(key, $0) }
  }

  private mutating func fillTarget(of alias: NodeID, _ visit: inout Visit) {
    let target = tree[alias].target
    guard templates.contains(alias) else {
      if visit.targets.insert(target).inserted { fill(target, &visit) }
      return
    }
    if let known = visit.templates[target] {
      if let known { tree.setTarget(of: alias, to: known) } else { tree.makeHole(alias) }
      return
    }
    guard VariableText.isIn(tree.bytes(target)) else { return }
    guard !visit.isLooking else {
      fillText(target, &visit)
      return
    }
    // The same file may be a text that stays as it is.
    var copy = tree[target]
    copy.next = .none
    let filled = tree.append(copy)
    origins[filled] = target
    fillText(filled, &visit)
    let isKnown = tree[filled].kind == .scalar
    visit.templates[target] = .some(isKnown ? filled : nil)
    if isKnown { tree.setTarget(of: alias, to: filled) } else { tree.makeHole(alias) }
  }

  // MARK: One text

  private mutating func fillText(_ id: NodeID, _ visit: inout Visit) {
    let node = tree[id]
    guard node.scalar == .string, VariableText.isIn(tree.bytes(of: node)),
      visit.texts.insert(id).inserted
    else { return }
    let text = VariableText(tree.bytes(of: node))
    let names = names(in: text, of: node)
    note(names, and: text, of: node)
    if visit.isLooking { return }
    guard !text.isTooLong else {
      report(
        ReadingRules.limitExceeded,
        "a text has more than \(VariableText.piecesMax) references to variables and what stands between them",
        at: id
      )
      tree.makeHole(id)
      return
    }
    guard let values = values(of: names, in: text, at: id) else {
      tree.makeHole(id)
      return
    }
    if let whole = values.first, text.pieces.count == 1 {
      replace(id, by: whole)
    } else {
      write(text, values, at: id)
    }
  }

  private func names(in text: VariableText, of node: Node) -> [String] {
    text.pieces.compactMap { piece in
      guard case .variable(let name, _) = piece else { return nil }
      return string(name, of: node)
    }
  }

  private func string(_ part: Range<Int>, of node: Node) -> String {
    let bytes = tree.bytes(of: node)
    let start = bytes.startIndex
    return String(
      decoding: bytes[start + part.lowerBound..<start + part.upperBound],
      as: UTF8.self
    )
  }

  /// Takes note that a text names variables, filled in or not.
  private mutating func note(_ names: [String], and text: VariableText, of node: Node) {
    for name in names where variables.all[name]?.isUsed == false {
      variables.all[name]?.isUsed = true
    }
    for mention in text.mentions { variables.all[string(mention, of: node)]?.isUsed = true }
  }

  private typealias Value = (name: String, variable: VariableTable.Variable)

  /// The values of the variables in a text; `nil`, with a finding, where one is not known.
  private mutating func values(
    of names: [String],
    in text: VariableText,
    at id: NodeID
  ) -> [Value]? {
    if let broken = text.broken {
      variables.isUncertain = true
      report(
        LinkingRules.undeclaredVariable,
        "`${` begins a variable, but a name and `}` do not follow",
        at: id,
        part: broken,
        help: "write `${name}`; for the text `${` itself write `$${`"
      )
      return nil
    }
    var result: [Value] = []
    for (place, name) in names.enumerated() {
      guard let variable = variables.all[name] else {
        variables.isUncertain = true
        // A layer that is missing may declare it.
        if !isOpen { reportUndeclared(name, at: id, part: reference(place, in: text)) }
        return nil
      }
      if variable.isBroken { return nil }
      if variable.value == nil, variable.given == nil {
        report(
          LinkingRules.variableValue,
          "`\(name)` has no value yet",
          at: id,
          part: reference(place, in: text),
          help: "give it one in `$vars` of the profile or of a variant, or with `--set \(name)=…`"
        )
        return nil
      }
      result.append((name, variable))
    }
    return result
  }

  /// The part of a text that is its reference of this number.
  private func reference(_ place: Int, in text: VariableText) -> Range<Int> {
    let references = text.pieces.lazy.compactMap { piece -> Range<Int>? in
      guard case .variable(_, let reference) = piece else { return nil }
      return reference
    }
    return references.dropFirst(place).first ?? 0..<0
  }

  private mutating func reportUndeclared(_ name: String, at id: NodeID, part: Range<Int>) {
    if bag.countsOnly(LinkingRules.undeclaredVariable, at: tree.span(id)) { return }
    variables.suggestions -= 1
    let near =
      variables.suggestions < 0
      ? nil : Suggestion.nearest(to: name, in: variables.all.keys.sorted())
    report(
      LinkingRules.undeclaredVariable,
      "no variable `\(name)` is declared",
      at: id,
      part: part,
      help: (near.map { "did you mean `${\($0)}`? or " } ?? "")
        + "declare it in `$vars`; the text `${` itself is written `$${`"
    )
  }

  /// A finding about a part of a text: of a file that is a text the part itself, of a scalar the whole.
  private mutating func report(
    _ rule: RuleDescriptor,
    _ message: String,
    at id: NodeID,
    part: Range<Int>,
    help: String
  ) {
    let node = tree[id]
    var span = tree.span(of: node)
    let bytes = tree.sourceBytes[span.range]
    if node.flags.contains(.literal),
      let part = TextFile.written(part, ofLength: Int(node.count), in: bytes)
    {
      span.end = span.start + part.upperBound
      span.start += part.lowerBound
    }
    bag.report(Diagnostic(rule, message, at: span, help: help, node: id.index))
  }

  /// A text that is a reference and nothing else: written plain, it becomes the value with its type.
  private mutating func replace(_ id: NodeID, by value: Value) {
    let isPlain = tree[id].style == .plain && !tree[id].flags.contains(.tagged)
    if let given = value.variable.given {
      setText(of: id, to: given.text, isPlain ? given.scalar : .string, [value])
      return
    }
    guard let declared = value.variable.value else { return }
    guard isPlain || tree[declared].scalar == .string else {
      setText(of: id, to: Array(tree.bytes(declared)), .string, [value])
      return
    }
    variables.uses.places[declared, default: []].append(id)
    // Used once it is as good as written there; else a change of it changes other places.
    if let first = variables.uses.places[declared]?.first {
      if first == id { links.insert(id) } else { links.remove(first) }
    }
    tree.makeAlias(id, of: declared)
  }

  private mutating func write(_ text: VariableText, _ values: [Value], at id: NodeID) {
    // A text may name a long value very often: nothing is copied before it is known to have room.
    let length = values.reduce(Int(tree[id].count)) { $0 + self.length(of: $1) }
    guard variables.bytes + length <= limits.textBytes else {
      if !variables.isFull {
        report(
          ReadingRules.limitExceeded,
          "the texts of the profile have more than \(limits.textBytes) bytes with their variables filled in",
          at: id
        )
      }
      variables.isFull = true
      tree.makeHole(id)
      return
    }
    variables.bytes += length
    setText(of: id, to: filled(text, values, at: id, length), .string, values)
  }

  private func length(of value: Value) -> Int {
    value.variable.given?.text.count ?? value.variable.value.map { Int(tree[$0].count) } ?? 0
  }

  /// Nothing of the tree's text is held when this is done: the next text is written behind it.
  private func filled(
    _ text: VariableText,
    _ values: [Value],
    at id: NodeID,
    _ length: Int
  ) -> [UInt8] {
    let written = tree.bytes(id)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(length)
    var next = values.makeIterator()
    for piece in text.pieces {
      switch piece {
      case .text(let range):
        bytes +=
          written[
            written.startIndex + range.lowerBound..<written.startIndex + range.upperBound
          ]
      case .dollarBrace: bytes += "${".utf8
      case .variable:
        guard let value = next.next() else { break }
        if let given = value.variable.given {
          bytes += given.text
        } else if let declared = value.variable.value {
          bytes += tree.bytes(declared)
        }
      }
    }
    return bytes
  }

  private mutating func setText(
    of id: NodeID,
    to bytes: [UInt8],
    _ scalar: ScalarKind,
    _ values: [Value]
  ) {
    tree.setText(of: id, to: bytes, scalar)
    variables.uses.filled[id] = values.map { value in
      VariableUses.Source(
        name: value.name,
        place: value.variable.given == nil ? value.variable.value : nil
      )
    }
  }

  private mutating func reportUnused() {
    // A name that is not known may be that of one of these.
    guard !isOpen, !variables.isUncertain, !variables.all.values.contains(where: \.isBroken) else {
      return
    }
    let unused = variables.all.compactMap { name, variable in
      variable.isUsed ? nil : variable.ownKey.map { (name, $0) }
    }
    for (name, key) in unused.sorted(by: { $0.1.index < $1.1.index }) {
      report(
        LinkingRules.unusedVariable,
        "no text uses the variable `\(name)`",
        at: key,
        help: "write `${\(name)}` where its value belongs, or take it out"
      )
    }
  }
}
