internal import ProfileIR
internal import ProfileRules
internal import SourceDiagnostics
internal import YAMLSyntax

/// What can be said of a text that could not be read to its end: findings about values that stand before
/// the mistake, and that nothing behind it can explain.
struct ReadablePart {
  /// The text before the mistake, without the entry that it is in.
  let source: SourceText
  /// The column of that entry: mappings whose keys stand farther to the right are complete.
  private let column: Int
  /// Whether the text behind it may be of a session in another dialect than the one of a session that shows none.
  private let isOtherBehind: Bool

  /// - Parameter place: where the part begins that could not be read.
  init?(_ source: SourceText, before place: Int) {
    let bytes = source.bytes
    let offset = min(place, bytes.count)
    let line = bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    guard line > 0 else { return nil }
    column = bytes[line...].prefix { $0 == 0x20 }.count
    isOtherBehind = Self.hasSigns(bytes[line...])
    self.source = SourceText(name: source.name, bytes: Array(bytes[..<line]))
  }

  private static func hasSigns(_ text: ArraySlice<UInt8>) -> Bool {
    DialectSigns.telling.contains { word in text.firstRange(ofBytes: word.utf8) != nil }
  }

  /// What is left of the findings about the part.
  ///
  /// - Parameter profile: the part as it was read.
  func certain(_ findings: [Diagnostic], in profile: BoundProfile) -> [Diagnostic] {
    // Fields behind the mistake may say that it is another dialect.
    guard profile.schema.dialect != .standard || !isOtherBehind else { return [] }
    let open = OpenParts(of: profile, before: column)
    return findings.compactMap { finding in
      guard RuleRegistry.looksAtOneValue(finding.rule), !open.mayExplain(finding) else {
        return nil
      }
      var finding = finding
      // Nothing is written to a file that cannot be read.
      finding.fix = nil
      return finding
    }
  }
}

/// The mappings and lists that the mistake lies in: more of them may follow it.
private struct OpenParts {
  /// Their paths.
  private var paths: Set<String> = []
  /// Beginnings of paths below which nothing is certain.
  private var unknown: [String] = []

  init(of profile: BoundProfile, before column: Int) {
    let tree = profile.tree
    var (id, path) = (tree.root, "")
    let bound = Dictionary(
      profile.all.map { (profile[$0].value, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    while id != .none {
      let node = tree[id]
      guard node.kind == .mapping || node.kind == .sequence, !node.flags.contains(.flow),
        node.firstChild != .none
      else { break }
      // A list begins at its first dash.
      let start = Int(node.kind == .mapping ? tree[node.firstChild].start : node.start)
      let itsColumn = start - tree.lineStart(of: start)
      guard itsColumn <= column else { break }
      paths.insert(path)
      // Which branch of a union it is may be said behind the mistake.
      if let place = bound[id], node.kind == .mapping {
        let union = profile.schema[profile[place].union]
        let isTold = union.discriminator.map { profile.child(named: $0.property, of: place) != nil }
        if union.isUnion, isTold != true { unknown.append(path + "/") }
      }
      var (key, last) = (NodeID.none, node.firstChild)
      if node.kind == .mapping {
        while true {
          (key, last) = (last, tree[last].next)
          guard last != .none, tree[last].next != .none else { break }
          last = tree[last].next
        }
        path += JSONPointer.token(tree.string(key))
      } else {
        while tree[last].next != .none { last = tree[last].next }
        path += "/\(Int(node.count) - 1)"
      }
      guard last != .none else { break }
      // The value may go on behind the mistake, or begin there.
      let isCut =
        tree[last].kind == .scalar && (itsColumn < column || tree[last].start == tree[last].end)
      if isCut { paths.insert(path) }
      id = last
    }
  }

  /// Whether what follows the mistake may explain a finding.
  func mayExplain(_ finding: Diagnostic) -> Bool {
    paths.contains(finding.path) || unknown.contains { finding.path.begins(with: $0) }
  }
}
