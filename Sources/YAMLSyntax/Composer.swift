public import SourceDiagnostics

/// Composes libyaml's events into a `NodeTree`, with every limit applied while they arrive.
public struct Composer: ~Copyable {
  /// A collection that is still open.
  struct Frame: BitwiseCopyable {
    var id: NodeID
    var isMapping: Bool
    var firstChild = NodeID.none
    var lastChild = NodeID.none
    /// How many children it has so far, keys and values both.
    var count: UInt32 = 0
    /// A bit for each key so far, by its hash, and whether two have had the same: else none is repeated.
    var keyBits: UInt64 = 0
    var mayRepeat = false
    /// The key read last, and whether its value comes next.
    var key = NodeID.none
    var expectsValue = false
    /// Levels below this collection, aliases expanded.
    var height = 0
    /// The totals when it began, to know its expanded size when it ends.
    var nodesBefore: Int
    var textBefore: Int
    /// The place of its anchor in `anchorNames`, or -1.
    var anchor = -1
  }

  /// What an alias of an anchor adds to the profile. Small, since a file may have a million.
  struct Anchor {
    var id: NodeID
    private let sizes: (nodes: UInt32, text: UInt32, height: UInt32)

    init(id: NodeID, nodes: Int, text: Int, height: Int) {
      self.id = id
      sizes = (
        UInt32(clamping: nodes), UInt32(clamping: text), UInt32(clamping: height)
      )
    }

    var nodes: Int { Int(sizes.nodes) }
    var text: Int { Int(sizes.text) }
    var height: Int { Int(sizes.height) }
  }

  /// An alias without an anchor. Reading goes on behind it, so that all of them are told.
  struct UnknownAlias {
    var name: String
    var span: SourceSpan
    var path: String
    /// How many of `finishedNames` stand before it.
    var anchors: Int
  }

  /// A problem that ends the reading of this file.
  enum Stop: Error {
    case parser(ParseFailure)
    case reported
  }

  let limits: Limits
  var input: PreparedInput
  let hasReplacements: Bool
  let source: SourceID
  var nodes: Arena<Node>
  var text: Arena<UInt8>
  var root = NodeID.none
  /// Where the document ends.
  var readEnd: Int
  /// Whether a text in double quotes was shorter than it is written.
  var hasEscapes = false
  /// Whether a text begins with `$`.
  var hasDollar = false
  var bag: DiagnosticBag
  /// The innermost open collection, and how many are open; the others wait in `outer`.
  var top = Frame(id: .none, isMapping: false, nodesBefore: 0, textBefore: 0)
  var depth = 0
  var outer = Arena<Frame>(capacity: 8)
  /// Finished anchors; `nil` inside while the anchored collection is open.
  var anchors: [String: Anchor?] = [:]
  var anchorNames: [String] = []
  /// The names of finished anchors, in the order in which they can be referred to.
  var finishedNames: [String] = []
  var unknownAliases: [UnknownAlias] = []
  var marks: MarkMap
  /// Nodes and bytes of text so far, aliases expanded.
  var nodeTotal = 0
  var textTotal = 0
  /// Where the part of the text begins that could not be read, if it is known.
  var brokenAt: Int?
  /// Foreign line breaks that stand in quotes, where they are ordinary characters; in file order.
  var quotedBreaks: [UInt32] = []

  private init(
    input: PreparedInput,
    source: SourceID,
    limits: Limits,
    findingsHeld: Int
  ) {
    self.input = input
    bag = DiagnosticBag(limit: findingsHeld)
    self.limits = limits
    self.source = source
    readEnd = input.original.count
    marks = MarkMap(isASCII: input.isASCII, base: input.base)
    nodes = Arena(capacity: min(input.bytes.count / 8, 4096))
    text = Arena(capacity: input.bytes.count)
    hasReplacements = input.hasReplacements
  }

  /// Reads one document.
  ///
  /// - Parameters:
  ///   - bytes: the file, as read.
  ///   - source: what the spans of the result carry.
  ///   - bag: gets the findings SP001, SP002 and SP004 to SP008.
  /// - Returns: the tree, or `nil` where the text cannot be read to its end. The tree of an empty
  ///   file has no root.
  public static func compose(
    _ bytes: [UInt8],
    source: SourceID = SourceID(),
    limits: Limits = Limits(),
    into bag: inout DiagnosticBag
  ) -> NodeTree? {
    var place: Int?
    return compose(bytes, source: source, limits: limits, into: &bag, brokenAt: &place)
  }

  /// The same, for whoever wants to know what could be read of a text that could not be read whole.
  ///
  /// - Parameter brokenAt: gets the place from which on the text could not be read.
  package static func compose(
    _ bytes: [UInt8],
    source: SourceID = SourceID(),
    limits: Limits = Limits(),
    into bag: inout DiagnosticBag,
    brokenAt: inout Int?
  ) -> NodeTree? {
    guard isPlausible(bytes, source: source, limits: limits, into: &bag) else { return nil }
    var input = PreparedInput(bytes)
    while true {
      var composer = Composer(
        input: input,
        source: source,
        limits: limits,
        findingsHeld: bag.limit
      )
      do throws(Stop) {
        try composer.run()
        composer.reportForeignBreaks()
        composer.reportUnknownAliases()
        bag.report(contentsOf: composer.bag)
        guard composer.unknownAliases.isEmpty else { return nil }
        return composer.tree
      } catch {
        if case .parser(let failure) = error {
          let isEscape = failure.problem == "found invalid Unicode character escape code"
          if isEscape, input.replaceSurrogatePairs() { continue }
          if !composer.reportForeignBreaks(before: failure) { composer.report(failure) }
        }
        composer.reportUnknownAliases()
        bag.report(contentsOf: composer.bag)
        brokenAt = composer.brokenAt
        return nil
      }
    }
  }

  private var tree: NodeTree {
    NodeTree(
      source: source,
      sourceBytes: input.original,
      nodes: nodes.array,
      text: text.array,
      root: root,
      readEnd: readEnd,
      hasEscapes: hasEscapes,
      hasDollar: hasDollar
    )
  }

  private static func isPlausible(
    _ bytes: [UInt8],
    source: SourceID,
    limits: Limits,
    into bag: inout DiagnosticBag
  ) -> Bool {
    let start = SourceSpan(source: source, start: 0, end: 0)
    if bytes.count > limits.inputBytes {
      bag.report(
        Diagnostic(
          ReadingRules.limitExceeded,
          "the file has more than the \(limits.inputBytes) bytes that a profile may have",
          at: start
        )
      )
      return false
    }
    if let place = TagDirectives.excess(in: bytes, over: limits.tagDirectives) {
      bag.report(
        Diagnostic(
          ReadingRules.limitExceeded,
          "the file has more than \(limits.tagDirectives) `%TAG` directives",
          at: SourceSpan(source: source, start: place, end: place + TagDirectives.name.count),
          help: "remove them: a profile needs no tag that they could define"
        )
      )
      return false
    }
    if let encoding = foreignEncoding(of: bytes) {
      var finding = Diagnostic(
        ReadingRules.encoding,
        "the file is in \(encoding)",
        at: start,
        help: "save it as UTF-8"
      )
      // Its bytes are no text that could be shown.
      finding.isAboutFile = true
      bag.report(finding)
      return false
    }
    return true
  }

  /// The encoding of a text that is not in UTF-8, by its first bytes (YAML 1.2.2, section 5.2); a text
  /// without a byte order mark begins with characters of ASCII.
  private static func foreignEncoding(of bytes: [UInt8]) -> String? {
    guard bytes.count >= 4 else { return nil }
    let first = (bytes[0], bytes[1])
    let isWide = first == (0, 0) || bytes[2] == 0 && bytes[3] == 0
    if first == (0xFF, 0xFE) || first == (0xFE, 0xFF) { return isWide ? "UTF-32" : "UTF-16" }
    guard first.0 == 0 && bytes[2] == 0 || first.1 == 0 && bytes[3] == 0 else {
      return first == (0, 0) ? "UTF-32" : nil
    }
    return isWide ? "UTF-32" : "UTF-16"
  }

  private mutating func run() throws(Stop) {
    let bytes = input.bytes
    let base = input.base
    var failure: Stop?
    unsafe bytes.withUnsafeBufferPointer { buffer in
      do throws(Stop) {
        let text = unsafe UnsafeBufferPointer(rebasing: buffer[base...])
        guard var parser = unsafe EventParser(text) else { throw .reported }
        try unsafe read(&parser, in: buffer)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  private mutating func read(
    _ parser: inout EventParser,
    in bytes: UnsafeBufferPointer<UInt8>
  ) throws(Stop) {
    var documents = 0
    while true {
      let kind: EventKind
      do {
        kind = try parser.advance()
      } catch {
        throw .parser(error)
      }
      switch kind {
      case .scalar: try unsafe scalar(&parser, in: bytes)
      case .mappingStart, .sequenceStart: try unsafe open(&parser, kind, in: bytes)
      case .mappingEnd, .sequenceEnd: try unsafe close(&parser, in: bytes)
      case .alias: try unsafe alias(&parser, in: bytes)
      case .documentStart:
        documents += 1
        if documents > 1 {
          let start = unsafe marks.offset(of: parser.startIndex, in: bytes)
          readEnd = start
          reportSecondDocument(at: start, end: min(start + 3, bytes.count))
          return
        }
      case .streamEnd: return
      case .streamStart, .documentEnd: break
      }
    }
  }
}
