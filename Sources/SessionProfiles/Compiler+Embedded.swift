internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// Sessions inside the files of other tools. What else such a file holds is not judged.
extension Compiler {
  /// A session in a file. By reference: hardly any profile has one.
  final class Place {
    /// The file; its root is the session.
    let tree: NodeTree
    let pointer: String

    init(tree: NodeTree, pointer: String) { (self.tree, self.pointer) = (tree, pointer) }

    var span: SourceSpan { tree.span(tree.root) }
  }

  /// The most sessions that are looked at in one file.
  private static let sessionsMax = 1_000

  /// What is wrong with the sessions of a file.
  func checkEmbedded(_ source: SourceText, at patterns: [PointerPattern]) -> CheckResult {
    var bag = DiagnosticBag(limit: options.findingsHeld)
    var brokenAt: Int?
    var result = CheckResult(limit: options.findingsHeld)
    let tree = Composer.compose(source.bytes, into: &bag, brokenAt: &brokenAt)
    guard let tree, brokenAt == nil, tree.root != .none else {
      result.diagnostics = options.policy.apply(to: bag.sorted())
      result.isComplete = bag.isEmpty
      Secrets.hide(in: &result.diagnostics, of: source)
      return result
    }
    var places: [Place] = []
    for pattern in patterns {
      var found: [Place] = []
      Self.find(pattern.steps[...], at: tree.root, "", tree, &found)
      // What `*` finds may be of other things.
      if pattern.steps.contains(nil) { found = found.filter { SessionSigns.areIn($0.tree) } }
      for place in found where !places.contains(where: { $0.tree.root == place.tree.root }) {
        places.append(place)
      }
    }
    result.sessions = places.count
    if places.count > Self.sessionsMax {
      result.diagnostics.append(
        Diagnostic(
          ReadingRules.limitExceeded,
          "the file has more than \(Self.sessionsMax) sessions",
          at: tree.span(tree.root),
          help: "check a part of them: write a pointer without `*`"
        )
      )
      return result
    }
    for place in places { result.add(run(source, at: place).result) }
    return result
  }

  private static func find(
    _ steps: ArraySlice<String?>,
    at node: NodeID,
    _ pointer: String,
    _ tree: NodeTree,
    _ places: inout [Place]
  ) {
    guard places.count <= sessionsMax else { return }
    let node = tree.resolve(node)
    guard let step = steps.first else {
      // A place without a session, such as `config: null`, is none.
      guard tree[node].kind == .mapping else { return }
      var part = tree
      part.root = node
      places.append(Place(tree: part, pointer: pointer))
      return
    }
    switch tree[node].kind {
    case .mapping:
      for (key, value) in tree.entries(of: node) {
        let name = tree.string(key)
        guard step == nil || step == name else { continue }
        find(steps.dropFirst(), at: value, pointer + JSONPointer.token(name), tree, &places)
      }
    case .sequence:
      for (index, item) in tree.items(of: node).enumerated()
      where step == nil || step == String(index) {
        find(steps.dropFirst(), at: item, pointer + "/\(index)", tree, &places)
      }
    case .scalar, .alias: break
    }
  }
}

extension Compiler.Place {
  /// Leaves findings about the session alone, with their paths in the file. Fixes are for profiles.
  func keep(_ findings: inout [Diagnostic]) {
    let span = span
    findings = findings.compactMap { finding in
      var finding = finding
      if finding.isAboutFile {
        finding.span.start = span.start
        finding.span.end = span.start
      }
      guard finding.span.start >= span.start, finding.span.end <= span.end else { return nil }
      finding.path = pointer + finding.path
      finding.fix = nil
      return finding
    }
  }
}
