internal import ProfileIR
internal import YAMLSyntax

/// The tools of a session, as the rules about them see them.
struct Tools {
  /// The list itself, where the session has one.
  let list: IRID?
  /// The tools with a name that is text, in order.
  let named: [(tool: IRID, name: IRID)]
  /// Whether every function has a name, so that a name not found is one not declared.
  let isComplete: Bool

  init(_ profile: BoundProfile) {
    list = profile.tools
    let tools = list.map { Array(profile.children(of: $0)) } ?? []
    named = tools.compactMap { tool in
      guard let name = profile.child("name", of: tool), profile.isScalar(name, .string) else {
        return nil
      }
      return (tool, name)
    }
    let functions = tools.filter { tool in
      !(profile.child("type", of: tool).map { profile.isText($0, "mcp") } ?? false)
    }
    isComplete = named.count == functions.count
  }

  /// Whether the declared tools are all there can be: an event may rely on tools that an earlier one
  /// declared.
  func areFinal(in profile: BoundProfile) -> Bool {
    list != nil ? profile.node(list ?? .none).kind == .sequence : !profile.isUpdate
  }
}

extension BoundProfile {
  /// Whether it changes a session that is there: it is an event, or its `$target` is one.
  var isUpdate: Bool {
    if document.isEvent { return true }
    guard let target = child("$target", of: root), isScalar(target, .string) else { return false }
    return Dialect.hasEvent(forTarget: bytes(target))
  }
}
