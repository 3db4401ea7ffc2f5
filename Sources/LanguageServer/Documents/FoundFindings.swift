internal import CanonicalJSON

/// What checking the documents has found. Findings of a document may lie in other files that it is made of, and
/// several documents may show the same one.
struct FoundFindings {
  /// By the document that was checked, and then by the file of the findings.
  private var all: [String: [String: [JSONValue]]] = [:]

  /// Whether a document has findings, or had none but is made of other files.
  func isMadeOfOthers(_ uri: String) -> Bool { all[uri].map { $0.count > 1 } ?? true }

  /// - Returns: the files whose findings have to be told anew.
  mutating func replace(_ uri: String, with findings: [String: [JSONValue]]) -> [String] {
    let before = all.updateValue(findings, forKey: uri) ?? [:]
    return [uri] + Set(before.keys).union(findings.keys).subtracting([uri]).sorted()
  }

  /// - Returns: the files whose findings have to be told anew.
  mutating func close(_ uri: String) -> [String] {
    let before = all.removeValue(forKey: uri) ?? [:]
    return [uri] + Set(before.keys).subtracting([uri]).sorted()
  }

  /// What a document shows in the other files that it is made of.
  func others(of uri: String) -> [(uri: String, findings: [JSONValue])] {
    (all[uri] ?? [:]).filter { $0.key != uri }.sorted { $0.key < $1.key }
      .map { (uri: $0.key, findings: $0.value) }
  }

  /// What all documents together show in a file, each finding once.
  func findings(of uri: String) -> [JSONValue] {
    var found = UniqueFindings(all[uri]?[uri] ?? [])
    for (other, files) in all.sorted(by: { $0.key < $1.key }) where other != uri {
      found.add(files[uri] ?? [])
    }
    return found.all
  }
}

/// Findings of one file, each once, as several profiles show them.
struct UniqueFindings {
  private(set) var all: [JSONValue]
  /// Empty until there are several who show some.
  private var seen: Set<JSONValue> = []

  init(_ findings: [JSONValue] = []) { all = findings }

  mutating func add(_ findings: [JSONValue], most: Int = .max) {
    guard !findings.isEmpty else { return }
    if seen.isEmpty { seen = Set(all) }
    for finding in findings where all.count < most && seen.insert(finding).inserted {
      all.append(finding)
    }
  }
}
