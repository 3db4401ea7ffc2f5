internal import YAMLSyntax

/// Names that mix Latin letters with Cyrillic or Greek ones that look like them: the set of
/// CVE-2021-42694 that names can have.
enum LookalikeNames {
  struct Name {
    var id: NodeID
    var letters: [Unicode.Scalar]
  }

  /// The small and capital letters that fonts draw as Latin ones.
  private static let lookalikes = Set(
    "авеёзікмнорстухһԁԛԝјѕАВЕЗІКМНОРСТУХЈЅԌԜοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ".unicodeScalars
  )

  /// Keys and texts of one word: names, values of lists. Sentences may well have words of both.
  static func find(in tree: NodeTree) -> [Name] {
    var found: [Name] = []
    for (index, node) in tree.nodes.enumerated()
    where node.kind == .scalar && !node.flags.contains(.merged) && node.count <= 128 {
      let bytes = tree.bytes(of: node)
      // Greek and Cyrillic begin with these.
      guard bytes.contains(where: { (0xCD...0xD4).contains($0) }),
        bytes.contains(where: { (0x41...0x5A).contains($0 & 0xDF) }), !bytes.contains(0x20)
      else { continue }
      // What signs and digits part are words of their own: `x-ключ`.
      let letters = String(decoding: bytes, as: UTF8.self).unicodeScalars
        .split { !$0.properties.isAlphabetic }
        .filter { word in word.contains { $0.isASCII } }
        .flatMap { $0.filter(lookalikes.contains) }
      if !letters.isEmpty {
        found.append(Name(id: NodeID(index: UInt32(index)), letters: Array(letters.prefix(3))))
      }
    }
    return found
  }
}
