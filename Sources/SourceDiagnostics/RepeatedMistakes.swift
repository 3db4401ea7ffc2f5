/// Finds those findings that are about a mistake told already: one in a value that several aliases lead to,
/// under the name of another place.
struct RepeatedMistakes {
  private struct Place: Hashable {
    var code: String
    /// Of one code there are many policies.
    var name: String
    var node: UInt32
  }

  private struct Mistake: Hashable {
    var place: Place
    var message: String
  }

  private var first: [Place: Diagnostic] = [:]
  /// The path under which each was told; filled where a place has more than one finding of a code.
  private var told: [Mistake: String] = [:]

  /// Whether the mistake was told before, under another path.
  mutating func contain(_ finding: Diagnostic) -> Bool {
    guard let node = finding.mistake else { return false }
    let place = Place(code: finding.rule.code, name: finding.rule.name, node: node)
    guard let earlier = first[place] else {
      first[place] = finding
      return false
    }
    let known = Mistake(place: place, message: Self.withoutPlace(earlier))
    if told[known] == nil { told[known] = earlier.path }
    let mistake = Mistake(place: place, message: Self.withoutPlace(finding))
    if let path = told[mistake] { return path != finding.path }
    told[mistake] = finding.path
    return false
  }

  /// A message without what it calls the place: `tools[0].name`, what is around it, or the last name of
  /// that alone.
  private static func withoutPlace(_ finding: Diagnostic) -> String {
    let names = JSONPointer.names(in: finding.path)
    var titles: Set<String> = []
    for start in 0..<min(2, names.count) {
      for end in [names.count, names.count - 1] where end > start {
        titles.insert(title(names[start..<end]))
      }
    }
    if let last = names.last { titles.insert(last) }
    // The pieces in backticks are every second one.
    return finding.message.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .map { index, piece in index % 2 == 1 && titles.contains(String(piece)) ? "" : piece }
      .joined(separator: "`")
  }

  private static func title(_ names: ArraySlice<String>) -> String {
    names.reduce(into: "") { title, name in
      if !name.isEmpty, name.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        title += "[\(name)]"
      } else {
        title += title.isEmpty ? name : ".\(name)"
      }
    }
  }
}
