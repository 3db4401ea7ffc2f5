/// What a profile may have much of: twice as much of it must cost no more than twice as much. Depth is
/// not among them: libyaml is quadratic in it, and a profile has at most 100 levels.
enum GrowthKind: String, CaseIterable {
  case tools, nodes, aliases, findings, keys, layers, includes, variables

  /// How many of them the smaller profile has: enough to see more than what every run costs.
  var count: Int {
    switch self {
    case .tools: 500
    case .nodes, .aliases, .keys: 10_000
    case .findings, .variables: 1000
    case .layers, .includes: 200
    }
  }

  /// A profile with so many.
  func text(_ count: Int) -> String {
    let head = "type: realtime\nmodel: gpt-realtime-2.1\n"
    switch self {
    case .tools:
      let tools = (0..<count).map {
        "  - {type: function, name: tool_\($0), parameters: {type: object, properties: {}}}\n"
      }
      return head + "tools:\n" + tools.joined()
    case .nodes: return head + "x-notes:\n" + String(repeating: "  - 1\n", count: count)
    case .aliases:
      return head + "x-a: &a [1, 2]\nx-notes:\n" + String(repeating: "  - *a\n", count: count)
    case .findings:
      // A blank may not stand in the name of a tool.
      return head + "tools:\n"
        + (0..<count).map { "  - {type: function, name: wrong \($0)}\n" }.joined()
    case .keys: return head + "x-notes:\n" + (0..<count).map { "  key_\($0): 1\n" }.joined()
    case .layers:
      return "$extends:\n" + (0..<count).map { "  - _\($0).yaml\n" }.joined() + head
    case .includes:
      return head + "tools:\n" + (0..<count).map { "  - { $include: _\($0).yaml }\n" }.joined()
    case .variables:
      let tools = (0..<count).map {
        "  - {type: function, name: f\($0), description: \"Asks ${v} for ${v}.\"}\n"
      }
      return "$vars: { v: Fjord }\n" + head + "tools:\n" + tools.joined()
    }
  }

  /// The other files of a profile with so many, by their names.
  func files(_ count: Int) -> [String: String] {
    guard self == .layers || self == .includes else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: (0..<count).map { number in
        let text =
          self == .layers
          ? "audio: { output: { speed: 1.\(number % 5) } }\n"
          : "{ type: function, name: tool_\(number), parameters: { type: object } }\n"
        return ("_\(number).yaml", text)
      }
    )
  }
}
