internal import ProfileSchemas
internal import SchemaLoading
internal import SourceDiagnostics
internal import YAMLSyntax

/// The servers of `schemas/servers/`.
extension Server {
  /// The names of all that can be had without an overlay of one's own, sorted.
  public static var shippedNames: [String] {
    (overlaidNames + [openAI.name, compatible.name]).sorted()
  }

  /// The names of those that speak a dialect otherwise than documented, sorted.
  static var overlaidNames: [String] { Set(shippedFiles.map { name(ofFile: $0) }).sorted() }

  /// The server of a name; `nil` where there is none. Its schemas are built at first use, then shared.
  public static func shipped(_ name: String) -> Server? {
    switch name {
    case openAI.name: return openAI
    case compatible.name: return compatible
    default: break
    }
    return cache.withLock { known in
      if let server = known[name] { return server }
      let files = shippedFiles.filter { self.name(ofFile: $0) == name }
      guard !files.isEmpty else { return nil }
      var builder = ServerBuilder(name: name, isShipped: true)
      for file in files {
        guard let text = ProfileSchemas.text(named: file) else { continue }
        // The build has done the same with each.
        _ = builder.add(text.withUTF8Buffer { unsafe Array($0) })
      }
      known[name] = builder.server
      return builder.server
    }
  }

  /// The name of the server that an overlay is for: that of its file, up to the first point.
  package static func name(ofFile path: String) -> String {
    let file = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String($0) ?? "" } ?? ""
    return file.split(separator: ".").first.map(String.init) ?? file
  }

  private static let cache = Locked<[String: Server]>([:])

  private static var shippedFiles: [String] {
    ProfileSchemas.names.filter { $0.hasPrefix("servers/") }
  }
}
