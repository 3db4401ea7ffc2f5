package import ProfileIR
package import SourceDiagnostics
package import YAMLSyntax

/// Puts a profile together out of the files that it names: one tree, in which every node leads back to its
/// file.
///
/// In three steps: the layers are read, parents before children; what stands for other files is replaced;
/// the layers are merged, each over those before it.
package struct Linker {
  /// A file whose root is a session.
  struct Layer {
    /// Its place among the files.
    var file: Int
    var root: NodeID
    /// The mapping of the session's fields: the root itself, or the `session` of an envelope.
    var session: NodeID
    /// Whether the session stands in an envelope.
    var isEnvelope: Bool
    var isLeaf: Bool
    /// Whether it is what a layer has for the chosen variant, and no file of its own.
    var isPatch = false
    /// Whether a layer below it is missing: what it takes away may stand there.
    var isAboveHole = false
  }

  /// How far the reading of a file has come.
  enum Progress { case open, done }

  let files: SharedFiles?
  let limits: Limits
  var tree: NodeTree
  var bag: DiagnosticBag
  var placed: [Composition.File]
  /// What is known of the directives in each file.
  var directives: [DirectiveSet]
  /// The files by what they are, for those that are YAML and for texts.
  var known: [FoundFile.Identity: Int] = [:]
  var progress: [Int: Progress] = [:]
  var layers: [Layer] = []
  /// Files that could not be read to their ends.
  var unreadable: Set<Int> = []
  /// The way to each layer.
  var ways: [Int: [(file: Int, use: NodeID)]] = [:]
  /// For a mapping with `$include` and keys beside it, the root of the file.
  var overlays: [NodeID: NodeID] = [:]
  /// Value files whose directives have been replaced.
  var expanded: Set<Int> = []
  /// Items that stand for all the items of another list.
  var splices: Set<NodeID> = []
  /// Directives that became aliases of what they stand for.
  var links: Set<NodeID> = []
  var origins: [NodeID: NodeID] = [:]
  var overridden: [NodeID: NodeID] = [:]
  /// Which entries of `$extends` lists bring which layers.
  var parents: [Int: [Int]] = [:]
  /// Whether the run has no room for the profile.
  var isLeftOut = false
  /// What is chosen of what the profile leaves open.
  let choice: ProfileChoice
  /// Directives that stand for the text of a file with its variables filled in.
  var templates: Set<NodeID> = []
  var variants = VariantTable()
  var variables = VariableTable()
  /// Held where one of the files is very large.
  var turn: Turnstile.Turn?
  /// Whether a layer is missing.
  var isOpen = false
  /// How many items of lists have been looked at: an included list counts wherever it stands.
  var itemsRead = 0
  /// Whether the profile has more in it than one may have: then it is as good as empty.
  var isTooLarge = false
  var schema = Schema.of(.standard)
  /// Bytes of all files so far.
  var bytes: Int
  /// The files on the way to the one that is being read, and the scalars that name them.
  var way: [(file: Int, use: NodeID)] = []

  /// The most files on the way from a profile to what it is made of, the profile itself counted.
  static let depthMax = 32
  /// The most files of one profile.
  static let filesMax = 1_000
  /// The most bytes of them together.
  static let bytesMax = 64 << 20

  /// Whether a profile has anything in it that linking looks at.
  package static func isNeeded(for tree: NodeTree) -> Bool {
    tree.hasDollar && tree.root != .none && tree[tree.root].kind == .mapping
      && !DirectiveSet(of: tree).isEmpty
  }

  /// - Parameters:
  ///   - tree: a profile whose root is a mapping.
  ///   - source: the same profile.
  ///   - files: `nil` where no file can be had: then each one that is named is missing.
  ///   - bag: gets the findings SP701 to SP711, and what reading the other files finds.
  ///   - choice: which variant the profile is to be, and values of its variables.
  ///   - server: the dialects of the server that a profile names by `$server`, or of that which it is for.
  ///   - turn: gets the turn of a profile over very large files, which lasts until it is let go of.
  /// - Returns: the profile as one tree with a `composition`.
  package static func link(
    _ tree: NodeTree,
    _ source: SourceText,
    reading files: SharedFiles?,
    limits: Limits = Limits(),
    choosing choice: ProfileChoice = ProfileChoice(),
    serving server: ((String?) -> ServerDialects?)? = nil,
    turn: inout Turnstile.Turn?,
    into bag: inout DiagnosticBag
  ) -> NodeTree {
    var linker = Linker(tree, source, files, limits, choice, bag)
    defer { turn = linker.turn }
    linker.readLayers()
    linker.expandAll()
    linker.chooseVariant()
    linker.fillIn()
    linker.chooseDialect(at: server)
    linker.mergeLayers()
    linker.checkSize()
    bag = linker.bag
    linker.tree.composition = Composition(
      files: linker.placed,
      layers: linker.layers.filter { !$0.isPatch }.map(\.file),
      origins: linker.origins,
      overridden: linker.overridden,
      links: linker.links,
      variants: linker.variants.names,
      variant: linker.variants.chosen,
      variables: linker.variables.uses,
      isOpen: linker.isOpen,
      isLeftOut: linker.isLeftOut
    )
    return linker.tree
  }

  private init(
    _ tree: NodeTree,
    _ source: SourceText,
    _ files: SharedFiles?,
    _ limits: Limits,
    _ choice: ProfileChoice,
    _ bag: DiagnosticBag
  ) {
    self.choice = choice
    self.tree = tree
    self.files = files
    self.limits = limits
    self.bag = bag
    bytes = source.bytes.count
    directives = [DirectiveSet(of: tree)]
    placed = [
      Composition.File(
        source: source,
        role: .profile,
        base: 0,
        skipped: 0,
        nodes: 0..<UInt32(tree.nodes.count),
        root: tree.root
      )
    ]
    if let own = files?.reader.identity(of: source.name) { known[own] = 0 }
  }

  // MARK: Files

  /// Adds a file behind the others.
  mutating func append(_ file: SharedFile, as role: Composition.Role) -> Int {
    let skipped = file.skipped
    // A line feed between two files: no line of one goes on in the next.
    tree.sourceBytes.append(0x0A)
    let base = tree.sourceBytes.count
    tree.sourceBytes += file.source.bytes[skipped...]
    bytes += file.source.bytes.count
    let first = UInt32(tree.nodes.count)
    var root = NodeID.none
    if let other = file.tree {
      tree.append(other, shiftedBy: base - skipped)
      if other.root != .none { root = NodeID(index: other.root.index + first) }
    } else if let text = file.text {
      root = tree.appendText(text, at: base..<tree.sourceBytes.count)
    }
    for finding in file.findings { bag.report(finding.shifted(by: base - skipped)) }
    placed.append(
      Composition.File(
        source: file.source,
        role: role,
        base: base,
        skipped: skipped,
        nodes: first..<UInt32(tree.nodes.count),
        root: root
      )
    )
    directives.append(file.directives)
    if file.tree == nil, file.text == nil { unreadable.insert(placed.count - 1) }
    known[file.found.identity] = placed.count - 1
    return placed.count - 1
  }

  /// The file that a scalar names, read if it was not yet.
  ///
  /// - Parameter holder: the file that the scalar stands in.
  /// - Returns: `nil`, with a finding, where it cannot be had.
  mutating func file(
    namedBy use: NodeID,
    in holder: Int,
    _ kind: PathForm.Kind,
    as role: Composition.Role
  ) -> Int? {
    let node = tree[use]
    guard node.kind == .scalar, node.scalar == .string else {
      report(LinkingRules.wrongShape, "a path must be text", at: use)
      return nil
    }
    let path = tree.string(use)
    if let problem = PathForm.problem(of: path, kind) {
      let message = path.isEmpty ? "the path \(problem.message)" : "`\(path)` \(problem.message)"
      report(LinkingRules.outsideRoot, message, at: use, help: problem.help)
      return nil
    }
    guard way.count + 1 < Self.depthMax else {
      report(
        ReadingRules.limitExceeded,
        "it takes more than \(Self.depthMax) files, one named by another, to come here",
        at: use,
        help: "name this file in one nearer to the profile"
      )
      return nil
    }
    let found =
      files?.file(path, from: placed[holder].source.name, kind, limits: limits)
      ?? .failure(.notFound(nearest: nil))
    switch found {
    case .success(let file):
      let index: Int
      if let known = known[file.found.identity] {
        index = known
      } else {
        guard placed.count < Self.filesMax, bytes + file.source.bytes.count <= Self.bytesMax else {
          report(
            ReadingRules.limitExceeded,
            "a profile is made of at most \(Self.filesMax) files and \(Self.bytesMax >> 20) MiB",
            at: use
          )
          return nil
        }
        guard files?.allows(file) ?? true else {
          isLeftOut = true
          return nil
        }
        if turn == nil { turn = files?.turn(for: file) }
        index = append(file, as: role)
      }
      placed[index].uses.append(use)
      return index
    case .failure(.notFound(let nearest)):
      report(
        LinkingRules.fileNotFound,
        "there is no file `\(path)`",
        at: use,
        help: nearest.map { "did you mean `\($0)`?" }
          ?? "write the path relative to this file; upper and lower case matter"
      )
      return nil
    case .failure(.refused(let reason)):
      report(LinkingRules.outsideRoot, "`\(path)` \(reason)", at: use)
      return nil
    }
  }
}
