internal import ProfileLinking
public import SourceDiagnostics
internal import YAMLSyntax

/// A name that is given at one place of a file and stands at others, of this file or of others.
public struct SharedName: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// `&name`, and `*name` where it stands again.
    case anchor
    /// A name in `$vars`, and `${name}` in texts.
    case variable
    /// The `name` of a function, and that in `tool_choice`.
    case tool
    /// The `server_label` of an MCP server, and that in `tool_choice`.
    case mcpServer

    /// Whether several files may have the name in common.
    public var isShared: Bool { self != .anchor }
  }

  /// One place where the name stands.
  public struct Place: Sendable, Hashable {
    /// Of the name alone, but with its quotes.
    public var span: SourceSpan
    /// Whether it is a value or a key by itself, and no part of one.
    public var isScalar: Bool
    public var isDeclaration: Bool
  }

  public var kind: Kind
  public var name: String
  /// In the order of the file.
  public var places: [Place]

  public var declarations: [Place] { places.filter(\.isDeclaration) }

  /// Why a name cannot be given to what is of this kind, as a sentence; `nil` for one that can.
  public static func problem(of name: String, for kind: Kind) -> String? {
    switch kind {
    case .variable:
      return VariableText.isName(Array(name.utf8)[...])
        ? nil
        : "a variable takes letters of ASCII, digits and `_`, at most 64 of them, and no digit at the beginning"
    case .anchor, .tool, .mcpServer:
      let isFine = name.utf8.allSatisfy { byte in
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "_")
          || byte == UInt8(ascii: "-")
      }
      return isFine && (1...64).contains(name.utf8.count)
        ? nil : "write letters of ASCII, digits, `_` and `-`, at most 64 of them"
    }
  }

  /// What is written at a place for another name.
  ///
  /// - Parameters:
  ///   - name: the other name.
  ///   - place: where the name is used.
  ///   - bytes: the file.
  public func text(for name: String, at place: Place, in bytes: [UInt8]) -> String {
    guard place.isScalar, place.span.start < bytes.count else { return name }
    let first = bytes[place.span.start]
    if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") {
      return String(UnicodeScalar(first)) + name + String(UnicodeScalar(first))
    }
    let isText = ScalarResolver.kind(of: Array(name.utf8)[...]) == .string
    return isText && !name.hasPrefix("-") ? name : "\"\(name)\""
  }
}

/// The shared names of a file.
public struct SharedNames: Sendable {
  public private(set) var all: [SharedName] = []
  /// The variables that some text names by escapes: where, cannot be told.
  public private(set) var escaped: Set<String> = []

  /// - Parameter source: a file of YAML or JSON, or a text that profiles fill variables into.
  public init(of source: SourceText) {
    if Self.isText(source.name) {
      addReferences(in: source.bytes, SourceSpan(start: 0, end: source.bytes.count))
      return
    }
    addAnchors(AnchorName.all(in: source.bytes))
    var bag = DiagnosticBag(limit: 0)
    guard let tree = Composer.compose(source.bytes, into: &bag), tree.root != .none else { return }
    addLayer(tree.root, in: tree)
    for index in all.indices { all[index].places.sort { $0.span.start < $1.span.start } }
  }

  /// Whether a file is a text that profiles bring in, by its name.
  package static func isText(_ name: String) -> Bool {
    PathForm.Kind.text.endings.contains(where: name.hasSuffix)
  }

  /// The names that stand at a place: mostly one. What is inherited or left out may be a function as well as a
  /// server, and which of them it is other files say.
  public func names(at offset: Int) -> [(name: SharedName, place: SharedName.Place)] {
    all.compactMap { name in
      name.places.first { $0.span.start <= offset && offset <= $0.span.end }.map { (name, $0) }
    }
  }

  public func name(_ name: String, _ kind: SharedName.Kind) -> SharedName? {
    all.first { $0.kind == kind && $0.name == name }
  }

  /// One anchor is declared as often as it stands there, and each alias means the last one before it.
  private mutating func addAnchors(_ anchors: [AnchorName]) {
    var current: [String: Int] = [:]
    for anchor in anchors {
      let place = SharedName.Place(
        span: anchor.span,
        isScalar: false,
        isDeclaration: !anchor.isAlias
      )
      if anchor.isAlias, let known = current[anchor.name] {
        all[known].places.append(place)
      } else if !anchor.isAlias {
        current[anchor.name] = all.count
        all.append(SharedName(kind: .anchor, name: anchor.name, places: [place]))
      }
    }
  }

  private mutating func add(
    _ kind: SharedName.Kind,
    _ name: String,
    _ span: SourceSpan,
    isScalar: Bool = true,
    isDeclaration: Bool = false
  ) {
    let place = SharedName.Place(span: span, isScalar: isScalar, isDeclaration: isDeclaration)
    if let known = places[Key(kind: kind, name: name)] {
      all[known].places.append(place)
    } else {
      places[Key(kind: kind, name: name)] = all.count
      all.append(SharedName(kind: kind, name: name, places: [place]))
    }
  }

  private struct Key: Hashable {
    var kind: SharedName.Kind
    var name: String
  }

  private var places: [Key: Int] = [:]

  // MARK: Variables and tools

  /// What a profile, a variant of one, or a part of one holds.
  private mutating func addLayer(_ id: NodeID, in tree: NodeTree) {
    switch tree[id].kind {
    case .mapping:
      addTool(id, in: tree)
      addTools(of: id, in: tree)
      if let session = tree.value(of: "session", in: id) { addTools(of: session, in: tree) }
      for (key, value) in tree.entries(of: id) {
        let value = tree.resolve(value)
        if tree.text(of: key, is: "$vars") {
          for (name, _) in tree.entries(of: value) where tree[name].kind == .scalar {
            add(.variable, tree.string(name), tree.span(name), isDeclaration: true)
          }
        } else if tree.text(of: key, is: "$variants") {
          for (_, variant) in tree.entries(of: value) { addLayer(tree.resolve(variant), in: tree) }
        } else if !tree.text(of: key, is: "$extends"), !tree.text(of: key, is: "$schema"),
          !tree.bytes(key).starts(with: Array("x-".utf8))
        {
          addReferences(below: value, in: tree)
        }
      }
    case .sequence:
      for item in tree.items(of: id) { addTool(tree.resolve(item), in: tree) }
      addReferences(below: id, in: tree)
    case .scalar, .alias: addReferences(below: id, in: tree)
    }
  }

  private mutating func addReferences(below id: NodeID, in tree: NodeTree) {
    switch tree[id].kind {
    case .scalar:
      guard tree[id].scalar == .string, VariableText.isIn(tree.bytes(id)) else { return }
      let written = addReferences(in: tree.sourceBytes, tree.span(id))
      let meant = Self.references(in: tree.bytes(id))
      if written != meant { escaped.formUnion(meant) }
    case .sequence: for item in tree.items(of: id) { addReferences(below: item, in: tree) }
    case .mapping:
      for (key, value) in tree.entries(of: id) where !tree[key].flags.contains(.merged) {
        addReferences(below: value, in: tree)
      }
    case .alias: break
    }
  }

  /// - Returns: the names.
  @discardableResult
  private mutating func addReferences(in bytes: [UInt8], _ span: SourceSpan) -> [String] {
    guard VariableText.isIn(bytes[span.range]) else { return [] }
    for piece in VariableText(bytes[span.range]).pieces {
      guard case .variable(let name, _) = piece else { continue }
      let place = SourceSpan(
        start: span.start + name.lowerBound,
        end: span.start + name.upperBound
      )
      add(
        .variable,
        String(decoding: bytes[place.range], as: UTF8.self),
        place,
        isScalar: false
      )
    }
    return Self.references(in: bytes[span.range])
  }

  private static func references(in text: ArraySlice<UInt8>) -> [String] {
    VariableText(text).pieces.compactMap { piece in
      guard case .variable(let name, _) = piece else { return nil }
      let start = text.startIndex
      let bytes = text[(start + name.lowerBound)..<(start + name.upperBound)]
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  private mutating func addTools(of mapping: NodeID, in tree: NodeTree) {
    if let tools = tree.value(of: "tools", in: mapping) {
      for item in tree.items(of: tools) { addTool(tree.resolve(item), in: tree) }
    }
    if let choice = tree.value(of: "tool_choice", in: mapping) {
      addText("name", of: choice, as: .tool, in: tree)
      addText("server_label", of: choice, as: .mcpServer, in: tree)
    }
  }

  private mutating func addTool(_ id: NodeID, in tree: NodeTree) {
    // What is taken over, or left out, from the files below.
    for directive in ["$inherit", "$omit"] as [StaticString] {
      guard let value = tree.value(of: directive, in: id) else { continue }
      let names = tree[value].kind == .sequence ? tree.items(of: value).map(tree.resolve) : [value]
      for name in names {
        addText(name, as: .tool, in: tree)
        addText(name, as: .mcpServer, in: tree)
      }
    }
    guard let type = tree.value(of: "type", in: id) else { return }
    if tree.text(of: type, is: "function") {
      addText("name", of: id, as: .tool, isDeclaration: true, in: tree)
    } else if tree.text(of: type, is: "mcp") {
      addText("server_label", of: id, as: .mcpServer, isDeclaration: true, in: tree)
    }
  }

  private mutating func addText(
    _ key: StaticString,
    of mapping: NodeID,
    as kind: SharedName.Kind,
    isDeclaration: Bool = false,
    in tree: NodeTree
  ) {
    if let value = tree.value(of: key, in: mapping) {
      addText(value, as: kind, isDeclaration: isDeclaration, in: tree)
    }
  }

  private mutating func addText(
    _ value: NodeID,
    as kind: SharedName.Kind,
    isDeclaration: Bool = false,
    in tree: NodeTree
  ) {
    // What is put together out of variables has no name of its own.
    guard tree[value].kind == .scalar, tree[value].scalar == .string,
      !tree.span(value).range.isEmpty, !VariableText.isIn(tree.bytes(value))
    else { return }
    let (name, span) = (tree.string(value), tree.span(value))
    // A tool that an alias brings in stands at one place.
    if let known = places[Key(kind: kind, name: name)],
      all[known].places.contains(where: { $0.span == span })
    {
      return
    }
    add(kind, name, span, isDeclaration: isDeclaration)
  }
}
