/// How the values are written.
extension RandomDocument {
  mutating func written(_ value: Value) -> String {
    guard style == .yamlBlock, case .map(let members) = value else {
      return gap() + flow(value, isRoot: true) + gap()
    }
    return block(members, indent: 0) + (chance(3) ? "# \(comment())\(newline)" : "")
  }

  // MARK: In brackets

  private mutating func flow(_ value: Value, isRoot: Bool = false) -> String {
    switch value {
    case .text(let text): return quoted(text)
    case .plain(let text):
      guard style == .python else { return text }
      return ["true": "True", "false": "False"][text] ?? text
    case .null: return style == .python ? "None" : "null"
    case .list(let items):
      let isTuple = style == .python && chance(3) && !items.isEmpty
      var text = isTuple ? "(" : "["
      for (index, item) in items.enumerated() {
        text += gap() + flow(item) + gap()
        if index + 1 < items.count || isTuple || takesTrailingComma() { text += "," }
      }
      return text + gap() + (isTuple ? ")" : "]")
    case .map(let members):
      var text = "{"
      for (index, member) in members.enumerated() {
        text += gap() + key(member.key) + (style == .yamlFlow ? "" : gap()) + ":"
        text += style == .yamlFlow ? " " : ""
        text += anchored(member.value) + gap()
        if index + 1 < members.count || takesTrailingComma() { text += "," }
      }
      text += gap() + "}"
      if isRoot, style == .javaScript, chance(3) { text += ";" }
      return text
    }
  }

  private mutating func takesTrailingComma() -> Bool { style != .json && chance(3) }

  /// In YAML sometimes with an anchor, or an alias of an equal text.
  private mutating func anchored(_ value: Value) -> String {
    guard style == .yamlFlow, case .text(let text) = value else { return gap() + flow(value) }
    if let same = anchors.first(where: { $0.value.isText(text) }), chance(2) {
      return "*\(same.name) "
    }
    guard chance(4) else { return gap() + flow(value) }
    let name = "a\(anchors.count)"
    anchors.append((name, value))
    return "&\(name) \(flow(value))"
  }

  private mutating func key(_ name: String) -> String {
    let isName = name.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 == 0x5F }
    if isName, style == .javaScript || style == .yamlFlow, chance(2) { return name }
    return quoted(name, isPart: true)
  }

  // MARK: In quotes

  private mutating func quoted(_ text: String, isPart: Bool = false) -> String {
    switch style {
    case .json, .commentedJSON: return "\"\(escaped(text, for: "\""))\""
    case .yamlFlow, .yamlBlock:
      let isSimple = text.unicodeScalars.allSatisfy {
        (0x20..<0x7F).contains($0.value) || $0.value == 0xE9
      }
      // A backslash in single quotes means something else in other languages.
      if isSimple, !text.hasPrefix("'"), chance(3), style == .yamlBlock || !text.contains("\\") {
        return "'\(text.replacing("'", with: "''"))'"
      }
      return "\"\(escaped(text, for: "\""))\""
    case .javaScript:
      let quote = pick(isPart ? ["\"", "'"] : ["\"", "'", "`"])
      let body = escaped(text, for: quote, isRawAllowed: quote == "`")
      return quote + (quote == "`" ? body.replacing("${", with: "\\${") : body) + quote
    case .python:
      if !isPart, text.count > 3, chance(5) {
        let middle = text.index(text.startIndex, offsetBy: 2)
        let first = quoted(String(text[..<middle]), isPart: true)
        let parts = first + gap() + quoted(String(text[middle...]), isPart: true)
        return pick([parts, "(\(parts))"])
      }
      let quote = pick(["\"", "'", "\"\"\"", "'''"])
      return quote + escaped(text, for: quote, isRawAllowed: quote.utf8.count == 3) + quote
    }
  }

  private mutating func escaped(
    _ text: String,
    for quote: String,
    isRawAllowed: Bool = false
  ) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case _ where quote.unicodeScalars.contains(scalar): result += "\\" + String(scalar)
      case "\n": result += isRawAllowed && chance(2) ? newline : "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20 || [0x85, 0x2028, 0x2029, 0xFEFF].contains(scalar.value):
        result += unicodeEscape(scalar.value)
      case _ where scalar.value > 0xFFFF && chance(2):
        let offset = scalar.value - 0x10000
        result += unicodeEscape(0xD800 + offset >> 10) + unicodeEscape(0xDC00 + offset & 0x3FF)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private func unicodeEscape(_ value: UInt32) -> String {
    let code = String(value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - code.count) + code
  }

  // MARK: Block YAML

  private mutating func block(_ members: [Member], indent: Int) -> String {
    let blanks = String(repeating: " ", count: indent)
    var text = ""
    for member in members {
      let (name, value) = (member.key, member.value)
      if chance(4) { text += pick([blanks, ""]) + "# \(comment())\(newline)" }
      if chance(8) { text += newline }
      text += blanks + quoted(name) + ":" + blockValue(value, indent: indent)
    }
    return text
  }

  private mutating func blockValue(_ value: Value, indent: Int) -> String {
    let end = (chance(4) ? " # \(comment())" : "") + newline
    switch value {
    case .map(let members) where !members.isEmpty:
      if chance(4), indent > 0 { return mergedBlock(members, end, indent: indent) }
      return end + block(members, indent: indent + 2)
    case .list(let items) where !items.isEmpty:
      let blanks = String(repeating: " ", count: indent + 2)
      return end
        + items.map { item in
          (chance(5) ? blanks + "# \(comment())\(newline)" : "")
            + blanks + "-" + blockValue(item, indent: indent + 2)
        }
        .joined()
    case .map: return " {}" + end
    case .list: return " []" + end
    case .null: return pick([" null", " ~", ""]) + end
    case .plain(let text): return " \(text)" + end
    case .text(let text):
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let isSimple = text.unicodeScalars.allSatisfy {
        (0x20..<0x7F).contains($0.value) || $0 == "\n"
      }
      if isSimple, !text.hasSuffix("\n"), lines.allSatisfy({ $0.first.map { $0 != " " } ?? false })
      {
        let blanks = String(repeating: " ", count: indent + 2)
        return " |-" + end + lines.map { blanks + $0 + newline }.joined()
      }
      if text == "1", chance(2) { return " !!str 1" + end }
      return " " + quoted(text) + end
    }
  }

  /// A mapping whose last member comes in by a merge key.
  private mutating func mergedBlock(
    _ members: [Member],
    _ end: String,
    indent: Int
  ) -> String {
    let blanks = String(repeating: " ", count: indent + 2)
    guard let last = members.last else { return " {}" + end }
    return end + block(Array(members.dropLast()), indent: indent + 2)
      + blanks + "<<:" + newline + block([last], indent: indent + 4)
  }
}

extension RandomDocument.Value {
  func isText(_ text: String) -> Bool {
    if case .text(let own) = self { return own.utf8.elementsEqual(text.utf8) }
    return false
  }

  /// The keys and scalars, decoded.
  var scalars: [String] {
    switch self {
    case .text(let text), .plain(let text): return [text]
    case .null: return []
    case .list(let items): return items.flatMap(\.scalars)
    case .map(let members): return members.flatMap { [$0.key] + $0.value.scalars }
    }
  }
}
