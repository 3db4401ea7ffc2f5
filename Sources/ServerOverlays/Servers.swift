package import SourceDiagnostics

/// Which server each profile of a project is for.
public struct Servers: Sendable {
  /// By reference, since it is handed on with the options of each profile; `nil` where nothing is decided.
  private var storage: Storage?

  private final class Storage: Sendable {
    let standard: Server?
    let rows: [(pattern: PathPattern, server: Server)]
    let own: [Server]
    let path: @Sendable (String) -> String?

    init(
      _ standard: Server?,
      _ rows: [(pattern: PathPattern, server: Server)],
      _ own: [Server],
      _ path: @escaping @Sendable (String) -> String?
    ) {
      (self.standard, self.rows, self.own, self.path) = (standard, rows, own, path)
    }
  }

  public init(_ standard: Server? = nil) {
    storage = standard.map { Storage($0, [], [], { $0 }) }
  }

  /// - Parameters:
  ///   - rows: for profiles at some paths: the first pattern that fits counts.
  ///   - own: the servers of the project's own overlays.
  package init(
    standard: Server?,
    rows: [(pattern: PathPattern, server: Server)],
    own: [Server]
  ) {
    storage = Storage(standard, rows, own, { $0 })
  }

  /// For profiles that nothing else names one for; `nil` for what the documents say, of no server in particular.
  public var standard: Server? {
    get { storage?.standard }
    set {
      guard let old = storage else {
        self = Servers(newValue)
        return
      }
      storage = Storage(newValue, old.rows, old.own, old.path)
    }
  }

  /// The servers of the project's own overlays.
  package var own: [Server] { storage?.own ?? [] }

  private var rows: [(pattern: PathPattern, server: Server)] { storage?.rows ?? [] }

  /// The same, for profiles whose paths in the project are found so; `nil` for one that is in no project.
  package func placing(by path: @escaping @Sendable (String) -> String?) -> Servers {
    guard let storage else { return self }
    var copy = self
    copy.storage = Storage(storage.standard, storage.rows, storage.own, path)
    return copy
  }

  /// The server of a profile, by its path.
  package func server(ofProfile name: String) -> Server? {
    guard let storage else { return nil }
    guard !storage.rows.isEmpty, let path = storage.path(name) else { return storage.standard }
    let names = PathPattern.names(of: path)
    return storage.rows.first { $0.pattern.matches(names) }?.server ?? storage.standard
  }

  /// The server of a name: one of the project's own, or one that ships.
  package func server(named name: String) -> Server? {
    own.first { $0.name == name } ?? Server.shipped(name)
  }

  /// What is decided, as one text; `nil` where nothing is.
  package var shown: String? {
    var parts = rows.map { "\($0.pattern.text): \($0.server.name)" }
    if let standard { parts.append(standard.name) }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// The names that there are.
  package var names: [String] { (own.map(\.name) + Server.shippedNames).sorted() }

  /// What is said where a name is none of them.
  package func advice(insteadOf name: String) -> String {
    let nearest = Suggestion.nearest(to: name, in: names)
    return nearest.map { "did you mean `\($0)`?" } ?? "there are \(names.joined(separator: ", "))"
  }
}
