public import SourceDiagnostics

/// The files of a profile that was put together out of several.
///
/// All of them lie one behind another in one range of offsets, the profile first, so that a place is one
/// number and places can be compared. Only what leaves the compiler asks which file a place is in: reports,
/// edits, fingerprints and source maps.
public final class Composition: Sendable {
  /// What a file is to the profile.
  public enum Role: Sendable {
    /// The profile itself.
    case profile
    /// It takes part by `$extends`.
    case layer
    /// By `$include`.
    case value
    /// By `$file`.
    case text
  }

  /// One file, and where it is in the tree.
  public struct File: Sendable {
    /// The file under the name by which it is reported, with its bytes as read.
    public let source: SourceText
    public let role: Role
    /// Where its text begins in the range of offsets.
    public let base: Int
    /// How many bytes at its beginning are not in the range: a byte order mark.
    public let skipped: Int
    /// Its nodes, which stand one after another.
    public let nodes: Range<UInt32>
    /// Its root; `.none` where it could not be read.
    public let root: NodeID
    /// The directives that bring it in, as the scalars that name it.
    public package(set) var uses: [NodeID] = []

    public init(
      source: SourceText,
      role: Role,
      base: Int,
      skipped: Int,
      nodes: Range<UInt32>,
      root: NodeID
    ) {
      self.source = source
      self.role = role
      self.base = base
      self.skipped = skipped
      self.nodes = nodes
      self.root = root
    }

    /// Its part of the range. The place behind its last byte belongs to it as well.
    public var range: Range<Int> { base..<base + source.bytes.count - skipped + 1 }
  }

  /// In the order of their places in the range.
  public let files: [File]
  /// The layers in their order, the profile last, as places in `files`.
  public let layers: [Int]
  /// For each node that merging made, the node that an author wrote.
  private let origins: [NodeID: NodeID]
  /// For a key, the key of a layer below whose value it overrides.
  private let overridden: [NodeID: NodeID]
  /// The directives that became aliases of what they stand for.
  private let links: Set<NodeID>
  /// The names of its variants, and the one that it is.
  public let variants: [String]
  public let variant: String?
  /// Where its texts have variables from.
  package let variables: VariableUses
  /// Whether the run has no room for the profile: then it is not put together.
  public let isLeftOut: Bool
  /// Whether a layer is missing, so that what is absent may stand there.
  public let isOpen: Bool

  package init(
    files: [File],
    layers: [Int],
    origins: [NodeID: NodeID],
    overridden: [NodeID: NodeID],
    links: Set<NodeID>,
    variants: [String] = [],
    variant: String? = nil,
    variables: VariableUses = VariableUses(),
    isOpen: Bool,
    isLeftOut: Bool = false
  ) {
    self.isLeftOut = isLeftOut
    self.variants = variants
    self.variant = variant
    self.variables = variables
    self.links = links
    self.files = files
    self.layers = layers
    self.origins = origins
    self.overridden = overridden
    self.isOpen = isOpen
  }

  // MARK: Origins

  /// The node as its author wrote it; the same for what merging did not make.
  public func origin(of id: NodeID) -> NodeID {
    var id = id
    while let origin = origins[id] { id = origin }
    return id
  }

  /// The key of a layer below whose value a key overrides; its value is the node behind it.
  public func overridden(by key: NodeID) -> NodeID? {
    var key = key
    while true {
      if let below = overridden[key] { return below }
      guard let next = origins[key] else { return nil }
      key = next
    }
  }

  /// Whether a scalar names a file whose text is filled in.
  package func isTemplate(_ use: NodeID) -> Bool { variables.templates.contains(use) }

  /// Whether a text has had its variables filled in.
  package func isFilled(_ value: NodeID) -> Bool { variables.filled[value] != nil }

  /// The values that stand in several places of the profile, since an author's alias or several directives
  /// repeat them.
  public func repeatedValues(in tree: NodeTree) -> Set<NodeID> {
    var result: Set<NodeID> = []
    for file in files {
      for index in file.nodes where tree.nodes[Int(index)].kind == .alias {
        let id = NodeID(index: index)
        if !links.contains(id) { result.insert(tree[id].target) }
      }
      let isRepeated = file.uses.count > 1 && (file.role == .value || file.role == .text)
      if isRepeated, file.root != .none { result.insert(file.root) }
    }
    return result
  }

  /// The file that a node was read from, as its place in `files`.
  public func file(of id: NodeID) -> Int? {
    let id = origin(of: id)
    let index = files.partitioningIndex { $0.nodes.upperBound > id.index }
    return index < files.count && files[index].nodes.contains(id.index) ? index : nil
  }

  // MARK: Places

  /// The file that an offset lies in, as its place in `files`.
  public func file(at offset: Int) -> Int {
    max(0, files.partitioningIndex { $0.base > offset } - 1)
  }

  /// A span of the range as a span of its file.
  public func placed(_ span: SourceSpan) -> SourceSpan {
    let index = file(at: span.start)
    let file = files[index]
    let end = file.source.bytes.count
    func local(_ offset: Int) -> Int { min(offset - file.base + file.skipped, end) }
    return SourceSpan(
      source: SourceID(UInt16(clamping: index)),
      start: local(span.start),
      end: local(span.end)
    )
  }
}
