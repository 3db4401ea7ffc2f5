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

  /// By reference, since it is handed on with the options of each profile; `nil` where there are none.
  private var storage: Storage?

  private final class Storage: Sendable {
    let rows: [Row]
    /// Where they stand in every file.
    let everywhere: PointerPattern?
    /// The path of a file that the patterns are of; `nil` where it is in no project.
    let path: @Sendable (String) -> String?

    init(
      _ rows: [Row],
      everywhere: PointerPattern? = nil,
      path: @escaping @Sendable (String) -> String? = { $0 }
    ) {
      (self.rows, self.everywhere, self.path) = (rows, everywhere, path)
    }
  }

  /// No file holds sessions besides other things.
  public init() {}

  public init(_ rows: [Row]) { if !rows.isEmpty { storage = Storage(rows) } }

  /// In every file sessions stand at this place.
  public init(everywhere place: PointerPattern) { storage = Storage([], everywhere: place) }

  public var isEmpty: Bool { storage == nil }

  /// The same, for files whose paths in the project are found so.
  package func placing(by path: @escaping @Sendable (String) -> String?) -> EmbeddedSessions {
    guard let storage else { return self }
    var copy = self
    copy.storage = Storage(storage.rows, everywhere: storage.everywhere, path: path)
    return copy
  }

  /// Where sessions stand in a file; none for a file that is a session as a whole.
  package func places(inFile name: String) -> [PointerPattern] {
    guard let storage else { return [] }
    if let everywhere = storage.everywhere { return [everywhere] }
    guard let path = storage.path(name) else { return [] }
    let names = PathPattern.names(of: path)
    return storage.rows.filter { $0.files.matches(names) }.map(\.place)
  }

  /// Whether a path in the project is that of a file with sessions.
  package func matches(_ path: String) -> Bool {
    let names = PathPattern.names(of: path)
    return storage?.rows.contains { $0.files.matches(names) } ?? false
  }
}
