internal import SourceDiagnostics
internal import YAMLSyntax

/// The variants of a profile: those that its layers declare, and the one that is put together.
struct VariantTable {
  /// In the order in which they are declared.
  var names: [String] = []
  var chosen: String?
  /// What the layers have for the other variants.
  var others: [NodeID] = []
}

/// `$variants`: what the layers have for the chosen one are further layers, over all the others.
extension Linker {
  /// The most variants of one profile.
  static let variantsMax = 16

  private struct Variant {
    var name: String
    var patches: [Layer] = []
  }

  mutating func chooseVariant() {
    var all: [Variant] = []
    for layer in layers { readVariants(of: layer, into: &all) }
    guard all.count <= Self.variantsMax else {
      report(
        ReadingRules.limitExceeded,
        "a profile has at most \(Self.variantsMax) variants, not \(all.count)",
        at: layers.last.flatMap { declaration(of: Directive.variants, in: $0) } ?? placed[0].root
      )
      return
    }
    variants.names = all.map(\.name)
    variants.chosen =
      choice.variant.map { name in all.contains { $0.name == name } ? name : nil }
      ?? variants.names.first
    for variant in all where variant.name != variants.chosen {
      variants.others += variant.patches.map(\.root)
    }
    layers += all.first { $0.name == variants.chosen }?.patches ?? []
  }

  /// The value of a directive at the top of a layer.
  func declaration(of name: StaticString, in layer: Layer) -> NodeID? {
    tree.directive(name, in: layer.root)
  }

  private mutating func readVariants(of layer: Layer, into all: inout [Variant]) {
    guard let value = declaration(of: Directive.variants, in: layer) else { return }
    guard tree[value].kind == .mapping else {
      report(
        LinkingRules.wrongShape,
        "`$variants` takes a mapping of names, each with the fields that are other there",
        at: value,
        help: "write `$variants: {staging: {…}, prod: {…}}`"
      )
      return
    }
    for (key, written) in entries(of: value) {
      let name = tree.string(key)
      guard Self.isVariantName(tree.bytes(key)) else {
        report(
          LinkingRules.wrongShape,
          "`\(name)` is no name that a variant can have",
          at: key,
          help: "use at most 32 lower-case letters, digits and `-`, and no `-` at the beginning"
        )
        continue
      }
      let known = all.firstIndex { $0.name == name }
      let patch = tree.resolve(written)
      if tree.isWord(patch, Directive.unset) {
        if let known {
          all.remove(at: known)
        } else if layer.isLeaf, !layer.isAboveHole {
          report(
            LinkingRules.nothingToInherit,
            "there is no variant `\(name)` below that `$unset` could take away",
            at: patch,
            help: "take this entry out"
          )
        }
        continue
      }
      if known == nil { all.append(Variant(name: name)) }
      guard tree[patch].kind == .mapping else {
        report(
          LinkingRules.wrongShape,
          "a variant is a mapping of fields",
          at: patch,
          help: "write the fields that are other there, or `{}`"
        )
        continue
      }
      // What could not be had has a finding of its own.
      guard !tree[patch].flags.contains(.broken) else { continue }
      all[known ?? all.count - 1].patches.append(
        Layer(
          file: layer.file,
          root: patch,
          session: patch,
          isEnvelope: false,
          isLeaf: layer.isLeaf,
          isPatch: true,
          isAboveHole: layer.isAboveHole
        )
      )
    }
  }

  private static func isVariantName(_ bytes: ArraySlice<UInt8>) -> Bool {
    func isPlain(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 || byte &- 0x30 < 10 }
    return (1...32).contains(bytes.count) && isPlain(bytes[bytes.startIndex])
      && bytes.allSatisfy { isPlain($0) || $0 == UInt8(ascii: "-") }
  }
}
