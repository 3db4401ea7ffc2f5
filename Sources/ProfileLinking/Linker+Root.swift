internal import ProfileIR
internal import SchemaTables
internal import SourceDiagnostics
internal import YAMLSyntax

/// The root of the profile: the sessions of all layers merged, in the envelope of the profile itself.
extension Linker {
  mutating func mergeLayers() {
    guard let leaf = layers.last(where: { !$0.isPatch }) else { return }
    var session: NodeID?
    var keys: NodeID?
    var lifetime: NodeID?
    for layer in layers {
      let above = Above(isLeaf: layer.isLeaf, isAboveHole: layer.isAboveHole)
      session = mergeSession(of: layer, over: session, above)
      keys = mergeKeys(of: layer, over: keys, above)
      if layer.isEnvelope { lifetime = mergeLifetime(of: layer, over: lifetime, above) }
    }
    let compilerKeys = keys.map { entries(of: $0) } ?? []
    let isWrapped = leaf.isEnvelope || lifetime != nil && body != nil
    guard isWrapped else {
      let fields = session.map { entries(of: tree.resolve($0)) } ?? []
      tree.root = makeRoot(compilerKeys + fields, like: leaf.root)
      return
    }
    var root = compilerKeys
    for (key, value) in entries(of: leaf.root) where leaf.isEnvelope {
      if tree.isOwnKey(key) || tree.text(of: key, is: "session")
        || tree.text(of: key, is: "expires_after")
      {
        continue
      }
      if let value = merge(value, over: nil, .anything, Above(isLeaf: true)) {
        root.append((key, value))
      }
    }
    if let lifetime { root.append((key("expires_after"), lifetime)) }
    if let session { root.append((key("session"), session)) }
    tree.root = makeRoot(root, like: leaf.root)
  }

  /// The body of a request, where the dialect has one.
  private var body: DocumentKind? { schema.dialect?.document(.body) }

  private mutating func makeRoot(_ entries: [Entry], like root: NodeID) -> NodeID {
    let children = entries.flatMap { [makeKey($0.key), tree.appendReference(to: $0.value)] }
    let result = tree.appendCollection(children, like: root)
    origins[result] = root
    return result
  }

  /// A key of this name: of the uppermost layer that has it.
  private mutating func key(_ name: StaticString) -> NodeID {
    for layer in layers.reversed() {
      for (key, _) in tree.entries(of: layer.root) where tree.text(of: key, is: name) { return key }
    }
    let place = tree[placed[0].root]
    let bytes = Array("\(name)".utf8)
    let first = tree.text.count
    tree.text += bytes + [0]
    return tree.append(
      .text(first..<first + bytes.count, at: place.start, hash: KeyHash.of(bytes))
    )
  }

  // MARK: Parts of a layer

  private mutating func mergeSession(
    of layer: Layer,
    over below: NodeID?,
    _ above: Above
  ) -> NodeID? {
    guard layer.session != .none else { return below }
    let session = tree.resolve(layer.session)
    guard tree[session].kind == .mapping, !tree[session].flags.contains(.broken) else {
      // What is no mapping is told by the rule about types.
      return layer.isLeaf ? tree.appendReference(to: layer.session) : below
    }
    guard !layer.isEnvelope else {
      return merge(layer.session, over: below, schema.session, above) ?? below
    }
    let own = entries(of: session).filter { !tree.isOwnKey($0.key) }
    let startsAnew = entries(of: session).contains { entry in
      tree.isKey(entry.key, Directive.inherit)
        && tree.text(of: tree.resolve(entry.value), is: "false")
    }
    var base = startsAnew ? nil : below.map { tree.resolve($0) }
    if let root = overlays[session] {
      let included = merge(root, over: nil, schema.session, above)
      let all = included.map { entries(of: tree.resolve($0)) } ?? []
      let fields = all.filter { !tree.isKey($0.key, Directive.vars) }
      base = mergeEntries(fields, over: base, schema.session, above, like: session)
    }
    return mergeEntries(own, over: base, schema.session, above, like: session)
  }

  /// The compiler's keys, which are inherited but for what names a file.
  private mutating func mergeKeys(of layer: Layer, over below: NodeID?, _ above: Above) -> NodeID? {
    let own = entries(of: layer.root).filter { entry in
      guard tree.bytes(entry.key).first == UInt8(ascii: "$") else { return false }
      if tree.text(of: entry.key, is: "$schema") { return layer.isLeaf }
      return ![Directive.extends, Directive.inherit, Directive.vars, Directive.variants]
        .contains { tree.text(of: entry.key, is: $0) }
    }
    guard !own.isEmpty else { return below }
    return mergeEntries(own, over: below, .anything, above, like: layer.root)
  }

  private mutating func mergeLifetime(
    of layer: Layer,
    over below: NodeID?,
    _ above: Above
  ) -> NodeID? {
    guard let value = tree.value(of: "expires_after", in: layer.root) else { return below }
    let field =
      body.flatMap { schema[schema.root(of: $0)].properties.field(named: "expires_after") }
      ?? .anything
    return merge(value, over: below, field, above)
  }
}
