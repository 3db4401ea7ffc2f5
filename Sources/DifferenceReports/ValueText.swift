internal import CanonicalJSON
internal import RequestDifference
internal import SourceDiagnostics

/// A value in a line of a report, in short.
enum ValueText {
  /// The most characters of a value.
  private static let most = 60

  /// What becomes of what: `always -> never`; empty where the details tell it.
  static func transition(_ change: ProfileChange, arrow: String = "->") -> String {
    if let text = change.text { return words(of: text) }
    if change.rule.id == "order" { return "another order" }
    if change.old == nil, change.new == nil { return "" }
    return showsDetails(change) ? "" : "\(shown(change.old)) \(arrow) \(shown(change.new))"
  }

  /// Whether a change is told by what changes in the value: the value itself is too much for a line.
  static func showsDetails(_ change: ProfileChange) -> Bool {
    guard !change.details.isEmpty, let old = change.old, let new = change.new else { return false }
    return !(isSmall(old.json) && isSmall(new.json))
  }

  private static func isSmall(_ json: String) -> Bool {
    guard let value = try? JSONReader.read(Array(json.utf8)) else { return false }
    return value.members.count <= 3 && value.members.allSatisfy(\.value.isPlain)
  }

  /// "+1 -2 words".
  static func words(of text: TextDifference) -> String {
    if let (old, new) = text.replaced {
      return "replaced: \(number(old)) -> \(number(new)) characters"
    }
    return "+\(number(text.addedWords)) -\(number(text.removedWords)) words"
  }

  /// With commas between thousands.
  static func number(_ value: Int) -> String {
    var digits = Array(String(value))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return String(digits)
  }

  static func shown(_ value: ProfileChange.Value?) -> String {
    guard let value else { return "(none)" }
    let text = shown(json: value.json)
    return value.isImplied ? "\(text) (default)" : text
  }

  static func shown(json: String) -> String {
    guard let value = try? JSONReader.read(Array(json.utf8)) else { return cut(json) }
    return cut(short(value, isInside: false))
  }

  private static func short(_ value: JSONValue, isInside: Bool) -> String {
    switch value {
    case .string(let bytes):
      let text = String(decoding: bytes, as: UTF8.self)
      return text.isEmpty ? "\"\"" : text
    case .array(let items) where !isInside && items.allSatisfy(\.isPlain):
      return "[" + items.map { short($0, isInside: true) }.joined(separator: ", ") + "]"
    case .object(let members) where !isInside && members.count <= 3:
      // `{"rate": 24000, "type": "audio/pcm"}` is `audio/pcm 24000`.
      guard let type = value["type"], members.allSatisfy(\.value.isPlain) else { break }
      let others = members.filter { !$0.name.elementsEqual("type".utf8) }
      return ([type] + others.map(\.value)).map { short($0, isInside: true) }
        .joined(separator: " ")
    default: break
    }
    return String(decoding: value.canonical(), as: UTF8.self)
  }

  private static func cut(_ text: String) -> String {
    let start = text.unicodeScalars.prefix(most + 1)
    let isCut = start.count > most
    let shown = isCut ? String(String.UnicodeScalarView(start.prefix(most - 1))) : text
    return DisplayText.escaped(shown) + (isCut ? "…" : "")
  }

  /// The place of what is told inside of a value: `properties.city`.
  static func name(_ detail: ProfileChange.Detail) -> String {
    let names = JSONPointer.names(in: detail.path).map { DisplayText.escaped($0) }
    return names.isEmpty ? "all of it" : names.joined(separator: ".")
  }

  /// "adds properties.city", or what becomes of what.
  static func shown(_ detail: ProfileChange.Detail, arrow: String = "->") -> String {
    let name = name(detail)
    func text(_ json: String?) -> String { json.map { shown(json: $0) } ?? "(none)" }
    switch detail.kind {
    case .added: return "adds \(name): \(text(detail.new))"
    case .removed: return "removes \(name): \(text(detail.old))"
    case .changed: return "changes \(name): \(text(detail.old)) \(arrow) \(text(detail.new))"
    }
  }
}

extension JSONValue {
  fileprivate var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }
}

extension ProfileChange {
  /// What is told of what changes inside.
  var toldDetails: [Detail] { ValueText.showsDetails(self) ? details : [] }
}
