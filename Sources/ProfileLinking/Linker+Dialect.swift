internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// All layers of a profile are in one dialect, and of one kind of session.
extension Linker {
  /// Tells the dialect from all layers together, and leaves out those that show the other one.
  ///
  /// - Parameter server: the dialects of the server that a profile names, or of that which it is for.
  mutating func chooseDialect(at server: ((String?) -> ServerDialects?)?) {
    var leaf = tree
    leaf.root = placed[0].root
    let named = layers.reversed().compactMap { namedDialect(of: $0) }.first
    let served = layers.reversed().compactMap { tree.value(of: "$server", in: $0.root) }.first
    let own = server?(served.map { tree.string($0) })
    let shown = layers.map { layer in
      guard layer.session != .none else { return nil as Dialect? }
      let shown = DialectSigns.shown(by: layer.session, of: tree, isAlone: !layer.isEnvelope)
      return own?.dialect(of: layer.session, in: tree, shown: shown) ?? shown
    }
    let dialect =
      named ?? shown.reversed().compactMap(\.self).first ?? DocumentShape(leaf).dialect
    schema = own?.schema(of: dialect) ?? Schema.of(dialect)
    guard layers.count > 1 else { return }
    var kept: [Layer] = []
    var isMissing = false
    for (layer, itsDialect) in zip(layers, shown) {
      if let itsDialect, itsDialect != dialect, !layer.isLeaf {
        reportOther(itsDialect, than: dialect, in: layer)
        (isOpen, isMissing) = (true, true)
      } else {
        kept.append(layer)
        kept[kept.count - 1].isAboveHole = layer.isAboveHole || isMissing
      }
    }
    layers = kept
    leaveOutOtherKinds()
  }

  private func namedDialect(of layer: Layer) -> Dialect? {
    tree.value(of: "$dialect", in: layer.root).flatMap { Dialect(rawValue: tree.string($0)) }
  }

  private mutating func reportOther(_ other: Dialect, than dialect: Dialect, in layer: Layer) {
    let key = DialectSigns.firstKey(
      showing: other,
      in: layer.session,
      of: tree,
      isAlone: !layer.isEnvelope
    )
    let name = placed[layer.file].source.name
    let what = key.map { "`\(tree.string($0))` is a field of the \(other.title) dialect" }
    report(
      LinkingRules.mixedDialects,
      "this profile is in the \(dialect.title) dialect, but `\(name)` is in the \(other.title) dialect",
      at: extendsKey,
      help: "name all these files to `sessionc migrate`, which rewrites the flat ones in GA",
      related: [RelatedLocation(what ?? "written here", at: tree.span(key ?? layer.root))]
    )
  }

  /// The key by which the profile starts from other files.
  private var extendsKey: NodeID {
    tree.entries(of: placed[0].root).first { tree.text(of: $0.key, is: Directive.extends) }?.key
      ?? placed[0].root
  }

  /// A session that answers does not become one that transcribes in silence.
  private mutating func leaveOutOtherKinds() {
    let union = schema[schema.session]
    guard let discriminator = union.discriminator else { return }
    let kinds = layers.map { self.tag(discriminator, of: $0.session) }
    guard let last = kinds.lastIndex(where: { $0 != nil }), let top = kinds[last] else { return }
    var kept: [Layer] = []
    var isMissing = false
    for (layer, kind) in zip(layers, kinds) {
      if let kind, tree.bytes(kind) != tree.bytes(top) {
        report(
          LinkingRules.mixedDialects,
          "a `\(tree.string(top))` session cannot start from a `\(tree.string(kind))` session",
          at: extendsKey,
          help:
            "start from files of one kind; fields that both have can stand in a file without `type`",
          related: [
            RelatedLocation("the kind of this profile", at: tree.span(top)),
            RelatedLocation("the other kind", at: tree.span(kind)),
          ]
        )
        (isOpen, isMissing) = (true, true)
      } else {
        kept.append(layer)
        kept[kept.count - 1].isAboveHole = layer.isAboveHole || isMissing
      }
    }
    layers = kept
  }
}
