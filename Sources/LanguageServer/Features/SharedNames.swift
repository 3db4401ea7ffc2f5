internal import CanonicalJSON
internal import SessionProfiles
internal import SourceDiagnostics

/// Definition, references and rename of anchors, variables, tools and MCP servers; definition of files.
extension LanguageServer {
  func definition(in document: Document, at position: JSONValue?) -> JSONValue {
    guard let (offset, compiler) = cursor(in: document, at: position) else { return .array([]) }
    if let file = compiler.namedFiles(in: document.source).first(where: { $0.span.holds(offset) }) {
      let start = SourceSpan(start: 0, end: 0)
      return .array([location(start, of: LineTable([]), uri(ofFile: file.name))])
    }
    guard let found = name(in: document, at: offset) else { return .array([]) }
    return .array(
      occurrences(of: found.name, in: document).flatMap { file in
        file.name.declarations.map { location($0.span, of: file.lines, file.uri) }
      }
    )
  }

  func references(in document: Document, _ parameters: JSONValue) -> JSONValue {
    guard let offset = document.lines.offset(parameters["position"], in: client.encoding),
      let found = name(in: document, at: offset)
    else { return .array([]) }
    let areAll = parameters[["context", "includeDeclaration"]]?.isTrue ?? true
    return .array(
      occurrences(of: found.name, in: document).flatMap { file in
        file.name.places.filter { areAll || !$0.isDeclaration }
          .map { location($0.span, of: file.lines, file.uri) }
      }
    )
  }

  /// The name at a place, without its quotes.
  func prepareRename(in document: Document, at position: JSONValue?) throws(RequestFailure)
    -> JSONValue
  {
    let (name, place) = try renamed(in: document, at: position)
    var span = place.span
    if place.isScalar, let first = document.bytes[span.range].first,
      first == UInt8(ascii: "'") || first == UInt8(ascii: "\"")
    {
      span = SourceSpan(start: span.start + 1, end: max(span.start + 1, span.end - 1))
    }
    return .members([
      "range": document.lines.json(span, in: client.encoding), "placeholder": .shown(name.name),
    ])
  }

  func rename(in document: Document, _ parameters: JSONValue) throws(RequestFailure) -> JSONValue {
    let (name, _) = try renamed(in: document, at: parameters["position"])
    guard let new = parameters["newName"]?.text else {
      throw RequestFailure(.invalidParameters, "there is no new name")
    }
    if let problem = SharedName.problem(of: new, for: name.kind) {
      throw RequestFailure(
        .requestFailed,
        "`\(DisplayText.escaped(new))` cannot be its name: \(problem)"
      )
    }
    let (files, all) = profilesWith(name, in: document)
    for file in all where new != name.name {
      let shared = SharedNames(of: file)
      guard name.kind != .variable || !shared.escaped.contains(name.name) else {
        throw RequestFailure(
          .requestFailed,
          "a text in \(DisplayText.escaped(file.name)) names it by escapes: write it as `${\(name.name)}` there"
        )
      }
      let names = shared.all
      guard !names.contains(where: { $0.kind == name.kind && $0.name == new }) else {
        throw RequestFailure(
          .requestFailed,
          "the name `\(new)` is taken in \(DisplayText.escaped(file.name))"
        )
      }
    }
    let edits = files.map { file in
      FileEdits(
        uri: file.uri,
        version: documents[file.uri]?.version,
        edits: file.name.places.map { place in
          .members([
            "range": file.lines.json(place.span, in: client.encoding),
            "newText": .string(name.text(for: new, at: place, in: file.source.bytes)),
          ])
        }
      )
    }
    return workspaceEdit(edits)
  }

  func links(in document: Document) -> JSONValue {
    guard case .success(let compiler?) = compiler(for: document) else { return .array([]) }
    return .array(
      compiler.namedFiles(in: document.source).map { file in
        .members([
          "range": document.lines.json(file.span, in: client.encoding),
          "target": .string(uri(ofFile: file.name)),
        ])
      }
    )
  }

  // MARK: Files

  /// A file in which a name stands.
  struct FileWithName {
    var uri: String
    var source: SourceText
    var lines: LineTable
    var name: SharedName
  }

  private func renamed(in document: Document, at position: JSONValue?) throws(RequestFailure)
    -> (name: SharedName, place: SharedName.Place)
  {
    guard let offset = document.lines.offset(position, in: client.encoding),
      let found = name(in: document, at: offset)
    else {
      throw RequestFailure(
        .requestFailed,
        "only anchors, variables, functions and MCP servers can be renamed"
      )
    }
    // What has no declaration here, and none elsewhere, is something else.
    guard
      occurrences(of: found.name, in: document).contains(where: { !$0.name.declarations.isEmpty })
    else {
      throw RequestFailure(
        .requestFailed,
        "nothing declares `\(DisplayText.escaped(found.name.name))`"
      )
    }
    return found
  }

  /// The name at a place: that which is declared somewhere, where it may be one of several.
  func name(
    in document: Document,
    at offset: Int
  ) -> (name: SharedName, place: SharedName.Place)? {
    let names = SharedNames(of: document.source).names(at: offset)
    guard names.count > 1 else { return names.first }
    return names.first { found in
      occurrences(of: found.name, in: document).contains { !$0.name.declarations.isEmpty }
    } ?? names.first
  }

  /// The files in which a name stands and means the same thing: the document, and those that are part of a profile
  /// together with one of them.
  func occurrences(of name: SharedName, in document: Document) -> [FileWithName] {
    profilesWith(name, in: document).found
  }

  /// - Returns: the files with the name, and all files of their profiles.
  private func profilesWith(_ name: SharedName, in document: Document)
    -> (found: [FileWithName], all: [SourceText])
  {
    let own = FileWithName(
      uri: document.uri,
      source: document.source,
      lines: document.lines,
      name: name
    )
    guard name.kind.isShared, let path = document.path else { return ([own], [own.source]) }
    let open = openURIs
    var all = workspace.profiles(around: path, open: openTexts)
    // The document may be a profile that the project does not name.
    if case .success(let compiler?) = compiler(for: document) {
      all.append(compiler.files(of: document.source).files)
    }
    var profiles = all.map { files in
      files.map { (uri: uri(ofFile: $0.name, open), source: $0) }
    }
    var (found, read, seen) = ([own], [own.source], [own.uri: true])
    while let index = profiles.firstIndex(where: { $0.contains { seen[$0.uri] == true } }) {
      for file in profiles.remove(at: index) where seen[file.uri] == nil {
        let same = SharedNames(of: file.source).name(name.name, name.kind)
        seen[file.uri] = same != nil
        read.append(file.source)
        guard let same else { continue }
        let lines = LineTable(file.source.bytes)
        found.append(FileWithName(uri: file.uri, source: file.source, lines: lines, name: same))
      }
    }
    return ([own] + found.dropFirst().sorted { $0.uri < $1.uri }, read)
  }

  private func location(_ span: SourceSpan, of lines: LineTable, _ uri: String) -> JSONValue {
    .members(["uri": .string(uri), "range": lines.json(span, in: client.encoding)])
  }
}

extension SourceSpan {
  fileprivate func holds(_ offset: Int) -> Bool { start <= offset && offset <= end }
}
