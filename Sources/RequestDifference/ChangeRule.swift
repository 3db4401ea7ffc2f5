internal import ProfileIR
internal import YAMLSyntax

/// How much a change matters, from the least to the most.
public enum ChangeLevel: String, CaseIterable, Comparable, Sendable {
  /// Other bytes for the same session.
  case cosmetic
  /// The session does something differently.
  case behaviour
  /// The session may do or reveal more than before.
  case safety
  /// A client or the handler of a tool that works with the old request can stop working with the new one.
  case breaking

  public static func < (left: ChangeLevel, right: ChangeLevel) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A kind of change: a row of `schemas/changes.json`.
public struct ChangeRule: Hashable, Sendable {
  /// The row, such as `tool-arguments-wider`.
  public var id: String
  /// What it is called, such as `tool-arguments`: several rows may share a name.
  public var name: String
  public var level: ChangeLevel
  public var tags: [String]
  /// What changes, as a noun or a clause.
  public var when: String
  /// What to do about it.
  public var advice: String?
}

/// All kinds of change, by the names of their rows.
public struct ChangeRules: Sendable {
  /// In the order of the file: by level, the gravest first.
  public let all: [ChangeRule]
  private let byID: [String: ChangeRule]
  /// What is wrong with the file; empty, or a test fails.
  package let problems: [String]

  /// The rules of this build. Read at first use, then shared.
  public static let embedded = ChangeRules()

  private init() {
    let (tree, problems) = SchemaFile.read("changes.json")
    var (rules, problemsFound): ([ChangeRule], [String]) = ([], problems)
    let list = tree.root == .none ? nil : tree.value(of: "rules", in: tree.root)
    for entry in list.map({ Array(tree.entries(of: $0)) }) ?? [] {
      let (key, value) = (entry.key, entry.value)
      func text(_ name: StaticString) -> String? {
        tree.value(of: name, in: value).map { tree.string($0) }
      }
      let id = tree.string(key)
      guard let level = text("level").flatMap(ChangeLevel.init(rawValue:)), let when = text("when")
      else {
        problemsFound.append("changes.json: `\(id)` has no level, or does not say when")
        continue
      }
      let tags = tree.value(of: "tags", in: value).map { list in
        tree.items(of: list).map { tree.string($0) }
      }
      rules.append(
        ChangeRule(
          id: id,
          name: text("rule") ?? id,
          level: level,
          tags: tags ?? [],
          when: when,
          advice: text("advice")
        )
      )
    }
    all = rules
    byID = Dictionary(rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.problems = problemsFound + (rules.isEmpty ? ["changes.json: has no rules"] : [])
  }

  /// The rule of a row; that of any field where there is no such row.
  public subscript(id: String) -> ChangeRule { byID[id] ?? Self.unknown }

  package func rule(_ id: String) -> ChangeRule? { byID[id] }

  /// The names, each once, in the order of the file.
  public var names: [String] {
    var seen: Set<String> = []
    return all.map(\.name).filter { seen.insert($0).inserted }
  }

  private static let unknown = ChangeRule(
    id: "field",
    name: "field",
    level: .behaviour,
    tags: [],
    when: "any other field"
  )
}
