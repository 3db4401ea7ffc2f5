internal import CanonicalJSON
internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// The everyday reasons why a value has the wrong type, each with its remedy.
struct TypeRepair {
  private(set) var help: String?
  private(set) var fix: FixIt?

  init(_ id: IRID, _ field: FieldSchema, expected: KindSet, in profile: BoundProfile) {
    let node = profile.node(id)
    guard node.kind == .scalar else {
      help = Self.help(for: node.kind, of: id, in: profile)
      return
    }
    let text = profile.text(id)
    let span = profile.span(id)
    if node.scalar == .string {
      let isQuoted = node.style == .doubleQuoted || node.style == .singleQuoted
      // The first line of a block text may end with a comment, which an edit would take away.
      let isBlock = node.style == .literal || node.style == .folded
      if isQuoted, !expected.isDisjoint(with: Self.plainKind(text)) {
        help = "remove the quotes"
        fix = Self.jsonSpelling(text).map {
          .replace(
            span,
            with: $0,
            isSafe: !Self.mayBeOctal(text),
            title: "remove the quotes"
          )
        }
      } else if expected.contains(.boolean), let value = Self.yaml11Boolean(text) {
        help = isQuoted ? "write `\(value)`" : "YAML 1.2 reads `\(text)` as text; write `\(value)`"
        fix = isBlock ? nil : .replace(span, with: value)
      } else if expected.contains(.number) || expected.contains(.integer),
        let (number, why) = Self.number(in: text),
        !expected.isDisjoint(with: Self.plainKind(number))
      {
        help = "\(why): `\(number)`"
        fix = isBlock ? nil : .replace(span, with: number, isSafe: false)
      } else if expected.contains(.array), let items = field.items,
        profile.schema.takes(text, as: items), !text.isEmpty, !isBlock
      {
        let written = Self.written(span, in: profile)
        let other = node.style == .doubleQuoted ? "\"text\"" : "text"
        let isLoneAudio = text == "audio" && field.contains != nil
        let list = isLoneAudio ? "[\(other), \(written)]" : "[\(written)]"
        help = "write a list: `\(list)`"
        // One of a few documented words is meant as it stands; any other text may be several.
        let isSure = profile.schema[items].allowed != nil && !isLoneAudio
        fix = .replace(span, with: list, isSafe: isSure)
      } else if node.style == .plain, let reading = ScalarResolver.yaml11Reading(of: text) {
        help = "`\(text)` is text in YAML 1.2; a YAML 1.1 reader takes it for \(reading)"
      }
    } else if expected.contains(.string), node.scalar != .null, node.scalar != .notFinite,
      !text.isEmpty, field.alternatives.isEmpty
    {
      let isAllowed = field.allowed?.contains(text) ?? true
      if isAllowed {
        help = "put it in quotes: `\"\(text)\"`"
        fix = .replace(span, with: "\"\(text)\"", title: "put it in quotes")
      }
    }
    if help == nil { repairSchema(id, text, span, in: profile) }
    if help == nil, let milliseconds = Self.milliseconds(text, of: id, in: profile) {
      help = "the field counts milliseconds: \(text) s is \(milliseconds)"
      fix = .replace(span, with: milliseconds, isSafe: false)
    }
    if help == nil, node.style == .plain, let reading = ScalarResolver.yaml11Reading(of: text) {
      help = "a YAML 1.1 reader takes `\(text)` for \(reading); YAML 1.2 does not"
    }
  }

  /// What to write in the place of a list or a mapping.
  private static func help(for kind: Node.Kind, of id: IRID, in profile: BoundProfile) -> String? {
    switch (profile.name(id), kind) {
    case ("instructions", .sequence):
      "write one text: `instructions: |`, and the lines below it, indented"
    case ("tools", .mapping):
      "write a list: `- type: function` for each tool, with its name as `name`"
    case ("parameters", .sequence):
      "write a schema: `type: object`, and `properties` with an entry for each parameter"
    default: nil
    }
  }

  /// A schema that is written as the name of its type, or as a text in JSON.
  private mutating func repairSchema(
    _ id: IRID,
    _ text: String,
    _ span: SourceSpan,
    in profile: BoundProfile
  ) {
    guard profile.node(id).scalar == .string, let schema = profile.field(id),
      schema.keepsUnknownKeys
    else { return }
    let types = ["string", "number", "integer", "boolean", "object", "array", "null"]
    if types.contains(text) {
      let written = profile.tree.isJSON ? "{\"type\": \"\(text)\"}" : "{type: \(text)}"
      help = "write `\(written)`"
      fix = .replace(span, with: written)
      return
    }
    guard text.utf8.first == UInt8(ascii: "{") else { return }
    help = "write the mapping itself, not a text that holds it"
    var bag = DiagnosticBag()
    guard let tree = Composer.compose(Array(text.utf8), into: &bag), bag.isEmpty,
      tree.root != .none, tree[tree.root].kind == .mapping, tree.isJSON
    else { return }
    fix = .replace(span, with: text, title: "take the quotes away")
  }

  /// A number of seconds where milliseconds are wanted.
  private static func milliseconds(
    _ text: String,
    of id: IRID,
    in profile: BoundProfile
  ) -> String? {
    guard profile.node(id).scalar == .float, profile.name(id).hasSuffix("_ms"),
      let seconds = Double(text), seconds > 0, seconds < 30
    else { return nil }
    let milliseconds = seconds * 1000
    return milliseconds == milliseconds.rounded() ? String(Int(milliseconds)) : nil
  }

  /// A word or number of YAML as JSON spells it: `True` is `true`, `0x10` is `16`; `nil` where that would
  /// be another number.
  private static func jsonSpelling(_ text: String) -> String? {
    let bytes = Array(text.utf8)[...]
    switch ScalarResolver.kind(of: bytes) {
    case .bool, .null: return text == "~" ? "null" : text.lowercased()
    case .integer, .float:
      var spelling: [UInt8] = []
      let isPlain = bytes.first.map { $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-") } ?? false
      let isJSON =
        isPlain && !text.hasSuffix(".")
        && !(text.count > 1 && text.hasPrefix("0") && !text.hasPrefix("0."))
      if isJSON { return text }
      let value = NumberText.value(bytes)
      // Beyond this not every whole number is a double.
      guard abs(value) < 0x20_0000_0000_0000, CanonicalNumber.append(value, to: &spelling) else {
        return nil
      }
      return String(decoding: spelling, as: UTF8.self)
    default: return text
    }
  }

  /// Whether other readers take a number for one to the base of eight: `010` is 10 in YAML 1.2, and 8 in
  /// YAML 1.1.
  private static func mayBeOctal(_ text: String) -> Bool {
    let digits = text.drop { $0 == "-" || $0 == "+" }
    return digits.utf8.count > 1 && digits.first == "0"
      && digits.utf8.allSatisfy { $0 &- 0x30 < 10 }
  }

  private static func yaml11Boolean(_ text: String) -> String? {
    switch text.lowercased() {
    case "yes", "on", "y", "true": "true"
    case "no", "off", "n", "false": "false"
    default: nil
    }
  }

  /// The number in a text with a decimal comma or a unit, and what to say of it.
  private static func number(in text: String) -> (number: String, why: String)? {
    let dotted = text.replacing(",", with: ".")
    if dotted != text, dotted.split(separator: ".").count == 2 {
      return (dotted, "decimals follow a point")
    }
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }
    guard unit.lowercased() == "ms", !digits.isEmpty else { return nil }
    return (String(digits), "write the number alone")
  }

  /// What a quoted text would be without its quotes.
  private static func plainKind(_ text: String) -> KindSet {
    switch ScalarResolver.kind(of: Array(text.utf8)[...]) {
    case .integer: [.integer, .number]
    case .float: .number
    case .bool: .boolean
    case .null where !text.isEmpty: .null
    default: []
    }
  }

  private static func written(_ span: SourceSpan, in profile: BoundProfile) -> String {
    String(decoding: profile.tree.sourceBytes[span.range], as: UTF8.self)
  }
}

extension Schema {
  /// Whether an item of a list may be this text.
  fileprivate func takes(_ text: String, as items: FieldID) -> Bool {
    let branches = self[items].isUnion ? self[items].alternatives : [items]
    return branches.contains { branch in
      self[branch].kinds.contains(.string) && self[branch].allowed?.contains(text) ?? true
    }
  }
}
