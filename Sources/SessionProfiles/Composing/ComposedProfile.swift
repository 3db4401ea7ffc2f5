internal import CanonicalJSON
internal import ProfileIR
internal import ProfileLinking
internal import ProfileTargets
internal import ProfileWriting
internal import SecretScanning
public import SourceDiagnostics
internal import YAMLSyntax

/// A profile as its files make it, with the origin of every value. Secrets are not in it.
public struct ComposedProfile: Sendable {
  /// One value that a place has, or would have without what stands above it.
  public struct Origin: Sendable {
    /// The file, with its text.
    public let source: SourceText
    public let span: SourceSpan
    /// On one line, as JSON.
    public let value: String
  }

  private let profile: BoundProfile

  fileprivate init(_ profile: BoundProfile) { self.profile = profile }

  /// The layers in their order, the profile itself last.
  public var layers: [String] {
    guard let composition = tree.composition else { return [] }
    return composition.layers.map { composition.files[$0].source.name }
  }

  /// The variant that it is; `nil` for a profile without variants.
  public var variant: String? { tree.composition?.variant }

  /// The whole profile as JSON, or what stands at a pointer; `nil` where nothing does.
  public func json(at pointer: String = "", isPretty: Bool = false) -> [UInt8]? {
    find(pointer).map { json(of: profile[$0.last ?? profile.root].value, isPretty: isPretty) }
  }

  /// The whole profile as YAML. A value from another file has a comment that says so.
  ///
  /// - Parameter name: the profile's own file.
  public func yaml(called name: String) -> String {
    var writer = YAMLWriter(profile)
    writer.replacements = replacements.merging(redactedTexts) { first, _ in first }
    if let composition = tree.composition {
      let places = OriginPlaces(tree, composition)
      writer.note = { places.title(of: $0) }
    }
    return withoutKeys(Secrets.redacted(writer.members(of: profile.root)))
  }

  /// A text without the keys that the files hold: a variable may put a letter before one, and then it does not
  /// look like a key any more.
  private func withoutKeys(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let shown = withoutKeys(bytes)
    return shown == bytes ? text : String(decoding: shown, as: UTF8.self)
  }

  private func withoutKeys(_ text: [UInt8]) -> [UInt8] {
    keys.reduce(text) { text, key in
      var (result, rest) = ([UInt8](), text[...])
      while let place = rest.firstRange(ofBytes: key) {
        result += rest[..<place.lowerBound] + "***".utf8
        rest = rest[place.upperBound...]
      }
      return result.isEmpty ? text : result + rest
    }
  }

  /// The keys in the files of a profile with variables, the longest first.
  private var keys: [[UInt8]] {
    guard let composition = tree.composition, !composition.variables.declared.isEmpty else {
      return []
    }
    let texts = composition.files.flatMap { SecretScanner.places(in: $0.source.bytes).map(\.text) }
    return Set(texts.filter { $0.count >= 8 && !$0.contains(UInt8(ascii: "*")) })
      .sorted { $0.count > $1.count }
  }

  /// Where the value at a pointer comes from: first what counts, then what that overrides, down to the
  /// lowest layer. `nil` where nothing stands there.
  public func origins(of pointer: String, called name: String) -> [Origin]? {
    guard let way = find(pointer), let id = way.last else { return nil }
    var result = [origin(of: profile[id].value, name)]
    var key = profile[id].key
    while key != .none, let below = tree.composition?.overridden(by: key) {
      result.append(origin(of: tree.resolve(tree[below].next), name))
      key = below
    }
    return result
  }

  // MARK: Values

  private var tree: NodeTree { profile.tree }

  private func origin(of value: NodeID, _ name: String) -> Origin {
    let text = String(decoding: json(of: value, isPretty: false), as: UTF8.self)
    guard let composition = tree.composition else {
      let source = SourceText(name: name, bytes: tree.sourceBytes)
      return Origin(source: source, span: tree.span(value), value: text)
    }
    let span = composition.placed(tree.span(value))
    return Origin(
      source: composition.files[Int(span.source.rawValue)].source,
      span: span,
      value: text
    )
  }

  private func json(of value: NodeID, isPretty: Bool) -> [UInt8] {
    var writer = CanonicalWriter(pretty: isPretty)
    let isRoot = value == tree.root
    writer.value(value, of: tree) { name in isRoot && name.starts(with: "x-".utf8) }
    var text = Secrets.redacted(writer.finish())
    while text.last == 0x0A { text.removeLast() }
    for secret in replacements.keys {
      let written = JSONValue.string(Array(tree.bytes(secret))).canonical()
      let hidden = Array("\"***\"".utf8)
      while let place = text.firstRange(ofBytes: written), written != hidden {
        text.replaceSubrange(place, with: hidden)
      }
    }
    return withoutKeys(text)
  }

  /// What is written in the place of values that are secrets wherever they stand.
  private var replacements: [NodeID: String] {
    var result: [NodeID: String] = [:]
    for id in profile.all where profile.field(id)?.isSecret ?? false {
      guard profile.node(id).kind == .scalar, !profile.bytes(id).isEmpty else { continue }
      result[profile[id].value] = "\"***\""
    }
    return result
  }

  /// Texts with a secret in them, as they are shown.
  private var redactedTexts: [NodeID: String] {
    var result: [NodeID: String] = [:]
    for (index, node) in tree.nodes.enumerated() where node.kind == .scalar && node.count >= 8 {
      let bytes = Array(tree.bytes(of: node))
      guard let shown = SecretScanner.redacted(bytes) else { continue }
      let text = JSONValue.string(shown).canonical()
      result[NodeID(index: UInt32(index))] = String(decoding: text, as: UTF8.self)
    }
    return result
  }

  /// The nodes on the way to a pointer, the last of which it names; `nil` where it leads nowhere.
  private func find(_ pointer: String) -> [IRID]? {
    var way = [profile.root]
    for name in JSONPointer.names(in: pointer) {
      let last = way[way.count - 1]
      let next = profile.children(of: last).first { child in
        profile[child].key == .none
          ? String(profile[child].position) == name : profile.name(child) == name
      }
      guard let next else { return nil }
      way.append(next)
    }
    return way
  }
}

/// The places of values as comments name them.
struct OriginPlaces {
  private let tree: NodeTree
  private let composition: Composition
  private let lines: [LineTable]

  init(_ tree: NodeTree, _ composition: Composition) {
    self.tree = tree
    self.composition = composition
    lines = composition.files.map { LineTable($0.source.bytes) }
  }

  /// `profiles/_base.yaml:9` for a value of another file, `prompts/a.md` for the text of one; `nil` for
  /// one of the profile itself, and for what several files have made.
  func title(of value: NodeID) -> String? {
    guard let file = composition.file(of: value), file > 0 else { return nil }
    let kind = tree[value].kind
    guard kind == .scalar || tree[value].count == 0 || kind == .sequence else { return nil }
    let source = composition.files[file]
    let name = DisplayText.escaped(source.source.name)
    if source.role == .text { return name }
    let place = lines[file].position(of: composition.placed(tree.span(value)).start)
    return "\(name):\(place.line)"
  }
}

extension Compiler {
  /// Puts a profile together out of the files that it names.
  ///
  /// - Returns: the profile, and its findings; no profile where a file is missing or nothing could be read.
  public func compose(_ source: SourceText) -> (profile: ComposedProfile?, result: CheckResult) {
    let (result, checked) = run(source)
    let isWhole = !result.diagnostics.contains { finding in
      Rules.isAboutReading(finding) && finding.rule != LinkingRules.nothingToInherit
    }
    guard let checked, isWhole else { return (nil, result) }
    return (ComposedProfile(checked.profile), result)
  }
}
