package import CanonicalJSON
internal import ProfileIR
package import YAMLSyntax

extension CanonicalWriter {
  /// Writes a scalar as what it is by the YAML 1.2 core schema.
  package mutating func scalar(_ node: Node, of tree: NodeTree) {
    let bytes = tree.bytes(of: node)
    switch node.scalar {
    case .string: string(bytes)
    case .null, .notFinite: null()
    case .bool: bool(bytes.first == UInt8(ascii: "t") || bytes.first == UInt8(ascii: "T"))
    case .integer, .float: number(NumberText.value(bytes))
    }
  }
}
