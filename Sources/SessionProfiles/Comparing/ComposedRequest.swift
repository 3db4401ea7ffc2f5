internal import ProfileIR
internal import ProfileLinking
internal import ProfileRules
public import ProfileTargets
internal import RequestDifference
internal import SecretScanning
public import SourceDiagnostics
internal import YAMLSyntax

/// A request as its files make it, to be compared with another.
public final class ComposedRequest: Sendable {
  let side: RequestSide
  /// The profile, as it was named.
  public let name: String
  /// What it is compiled for; `nil` for the answer of a server, which goes nowhere.
  public let target: Target?
  private let composition: Composition?
  private let source: SourceText
  private let lines = Locked(Lines())

  private struct Lines {
    var tables: [Int: LineTable] = [:]
  }

  fileprivate init(_ source: SourceText, _ checked: Compiler.Checked) {
    let profile = checked.profile
    self.source = source
    name = source.name
    composition = profile.tree.composition
    let secrets = Self.secrets(of: profile)
    side =
      Self.isTold(profile)
      ? RequestSide(profile, hiding: secrets) : Self.lowered(checked, hiding: secrets)
    target = Self.isAnswer(profile) ? nil : checked.target
  }

  /// The values that hold a key as files have them: by its form, or since it stands in a field for credentials.
  private static func secrets(of profile: BoundProfile) -> SecretValues? {
    let places = SecretScanner.placesInFile(profile.tree.sourceBytes).map(\.range)
      .sorted { $0.lowerBound < $1.lowerBound }
    var nodes = credentials(of: profile)
    guard !places.isEmpty else { return SecretValues(nodes) }
    for id in profile.all where profile.node(id).kind == .scalar {
      // A text with a key in it is shown without the key.
      let span = profile.span(id)
      let index = places.partitioningIndex { $0.upperBound > span.start }
      guard index < places.count, places[index].lowerBound < span.end,
        places[index].count * 2 >= span.range.count
      else { continue }
      nodes.insert(profile[id].value)
    }
    return SecretValues(nodes)
  }

  /// What stands under names that are made for credentials. Headers of servers are hidden whatever they are
  /// called: hardly one of them is for anything else.
  private static func credentials(of profile: BoundProfile) -> Set<NodeID> {
    let names: Set<String> = [
      "headers", "authorization", "proxy-authorization", "cookie", "api_key", "apikey", "api-key",
      "token", "access_token", "password", "secret", "client_secret",
    ]
    var nodes: Set<NodeID> = []
    var inside: Set<IRID> = []
    // Parents stand before what is in them.
    for id in profile.all {
      let node = profile[id]
      let isNamed =
        node.key != .none && profile.tree[node.key].count <= 32
        && names.contains(profile.name(id).lowercased())
      // In the schema of a tool these are names of arguments.
      guard inside.contains(node.parent) || isNamed && profile.field(id)?.rule == nil else {
        continue
      }
      inside.insert(id)
      // The name of a secret is none, and a lifetime is no text.
      let isText = profile.node(id).kind == .scalar && profile.node(id).scalar == .string
      if isText, node.key == .none || profile.name(id) != "$secret" { nodes.insert(node.value) }
    }
    return nodes
  }

  /// Whether a profile is compared in its own dialect: in that of the hub, or in one that cannot be lowered to it.
  private static func isTold(_ profile: BoundProfile) -> Bool {
    guard let dialect = profile.schema.dialect else { return true }
    return dialect == .hub || !LoweringTable.embedded.connects(dialect, .hub)
  }

  private static func lowered(
    _ checked: Compiler.Checked,
    hiding secrets: SecretValues?
  ) -> RequestSide {
    let profile = checked.profile
    var bag = DiagnosticBag()
    let lowered = Lowering.lower(
      profile,
      to: checked.target.isEvent ? .first(of: .hub, .event) : .posted(of: .hub),
      rule: NotInTarget.descriptor,
      into: &bag
    )
    return RequestSide(
      Binder.bind(lowered.tree, to: .of(.hub), as: lowered.document),
      authored: profile,
      unlowered: bag.sorted().map(\.path).filter { !$0.isEmpty },
      hiding: secrets
    )
  }

  /// Whether the text is what a server answered: it has members that no request has.
  private static func isAnswer(_ profile: BoundProfile) -> Bool {
    let schema = profile.schema
    let places = [
      (profile.root, schema.root(of: profile.document)), (profile.session, schema.session),
    ]
    return places.contains { id, field in
      guard id != .none else { return false }
      let names = Set(schema[field].outputOnly)
      return profile.children(of: id).contains { names.contains(profile.name($0)) }
    }
  }

  /// The request in canonical JSON: two with the same bytes are the same request, whatever stands in their files.
  public var canonical: [UInt8] {
    let request = RequestEmitter.emit(
      side.profile,
      for: .posted(of: side.profile.schema.dialect ?? .hub)
    ).bytes
    return Array((target?.rawValue ?? "").utf8) + request
  }

  // MARK: Places

  func place(of id: IRID, in profile: BoundProfile) -> ProfileChange.Place {
    let isScalar = profile.node(id).kind == .scalar
    return place(of: isScalar ? profile.span(id) : profile.keySpan(id))
  }

  /// The place of the target, or of the session where nothing names it.
  var targetPlace: ProfileChange.Place {
    let profile = side.authored ?? side.profile
    let id = profile.child("$target", of: profile.root) ?? profile.session
    return place(of: id == .none ? profile.root : id, in: profile)
  }

  /// The line of a text on which it changes first; `nil` where its lines are not those of the file.
  func place(ofLine line: Int, of id: IRID, in profile: BoundProfile) -> ProfileChange.Place? {
    let place = place(of: profile.span(id))
    let span = profile.span(id)
    let (text, _) = self.text(at: span)
    let isFile = composition.map { $0.files[$0.file(at: span.start)].role == .text } ?? false
    guard isFile || text.first == UInt8(ascii: "|") else { return nil }
    let start = SourcePosition(
      line: place.start.line + line - (isFile ? 1 : 0),
      column: 1,
      offset: place.start.offset
    )
    return ProfileChange.Place(file: place.file, start: start, end: start)
  }

  private func text(at span: SourceSpan) -> (text: ArraySlice<UInt8>, file: Int) {
    guard let composition else {
      return (source.bytes[clamping: span.start..<span.end], 0)
    }
    let placed = composition.placed(span)
    let file = Int(placed.source.rawValue)
    let bytes = composition.files[file].source.bytes
    return (bytes[clamping: placed.start..<placed.end], file)
  }

  private func place(of span: SourceSpan) -> ProfileChange.Place {
    let placed = composition?.placed(span) ?? span
    let index = Int(placed.source.rawValue)
    let file = composition?.files[index].source ?? source
    return lines.withLock { lines in
      let table = lines.tables[index] ?? LineTable(file.bytes)
      lines.tables[index] = table
      return ProfileChange.Place(
        file: file.name,
        start: table.position(of: placed.start),
        end: table.position(of: placed.end)
      )
    }
  }
}

extension [UInt8] {
  fileprivate subscript(clamping range: Range<Int>) -> ArraySlice<UInt8> {
    self[range.clamped(to: 0..<count)]
  }
}

extension Compiler {
  /// Puts a request together to compare it. Findings about what it says do not matter for that.
  ///
  /// - Returns: no request where a file is missing or cannot be read, or where the text is no session of this
  ///   API; the findings then say why.
  public func request(of source: SourceText) -> (request: ComposedRequest?, result: CheckResult) {
    let (result, checked) = run(source)
    guard let checked, !result.lacksVariant,
      !result.diagnostics.contains(where: Rules.isAboutReading)
    else { return (nil, result) }
    return (ComposedRequest(source, checked), result)
  }
}
