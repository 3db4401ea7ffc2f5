package import SourceDiagnostics

/// Which server each profile of a project is for.
public struct Servers: Sendable {
  /// For profiles that nothing else names one for; `nil` for what the documents say, of no server in particular.
  public var standard: Server?
  /// For profiles at some paths: the first pattern that fits counts.
  private var rows: [(pattern: PathPattern, server: Server)] = []
  /// The servers of the project's own overlays.
  package private(set) var own: [Server] = []
  /// The path of a profile that the patterns are of; `nil` where it is in no project.
  private var path: @Sendable (String) -> String? = { $0 }

  public init(_ standard: Server? = nil) { self.standard = standard }

  package init(
    standard: Server?,
    rows: [(pattern: PathPattern, server: Server)],
    own: [Server]
  ) {
    self.standard = standard
    self.rows = rows
    self.own = own
  }

  /// The same, for profiles whose paths in the project are found so.
  package func placing(by path: @escaping @Sendable (String) -> String?) -> Servers {
    var copy = self
    copy.path = path
    return copy
  }

  /// The server of a profile, by its path.
  package func server(ofProfile name: String) -> Server? {
    guard !rows.isEmpty, let path = path(name) else { return standard }
    let names = PathPattern.names(of: path)
    return rows.first { $0.pattern.matches(names) }?.server ?? standard
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
