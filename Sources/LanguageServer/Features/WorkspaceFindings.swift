internal import CanonicalJSON
internal import SessionProfiles
internal import SourceDiagnostics

extension LanguageServer {
  /// The findings of all profiles of the folders that are open, and of the files that they are made of.
  ///
  /// - Parameter parameters: with what the client has already: of a file where nothing has changed only that is
  ///   said.
  func workspaceFindings(_ parameters: JSONValue) -> JSONValue {
    guard settings[.diagnostics] else { return .members(["items": .array([])]) }
    var known: [String: String] = [:]
    for entry in parameters["previousResultIds"]?.items ?? [] {
      if let uri = entry["uri"]?.text { known[uri] = entry["value"]?.text }
    }
    var files: [String: UniqueFindings] = [:]
    workspace.readingOnce {
      let open = openURIs
      for root in roots {
        for profile in workspace.profiles(in: root, open: openTexts) {
          let uri = uri(ofFile: profile.name, open)
          let document = documents[uri] ?? Document(uri: uri, version: nil, text: profile.bytes)
          for (file, found) in findings(of: document) ?? [:] {
            files[file, default: .init()].add(found)
          }
        }
      }
    }
    // What is gone has no findings any more.
    for uri in known.keys where files[uri] == nil { files[uri] = UniqueFindings() }
    let reports = files.sorted { $0.key < $1.key }.map { uri, found -> JSONValue in
      let items = JSONValue.array(found.all)
      let name = Self.name(of: items.canonical())
      let isKnown = known[uri] == name
      return .members([
        "kind": .string(isKnown ? "unchanged" : "full"), "uri": .string(uri),
        "version": documents[uri]?.version.map { .integer($0) } ?? .null,
        "resultId": .string(name), "items": isKnown ? nil : items,
      ])
    }
    return .members(["items": .array(reports)])
  }

  /// A name for what was found, the same for the same.
  private static func name(of bytes: [UInt8]) -> String {
    var hasher = Hasher()
    hasher.combine(bytes)
    return String(UInt(bitPattern: hasher.finalize()), radix: 36)
  }

  /// Takes over the folders of `initialize`.
  func readRoots(_ parameters: JSONValue) {
    let folders = parameters["workspaceFolders"]?.items.compactMap { $0["uri"]?.text } ?? []
    let uris = folders.isEmpty ? [parameters["rootUri"]?.text].compactMap(\.self) : folders
    roots = uris.compactMap { FileURI.path(of: $0) }
  }

  /// Takes over what has become of the folders.
  func changeRoots(_ event: JSONValue?) {
    func paths(_ name: String) -> [String] {
      (event?[name]?.items ?? []).compactMap { $0["uri"]?.text }.compactMap { FileURI.path(of: $0) }
    }
    let removed = paths("removed")
    roots = roots.filter { !removed.contains($0) }
    for path in paths("added") where !roots.contains(path) { roots.append(path) }
  }
}
