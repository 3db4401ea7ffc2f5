import CanonicalJSON
import CommandLineSupport
import SessionProfiles

/// The list of kinds of change.
struct ChangeList {
  private let rules: [ChangeRule]

  init(_ rules: ChangeRules) { self.rules = rules.all }

  func print(_ format: RulesCommand.Format) {
    switch format {
    case .text: StandardStreams.text(text)
    case .json: StandardStreams.data(json, as: .json)
    case .markdown: StandardStreams.page(markdown)
    }
  }

  private var text: String {
    let width = rules.map(\.name.count).max() ?? 0
    return rules.reduce(into: "") { text, rule in
      let level = rule.level.rawValue + String(repeating: " ", count: 9 - rule.level.rawValue.count)
      let name = rule.name + String(repeating: " ", count: width - rule.name.count)
      text += "\(level)  \(name)  \(rule.when)\n"
    }
  }

  private var markdown: String {
    rules.reduce(into: "| level | kind | when |\n| --- | --- | --- |\n") { text, rule in
      text += "| \(rule.level.rawValue) | `\(rule.name)` | \(rule.when) |\n"
    }
  }

  private var json: [UInt8] {
    var writer = CanonicalWriter(pretty: true)
    writer.beginArray()
    for rule in rules {
      writer.beginObject()
      writer.member("name", rule.name)
      writer.member("level", rule.level.rawValue)
      writer.name("tags")
      writer.beginArray()
      for tag in rule.tags { writer.string(tag) }
      writer.endArray()
      writer.member("when", rule.when)
      if let advice = rule.advice { writer.member("advice", advice) }
      writer.endObject()
    }
    writer.endArray()
    return writer.finish()
  }
}
