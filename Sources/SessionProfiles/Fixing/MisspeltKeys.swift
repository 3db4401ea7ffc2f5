internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// The misspelt keys that were bound as the fields that are meant, with what they hold: which of them are
/// worth mending, and which fixes below them.
struct MisspeltKeys {
  /// A key with its value.
  private struct Entry {
    /// Where the key begins, and where the value ends.
    var start: Int
    var end: Int
    /// The innermost entry around it, by its place in the list.
    var outer: Int?
    /// Whether the key is to be renamed.
    var isRenamed = false
    /// Whether its name is an error.
    var isError = false
    /// Errors inside of it that would stay.
    var inside = 0
  }

  /// In file order, so that what is inside of an entry comes after it.
  private var entries: [Entry] = []

  init(of profile: BoundProfile) {
    let tree = profile.tree
    // Entries that aliases repeat are one in the file.
    var seen: Set<Int> = []
    for id in profile.misspelt?.ids ?? [] {
      let (key, value) = (profile.keySpan(id), tree.span(profile[id].written))
      guard seen.insert(key.start).inserted else { continue }
      entries.append(Entry(start: key.start, end: max(key.end, value.end)))
    }
    entries.sort { $0.start < $1.start }
    var around = Around(entries)
    for index in entries.indices {
      entries[index].outer = around.innermost(at: entries[index].start)
    }
  }

  /// Finds the innermost entry that a place is inside of, but for its key. Asked in file order.
  private struct Around {
    let entries: [Entry]
    var next = 0
    var open: [Int] = []

    init(_ entries: [Entry]) { self.entries = entries }

    mutating func innermost(at place: Int) -> Int? {
      while next < entries.count, entries[next].start < place {
        close(at: entries[next].start)
        open.append(next)
        next += 1
      }
      close(at: place)
      return open.last
    }

    private mutating func close(at place: Int) {
      while let last = open.last, entries[last].end <= place { open.removeLast() }
    }
  }

  /// The findings whose fixes are to be applied: all but those below a key that keeps its name, or that
  /// had better keep it, since renaming it would bring more errors than it mends.
  ///
  /// - Parameters:
  ///   - diagnostics: in file order.
  ///   - isMended: whether a finding has a fix that may be applied.
  mutating func worthMending(
    _ diagnostics: [Diagnostic],
    isMended: (Diagnostic) -> Bool
  ) -> [Diagnostic] {
    let places = Dictionary(uniqueKeysWithValues: entries.indices.map { (entries[$0].start, $0) })
    func renamed(by diagnostic: Diagnostic) -> Int? {
      diagnostic.fix?.renamesKey ?? false ? places[diagnostic.span.start] : nil
    }
    var around = Around(entries)
    let owners = diagnostics.map { around.innermost(at: $0.span.start) }
    for (diagnostic, owner) in zip(diagnostics, owners) {
      let isError = diagnostic.severity == .error
      if let own = renamed(by: diagnostic) {
        entries[own].isRenamed = isMended(diagnostic)
        entries[own].isError = isError
      } else if isError, !isMended(diagnostic), let owner {
        entries[owner].inside += 1
      }
    }
    for index in entries.indices.reversed() {
      let entry = entries[index]
      let name = entry.isError ? 1 : 0
      entries[index].isRenamed = entry.isRenamed && entry.inside <= name
      guard let outer = entry.outer else { continue }
      entries[outer].inside += entries[index].isRenamed ? entry.inside : name
    }
    for index in entries.indices {
      guard let outer = entries[index].outer, !entries[outer].isRenamed else { continue }
      entries[index].isRenamed = false
    }
    return zip(diagnostics, owners).compactMap { diagnostic, owner in
      let entry = renamed(by: diagnostic) ?? owner
      return entry.map { entries[$0].isRenamed } ?? true ? diagnostic : nil
    }
  }
}
