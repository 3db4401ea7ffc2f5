internal import SourceDiagnostics
internal import YAMLSyntax

/// The files that the profiles of a run share: each is opened and read once, whatever number of profiles
/// names it. Safe to be used by several threads.
public final class SharedFiles: Sendable {
  let reader: any ProfileReader
  private let state = Locked(State())
  /// Profiles over very large files take turns.
  private let turnstile = Turnstile()
  private static let largeBytes = 2 << 20
  /// The most bytes of files and of what was read out of them that are held.
  private static let bytesMax = 64 << 20

  private struct State {
    var found: [Place: Result<FoundFile, ReadingFailure>] = [:]
    var files: [FoundFile.Identity: Held] = [:]
    var bytes = 0
    /// What the profiles of the run have been made of so far, beside their own files.
    var composed = (nodes: 0, bytes: 0)
    /// Counts the uses: what was used longest ago goes first.
    var clock = 0
  }

  private struct Held {
    var result: Result<SharedFile, ReadingFailure>
    var used: Int
    var bytes: Int
  }

  private struct Place: Hashable {
    var folder: ByteText
    var path: ByteText
  }

  public init(_ reader: some ProfileReader) { self.reader = reader }

  /// The same files, as if some of them held other bytes.
  public func replacing(_ bytes: [FoundFile.Identity: [UInt8]]) -> SharedFiles {
    SharedFiles(ReplacingReader(reader: reader, bytes: bytes))
  }

  private struct ReplacingReader: ProfileReader {
    let reader: any ProfileReader
    let bytes: [FoundFile.Identity: [UInt8]]

    func find(_ path: String, from name: String) -> Result<FoundFile, ReadingFailure> {
      reader.find(path, from: name)
    }

    func identity(of name: String) -> FoundFile.Identity? { reader.identity(of: name) }

    func read(_ file: FoundFile, limit: Int) -> Result<[UInt8], ReadingFailure> {
      bytes[file.identity].map { .success($0) } ?? reader.read(file, limit: limit)
    }
  }

  /// Finds a file by its path, without reading it; `nil` where there is none that may be read.
  ///
  /// - Parameter name: the file that holds the path.
  package func find(_ path: String, from name: String) -> FoundFile? {
    try? reader.find(path, from: name).get()
  }

  /// A file by its path.
  ///
  /// - Parameter name: the file that holds the path.
  func file(
    _ path: String,
    from name: String,
    _ kind: PathForm.Kind,
    limits: Limits
  ) -> Result<SharedFile, ReadingFailure> {
    // Two threads never read the same file: the second waits for the first.
    state.withLock { state in
      let place = Place(folder: ByteText(Self.folder(of: name)), path: ByteText(path))
      let found = state.found[place] ?? reader.find(path, from: name)
      if state.found.count < 100_000 { state.found[place] = found }
      return found.flatMap { file in
        state.clock += 1
        if let held = state.files[file.identity] {
          state.files[file.identity]?.used = state.clock
          return held.result
        }
        let result = reader.read(file, limit: limits.inputBytes)
          .map { SharedFile(file, $0, kind, limits: limits) }
        let bytes = (try? result.get().heldBytes) ?? 0
        state.files[file.identity] = Held(result: result, used: state.clock, bytes: bytes)
        state.bytes += bytes
        Self.makeRoom(in: &state, besides: file.identity)
        return result
      }
    }
  }

  /// The most nodes that the profiles of a run are made of beside their own, and the most bytes: without a
  /// bound very many small profiles over one large base would take hours.
  static let nodesMax = 50_000_000
  static let composedBytesMax = 1 << 30

  /// Waits until a profile may be made of a file: one over very large files takes as much memory as it may have.
  ///
  /// - Returns: `nil` for a file that need not be waited for.
  func turn(for file: SharedFile) -> Turnstile.Turn? {
    file.heldBytes > Self.largeBytes ? turnstile.turn() : nil
  }

  /// Whether one more profile may be made of a file.
  func allows(_ file: SharedFile) -> Bool {
    let (nodes, bytes) = (file.tree?.nodes.count ?? 1, file.source.bytes.count)
    return state.withLock { state in
      guard state.composed.nodes + nodes <= Self.nodesMax,
        state.composed.bytes + bytes <= Self.composedBytesMax
      else { return false }
      state.composed.nodes += nodes
      state.composed.bytes += bytes
      return true
    }
  }

  /// Whether a file has been read for some profile.
  public func hasRead(_ file: (device: UInt64, number: UInt64)) -> Bool {
    let identity = FoundFile.Identity(device: file.device, number: file.number)
    return state.withLock { $0.files[identity] != nil }
  }

  private static func makeRoom(in state: inout State, besides kept: FoundFile.Identity) {
    while state.bytes > bytesMax {
      let oldest = state.files.filter { $0.key != kept && $0.value.bytes > 0 }
        .min { $0.value.used < $1.value.used }
      guard let oldest else { return }
      state.files[oldest.key] = nil
      state.bytes -= oldest.value.bytes
    }
  }

  private static func folder(of name: String) -> String {
    name.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(name[..<$0]) } ?? ""
  }
}

/// A file of several profiles, as it was read.
final class SharedFile: Sendable {
  let found: FoundFile
  let source: SourceText
  /// Of a YAML file; `nil` where it cannot be read to its end.
  let tree: NodeTree?
  /// Of a text file: without a byte order mark, lines ended by LF alone; `nil` where it is not UTF-8.
  let text: [UInt8]?
  /// What reading it found; places count from the beginning of the file.
  let findings: [Diagnostic]
  let directives: DirectiveSet

  init(_ found: FoundFile, _ bytes: [UInt8], _ kind: PathForm.Kind, limits: Limits) {
    self.found = found
    source = SourceText(name: found.name, bytes: bytes)
    var bag = DiagnosticBag()
    switch kind {
    case .yaml:
      tree = Composer.compose(bytes, limits: limits, into: &bag)
      text = nil
    case .text:
      tree = nil
      text = TextFile.read(bytes, limits: limits, into: &bag)
    }
    directives = tree.map(DirectiveSet.init(of:)) ?? []
    findings = bag.sorted()
  }

  /// How many bytes at the beginning are no part of the text.
  var skipped: Int { source.bytes.starts(with: TextFile.byteOrderMark) ? 3 : 0 }

  var heldBytes: Int {
    source.bytes.count + (text?.count ?? 0)
      + (tree.map { $0.text.count + $0.nodes.count * MemoryLayout<Node>.stride } ?? 0)
  }
}
