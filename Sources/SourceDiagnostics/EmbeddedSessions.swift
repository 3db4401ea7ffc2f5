/// Where sessions stand in files of other tools.
public struct EmbeddedSessions: Sendable {
  /// A pattern of files and the place of a session in them.
  public struct Row: Sendable {
    public var files: PathPattern
    public var place: PointerPattern

    public init(files: PathPattern, place: PointerPattern) {
      self.files = files
      self.place = place
    }
  }

  public private(set) var rows: [Row] = []
  /// Where they stand in every file.
  private var everywhere: PointerPattern?
  /// The path of a file that the patterns are of; `nil` where it is in no project.
  private var path: @Sendable (String) -> String? = { $0 }

  /// No file holds sessions besides other things.
  public init() {}

  public init(_ rows: [Row]) { self.rows = rows }

  /// In every file sessions stand at this place.
  public init(everywhere place: PointerPattern) { everywhere = place }

  public var isEmpty: Bool { rows.isEmpty && everywhere == nil }

  /// The same, for files whose paths in the project are found so.
  package func placing(by path: @escaping @Sendable (String) -> String?) -> EmbeddedSessions {
    var copy = self
    copy.path = path
    return copy
  }

  /// Where sessions stand in a file; none for a file that is a session as a whole.
  package func places(inFile name: String) -> [PointerPattern] {
    if let everywhere { return [everywhere] }
    guard !rows.isEmpty, let path = path(name) else { return [] }
    let names = PathPattern.names(of: path)
    return rows.filter { $0.files.matches(names) }.map(\.place)
  }

  /// Whether a path in the project is that of a file with sessions.
  package func matches(_ path: String) -> Bool {
    let names = PathPattern.names(of: path)
    return rows.contains { $0.files.matches(names) }
  }
}
