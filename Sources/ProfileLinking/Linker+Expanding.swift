internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// What stands for the value of another file is replaced by it: the directive becomes an alias of what it
/// stands for, so that every node of the other file keeps its place there.
extension Linker {
  mutating func expandAll() {
    for layer in layers {
      way = ways[layer.file] ?? []
      expand(file: layer.file, isLayer: true)
    }
    way = []
    shortenAliases()
  }

  private mutating func expand(file: Int, isLayer: Bool, isPatch: Bool = false) {
    guard directives[file].contains(.any) else { return }
    let root = placed[file].root
    guard root != .none else { return }
    expand(root, in: file, Place(isTop: true, isLayer: isLayer, isPatch: isPatch))
  }

  /// The author's own keys are not looked at, but for what an alias brings into the session.
  private mutating func expandTargets(_ id: NodeID, in file: Int) {
    let targets = aliasTargets(in: file)
    guard !targets.isEmpty else { return }
    var pending = [id]
    while let next = pending.popLast() {
      let node = tree[next]
      if targets.contains(next) {
        expand(next, in: file, Place())
      } else if node.kind == .mapping || node.kind == .sequence {
        var child = node.firstChild
        while child != .none {
          pending.append(child)
          child = tree[child].next
        }
      }
    }
  }

  private func aliasTargets(in file: Int) -> Set<NodeID> {
    Set(
      placed[file].nodes.lazy.map { tree.nodes[Int($0)] }.filter { $0.kind == .alias }.map(\.target)
    )
  }

  /// Where a value stands.
  struct Place {
    /// Whether it is the root of its file.
    var isTop = false
    /// Whether the file is a layer.
    var isLayer = false
    /// Whether it is an item of a list.
    var isItem = false
    /// Whether it is `$variants` of a layer.
    var isVariants = false
    /// Whether it is what a layer has for one variant.
    var isPatch = false

    /// Whether variables can be declared in it.
    var takesVariables: Bool { isTop && isLayer || isPatch }
  }

  private mutating func expand(_ id: NodeID, in file: Int, _ place: Place) {
    let node = tree[id]
    switch node.kind {
    case .alias: break
    case .scalar: checkWord(id, node, place)
    case .sequence:
      var item = node.firstChild
      while item != .none {
        let next = tree[item].next
        expand(item, in: file, Place(isItem: true))
        item = next
      }
    case .mapping: expandMapping(id, in: file, place)
    }
  }

  /// The directives among the keys of a mapping.
  struct Keys {
    var include: (key: NodeID, value: NodeID)?
    var text: (key: NodeID, value: NodeID)?
    var isTemplate = false
    var omit: (key: NodeID, value: NodeID)?
    var inherit: (key: NodeID, value: NodeID)?
    var count = 0
  }

  private mutating func expandMapping(_ id: NodeID, in file: Int, _ place: Place) {
    var keys = Keys()
    var key = tree[id].firstChild
    while key != .none {
      let value = tree[key].next
      let next = tree[value].next
      defer { key = next }
      guard !tree[key].flags.contains(.ignored) else { continue }
      keys.count += 1
      if tree.beginsWithDollar(tree[key]), !tree[key].flags.contains(.literal) {
        read(key, value, place, into: &keys)
      }
      let isTop = place.isTop && place.isLayer
      if isTop, tree.isScratchKey(tree[key]) {
        expandTargets(value, in: file)
      } else if place.takesVariables, tree.isKey(key, Directive.vars) {
        // Its values are no fields.
        continue
      } else if isTop, tree.isKey(key, Directive.variants) {
        expand(value, in: file, Place(isVariants: true))
      } else {
        expand(value, in: file, Place(isPatch: place.isVariants))
      }
    }
    if let omit = keys.omit, !checkOmit(omit, keys, of: id, place) {
      tree.makeHole(id)
      return
    }
    if let inherit = keys.inherit, !checkInherit(inherit.value, place) {
      tree.makeHole(id)
      return
    }
    if let text = keys.text {
      if place.isTop, place.isLayer {
        reportMisplaced(text.key, "a value, such as `instructions: {$file: …}`")
        isOpen = true
        tree.makeHole(id)
        return
      }
      replace(id, byText: text, keys, in: file)
    }
    if let include = keys.include { replace(id, byValue: include, keys, in: file, place) }
  }

  private mutating func read(
    _ key: NodeID,
    _ value: NodeID,
    _ place: Place,
    into keys: inout Keys
  ) {
    let content = tree.resolve(value)
    let isScalar = tree[content].kind == .scalar
    let isTop = place.isTop && place.isLayer
    if tree.text(of: key, is: Directive.extends) {
      let isDirective = isScalar || tree[content].kind == .sequence
      if !isTop, isDirective || place.isTop { reportMisplaced(key, "the top of a profile") }
    } else if tree.text(of: key, is: Directive.include) {
      if isScalar { keys.include = (key, content) }
    } else if tree.text(of: key, is: Directive.file) || tree.text(of: key, is: Directive.template) {
      if isScalar {
        keys.text = (key, content)
        keys.isTemplate = tree.text(of: key, is: Directive.template)
      }
    } else if tree.text(of: key, is: Directive.vars) || tree.text(of: key, is: Directive.variants) {
      let isVars = tree.text(of: key, is: Directive.vars)
      let isRight = isVars ? place.takesVariables : isTop
      if !isRight, tree[content].kind == .mapping || place.isTop {
        reportMisplaced(
          key,
          isVars ? "the top of a profile or of a variant" : "the top of a profile"
        )
      }
    } else if tree.text(of: key, is: Directive.omit) {
      if isScalar || tree[content].kind == .sequence || place.isItem { keys.omit = (key, content) }
    } else if tree.text(of: key, is: Directive.inherit) {
      if isScalar { keys.inherit = (key, content) }
    } else if !isTop, tree[key].count > 2,
      tree.text[Int(tree[key].first) + 1] == UInt8(ascii: "$")
    {
      tree.dropFirstCharacter(ofKey: key)
    }
  }

  mutating func reportMisplaced(_ key: NodeID, _ place: String) {
    report(
      LinkingRules.misplacedDirective,
      "`\(tree.string(key))` belongs at \(place)",
      at: key,
      help: "move it there, or write `$\(tree.string(key))` if a key of that name is meant"
    )
  }

  // MARK: Other files

  private mutating func replace(
    _ id: NodeID,
    byText text: (key: NodeID, value: NodeID),
    _ keys: Keys,
    in file: Int
  ) {
    guard keys.count == 1 else {
      report(
        LinkingRules.misplacedDirective,
        "`\(tree.string(text.key))` stands alone: the text of a file has no keys",
        at: id,
        help: "take the other keys out"
      )
      tree.makeHole(id)
      return
    }
    guard let other = self.file(namedBy: text.value, in: file, .text, as: .text),
      placed[other].root != .none
    else {
      tree.makeHole(id)
      return
    }
    links.insert(id)
    if keys.isTemplate {
      templates.insert(id)
      variables.uses.templates.insert(text.value)
    }
    tree.makeAlias(id, of: placed[other].root)
  }

  private mutating func replace(
    _ id: NodeID,
    byValue include: (key: NodeID, value: NodeID),
    _ keys: Keys,
    in file: Int,
    _ place: Place
  ) {
    guard let other = includedFile(include.value, in: file, isPatch: place.isPatch) else {
      if place.isTop, place.isLayer { isOpen = true }
      tree.makeHole(id)
      return
    }
    let root = tree.resolve(placed[other].root)
    let isRoot = place.isTop && place.isLayer
    guard keys.count > 1 || isRoot && tree[root].kind != .mapping else {
      if tree[root].kind == .sequence, place.isItem {
        splices.insert(id)
        directives[file].insert(.merging)
      }
      if id == placed[file].root {
        // The file is what it includes.
        overlays[id] = root
        directives[file].insert(.merging)
        tree.removeEntry(include.key, from: id)
      } else {
        links.insert(id)
        tree.makeAlias(id, of: placed[other].root)
      }
      return
    }
    guard tree[root].kind == .mapping else {
      let what = tree[root].kind == .sequence ? "a list" : "a single value"
      report(
        LinkingRules.wrongShape,
        isRoot
          ? "`\(tree.string(include.value))` is \(what), and a profile is a mapping of fields"
          : "`\(tree.string(include.value))` is \(what), so no keys can stand beside `$include`",
        at: isRoot ? include.value : id,
        help: isRoot
          ? "include it at the field that takes it"
          : "take the other keys out, or include a mapping"
      )
      if isRoot { isOpen = true }
      tree.makeHole(id)
      return
    }
    overlays[id] = root
    directives[file].insert(.merging)
    tree.removeEntry(include.key, from: id)
  }

  /// The file of an `$include`, with what it includes in turn.
  private mutating func includedFile(_ use: NodeID, in file: Int, isPatch: Bool) -> Int? {
    guard let other = self.file(namedBy: use, in: file, .yaml, as: .value) else { return nil }
    if way.contains(where: { $0.file == other }) {
      reportCycle(to: other, by: use, in: file)
      return nil
    }
    guard placed[other].root != .none else {
      if !unreadable.contains(other) { reportEmpty(other, by: use) }
      return nil
    }
    if expanded.insert(other).inserted, progress[other] == nil {
      way.append((other, use))
      expand(file: other, isLayer: false, isPatch: isPatch)
      way.removeLast()
    }
    // Whoever takes over this file has to look into it.
    if directives[other].contains(.merging) { directives[file].insert(.merging) }
    return other
  }

  /// Lets every alias name what it stands for, where that has become an alias itself.
  mutating func shortenAliases() {
    for index in tree.nodes.indices where tree.nodes[index].kind == .alias {
      var target = tree.nodes[index].target
      while tree[target].kind == .alias { target = tree[target].target }
      tree.setTarget(of: NodeID(index: UInt32(index)), to: target)
    }
  }
}
