internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// Which files a profile starts from, and in which order: depth first, parents before children, each file
/// once, at its first place.
extension Linker {
  mutating func readLayers() {
    way = [(0, .none)]
    readLayer(0)
    way = []
  }

  /// Reads what a layer starts from, and then adds the layer itself.
  private mutating func readLayer(_ file: Int) {
    progress[file] = .open
    ways[file] = way
    var entries: [(use: NodeID, file: Int)] = []
    for use in paths(ofLayer: file) {
      guard let parent = self.file(namedBy: use, in: file, .yaml, as: .layer) else {
        isOpen = true
        continue
      }
      switch progress[parent] {
      case .open:
        reportCycle(to: parent, by: use, in: file)
        isOpen = true
        continue
      case .done: entries.append((use, parent))
      case nil:
        guard isLayer(parent, by: use) else {
          isOpen = true
          progress[parent] = .done
          continue
        }
        entries.append((use, parent))
        way.append((parent, use))
        readLayer(parent)
        way.removeLast()
      }
    }
    parents[file] = entries.map(\.file)
    reportRedundant(entries)
    progress[file] = .done
    layers.append(layer(file))
  }

  /// Whether the root of a file is a mapping.
  private mutating func isLayer(_ file: Int, by use: NodeID) -> Bool {
    let root = placed[file].root
    guard root != .none else {
      // What cannot be read has findings of its own.
      if !unreadable.contains(file) { reportEmpty(file, by: use) }
      return false
    }
    guard tree[root].kind == .mapping else {
      let what = tree[root].kind == .sequence ? "a list" : "a single value"
      report(
        LinkingRules.wrongShape,
        "`\(tree.string(use))` is \(what), and a profile starts from a mapping of fields",
        at: use,
        help: "a list or a single value is brought in where it belongs: `tools: {$include: FILE}`"
      )
      return false
    }
    return true
  }

  mutating func reportEmpty(_ file: Int, by use: NodeID) {
    report(
      LinkingRules.wrongShape,
      "`\(tree.string(use))` is empty",
      at: use,
      help: "write fields into that file, or `{}` for none"
    )
  }

  /// The scalars in `$extends` of a layer.
  private mutating func paths(ofLayer file: Int) -> [NodeID] {
    let root = placed[file].root
    guard root != .none, let value = tree.value(of: Directive.extends, in: root) else { return [] }
    switch tree[value].kind {
    case .sequence: return tree.items(of: value).map { tree.resolve($0) }
    case .scalar: return [value]
    case .mapping, .alias:
      report(
        LinkingRules.wrongShape,
        "`$extends` takes a path or a list of paths, not a mapping",
        at: value,
        help: "write `$extends: _base.yaml`"
      )
      isOpen = true
      return []
    }
  }

  /// Reports the entries of a list that another one brings already.
  private mutating func reportRedundant(_ entries: [(use: NodeID, file: Int)]) {
    guard entries.count > 1 else { return }
    var seen: [Int: NodeID] = [:]
    for (use, file) in entries {
      if seen[file] != nil {
        report(
          LinkingRules.redundantExtends,
          "`\(tree.string(use))` is in this list already",
          at: use,
          help: "take this entry out: each file counts once, at its first place"
        )
      }
      seen[file] = seen[file] ?? use
    }
    // Only what an earlier entry brings: without a later one the order of the layers would be another.
    var brought: [Int: Int] = [:]
    for (use, file) in entries where seen[file] == use {
      if let other = brought[file], let by = seen[other] {
        report(
          LinkingRules.redundantExtends,
          "`\(tree.string(by))` starts from `\(tree.string(use))` already",
          at: use,
          help:
            "remove this entry: a file counts only once, and the files that start from it override it",
          related: [RelatedLocation("this entry brings it", at: tree.span(by))]
        )
      }
      var pending = parents[file] ?? []
      var met: Set<Int> = []
      while let next = pending.popLast() {
        guard met.insert(next).inserted else { continue }
        if brought[next] == nil { brought[next] = file }
        pending += parents[next] ?? []
      }
    }
  }

  private func layer(_ file: Int) -> Layer {
    let root = placed[file].root
    var document = tree
    document.root = root
    let isEnvelope = DocumentShape(document).document.isEnvelope
    let session = isEnvelope ? document.value(of: "session", in: root) : root
    return Layer(
      file: file,
      root: root,
      session: session ?? .none,
      isEnvelope: isEnvelope,
      isLeaf: file == 0,
      isAboveHole: isOpen
    )
  }
}
