internal import ProfileIR

extension BoundProfile {
  /// The title of the server whose overlay says what a value may be; for a key that the schema does not know,
  /// what may stand beside it.
  func titleOfServer(deciding id: IRID) -> String? {
    let node = self[id]
    if node.field == .unknown {
      return node.parent == .none ? nil : titleOfServer(deciding: node.parent)
    }
    return schema[node.field].server ?? schema[node.union].server
  }
}
