internal import SourceDiagnostics

extension NodeTree {
  /// The JSON Pointer (RFC 6901) of a node in the file that it was read from.
  ///
  /// - Parameter written: a pointer that is taken where it leads to the same node of the profile itself:
  ///   what an alias stands for has several.
  /// - Returns: `nil` for a node that no author wrote.
  package func pointer(
    to id: NodeID,
    in composition: Composition,
    preferring written: String
  ) -> String? {
    let id = composition.origin(of: id)
    guard let file = composition.file(of: id) else { return nil }
    let root = composition.files[file].root
    guard root != .none else { return "" }
    if file == 0, leads(written, from: root, to: id) { return written }
    var (current, path) = (root, "")
    while current != id, self[current].kind == .mapping || self[current].kind == .sequence {
      guard let (child, step) = child(of: current, around: id) else { break }
      path += step
      guard path.utf8.count <= JSONPointer.bytesMax else { return path }
      current = child
    }
    return path
  }

  /// The value in a collection that a node is, or lies in: nodes stand in the order of the file.
  private func child(of collection: NodeID, around id: NodeID) -> (value: NodeID, step: String)? {
    let isMapping = self[collection].kind == .mapping
    var found: (value: NodeID, step: String)?
    var position = 0
    var child = self[collection].firstChild
    while child != .none {
      let value = isMapping ? self[child].next : child
      guard child.index <= id.index || value.index <= id.index else { break }
      if !self[child].flags.contains(.merged) || isMapping == false {
        found = (
          // A key has the pointer of its value.
          child == id ? id : value, isMapping ? JSONPointer.token(string(child)) : "/\(position)"
        )
      }
      position += 1
      child = self[value].next
    }
    return found
  }

  /// Whether a pointer leads to a node, aliases resolved.
  private func leads(_ pointer: String, from root: NodeID, to id: NodeID) -> Bool {
    var current = root
    for name in JSONPointer.names(in: pointer) {
      let node = self[current]
      var next: NodeID?
      switch node.kind {
      case .mapping:
        for (key, value) in entries(of: current) where string(key) == name {
          if key == id { return true }
          next = resolve(value)
        }
      case .sequence:
        next = Int(name).flatMap { place in items(of: current).dropFirst(place).first { _ in true }
        }
        .map { resolve($0) }
      case .scalar, .alias: break
      }
      guard let next else { return false }
      current = next
    }
    return current == id
  }
}

extension Composition {
  /// The scalar of the profile itself through which a file comes into it; of several, the first.
  package func nearestUse(of file: Int) -> NodeID? {
    var pending = [file]
    var seen: Set<Int> = []
    while !pending.isEmpty {
      var next: [Int] = []
      for file in pending where seen.insert(file).inserted {
        for use in files[file].uses {
          guard let holder = self.file(of: use) else { continue }
          if holder == 0 { return use }
          next.append(holder)
        }
      }
      pending = next
    }
    return nil
  }
}
