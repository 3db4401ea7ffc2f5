internal import ProfileIR
internal import ProfileRules
internal import SourceDiagnostics
internal import YAMLSyntax

/// The parts of a profile as authored, for parts of what it was lowered to.
struct AuthoredParts {
  private let profile: BoundProfile
  private let lowered: NodeTree
  private var ids: [NodeID: IRID] = [:]

  /// - Parameters:
  ///   - lowered: the tree that the profile was lowered to.
  ///   - findings: those that will be asked for; `nil` for all parts of the profile.
  init(_ profile: BoundProfile, _ lowered: NodeTree, for findings: [Diagnostic]? = nil) {
    self.profile = profile
    self.lowered = lowered
    let wanted = findings.map { findings in
      Set(findings.compactMap { $0.node.map { origin(of: NodeID(index: $0)) } })
    }
    for id in profile.all {
      let node = profile[id]
      add(node.value, id, wanted)
      add(node.written, id, wanted)
      add(node.key, id, wanted)
    }
  }

  private mutating func add(_ part: NodeID, _ id: IRID, _ wanted: Set<NodeID>?) {
    guard part != .none, wanted?.contains(part) ?? true, ids[part] == nil else { return }
    ids[part] = id
  }

  /// What a node of the lowered tree stands for.
  func origin(of node: NodeID) -> NodeID { lowered.made?.origin(of: node) ?? node }

  /// The value as authored that a node of the lowered tree stands for.
  func id(of node: NodeID) -> IRID? { ids[origin(of: node)] }

  /// The JSON Pointer of what a node stands for; empty where that is no part of the profile.
  func path(of node: NodeID) -> String {
    ids[origin(of: node)].map { profile.safePath($0) } ?? ""
  }

  /// Lets a finding about the lowered profile be one about the profile as authored.
  func apply(to finding: inout Diagnostic) {
    guard let node = finding.node else {
      finding.path = ""
      finding.mistake = nil
      return
    }
    let id = NodeID(index: node)
    finding.path = path(of: id)
    finding.node = origin(of: id).index
    finding.mistake = finding.mistake.map { origin(of: NodeID(index: $0)).index }
  }
}
