import SourceDiagnostics
package import YAMLSyntax

/// What a server adds to a dialect and takes from it, as a file says it: changes to the dialect's schemas, in
/// their order. `schemas/facts/overlay.schema.json` describes the file.
package struct Overlay {
  /// What is wrong with an overlay.
  package struct Problem: Error {
    /// The node of the overlay.
    package var node: NodeID
    package var message: String
    package var help: String?

    package init(node: NodeID, message: String, help: String? = nil) {
      self.node = node
      self.message = message
      self.help = help
    }
  }

  /// What one entry of `actions` does.
  struct Action {
    enum Kind: String, CaseIterable { case update, append, replace, remove }

    var kind: Kind
    /// The file of `schemas/`; `nil` for that of the session.
    var file: String?
    /// The names of the steps there.
    var steps: [String]
    var target: FactNode
    var value: FactNode
  }

  let root: FactNode
  /// The name of a dialect, or of a server whose overlay comes first.
  package let extends: FactNode
  package let title: String
  /// Up to what stands before `/realtime`.
  package let baseURL: String?
  /// The name of the header that carries the key; `Authorization` where nothing is said.
  package let authHeader: String?
  /// The environment variable that holds the key, where `send` knows the address by itself.
  package let keyVariable: String?
  let actions: [Action]

  /// The longest title; it stands in every finding.
  private static let titleMax = 80

  /// - Parameter shape: `facts/overlay.schema.json`.
  /// - Throws: the first thing that is wrong with its form.
  package init(_ tree: NodeTree, shape: NodeTree) throws(Problem) {
    if let problem = FactChecker.problems(of: tree, by: shape).first {
      let place = problem.pointer.isEmpty ? "the overlay" : "`\(problem.pointer)`:"
      throw Problem(node: problem.node, message: "\(place) \(problem.what)")
    }
    guard let root = FactNode(tree), let extends = root.member("extends"),
      let info = root.member("info")
    else { throw Problem(node: tree.root, message: "the overlay is empty") }
    self.root = root
    self.extends = extends
    title = info.text("title")
    guard !title.isEmpty, title.utf8.count <= Self.titleMax else {
      let node = info.member("title")?.node ?? info.node
      throw Problem(node: node, message: "a title has 1 to \(Self.titleMax) bytes")
    }
    baseURL = info.optionalText("base-url")
    authHeader = info.optionalText("auth-header")
    keyVariable = info.optionalText("key-variable")
    var actions: [Action] = []
    for entry in root.items("actions") { actions.append(try Self.action(entry)) }
    self.actions = actions
  }

  /// Whether it is written down where each fact comes from.
  package var hasSources: Bool {
    root.items("actions").allSatisfy { !$0.text("source").isEmpty }
  }

  private static func action(_ entry: FactNode) throws(Problem) -> Action {
    let kinds = Action.Kind.allCases.filter { entry.member($0.rawValue) != nil }
    guard kinds.count == 1, let value = entry.member(kinds[0].rawValue),
      let target = entry.member("target")
    else {
      throw Problem(
        node: entry.node,
        message: "an action does one thing, and this one \(kinds.isEmpty ? "none" : "several")",
        help: "write one of `update`, `append`, `replace` and `remove`"
      )
    }
    if kinds[0] == .remove, value.text != "true" {
      throw Problem(node: value.node, message: "`remove` is always `true`")
    }
    let parts = target.text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let pointer = String(parts.last ?? "")
    guard pointer.hasPrefix("/") else {
      throw Problem(
        node: target.node,
        message: "`\(target.text)` is no JSON Pointer",
        help: "write the place in the schema, such as `/properties/temperature`"
      )
    }
    return Action(
      kind: kinds[0],
      file: parts.count > 1 ? String(parts[0]) : nil,
      steps: JSONPointer.names(in: pointer),
      target: target,
      value: value
    )
  }
}
