package import ProfileIR
internal import SecretScanning
internal import SourceDiagnostics
internal import YAMLSyntax

/// What the rules share in making findings.
extension BoundProfile {
  /// A finding about a value, or about the key it stands under.
  ///
  /// - Parameter isInside: whether the mistake is in the value, though the finding points at its key.
  func finding(
    _ rule: RuleDescriptor,
    _ message: String,
    severity: Severity? = nil,
    at id: IRID,
    onKey: Bool = false,
    isInside: Bool = false,
    label: String? = nil,
    help: String? = nil,
    related: [RelatedLocation] = [],
    fix: FixIt? = nil
  ) -> Diagnostic {
    var related = related
    let node = self[id]
    if node.written != node.value, !onKey, tree[node.written].flags.contains(.merged) == false {
      related.append(RelatedLocation("used here", at: tree.span(node.written)))
    }
    var message = message
    if schema.isOfServer, let server = titleOfServer(deciding: id) { message += " (\(server))" }
    var finding = Diagnostic(
      rule,
      message,
      severity: severity,
      at: onKey ? keySpan(id) : span(id),
      path: safePath(id),
      label: label,
      help: help,
      related: related,
      // A tag says what the value is to be: another value would need another tag.
      fix: onKey || !tree[node.value].flags.contains(.tagged) ? fix : nil,
      node: (onKey && node.key != .none ? node.key : node.value).index
    )
    finding.mistake = isInside ? node.value.index : finding.node
    return finding
  }

  /// A fix that puts `text` in the place of a scalar and keeps its quotes.
  ///
  /// - Returns: `nil` for block text, whose first line may end with a comment.
  func rewriting(_ id: IRID, as text: String, isSafe: Bool = true) -> FixIt? {
    let style = node(id).style
    guard style != .literal, style != .folded else { return nil }
    // What stands for something other than text loses the quotes.
    let isText = ScalarResolver.kind(of: Array(text.utf8)[...]) == .string && !text.hasPrefix("{")
    let written =
      switch style {
      case .doubleQuoted where isText: "\"\(text)\""
      case .doubleQuoted where text.hasPrefix("{"): Self.asJSON(text)
      case .singleQuoted where isText: "'\(text)'"
      case .plain where isText && tree.isJSON: "\"\(text)\""
      default: text
      }
    return .replace(span(id), with: written, isSafe: isSafe)
  }

  /// `{type: near_field}` with quotes, for files that are JSON.
  private static func asJSON(_ mapping: String) -> String {
    let entries = mapping.dropFirst().dropLast().split(separator: ",").map { entry in
      let parts = entry.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
      let value = parts.count > 1 ? parts[1] : ""
      let isText = ScalarResolver.kind(of: Array(value.utf8)[...]) == .string
      return "\"\(parts[0])\": " + (isText ? "\"\(value)\"" : value)
    }
    return "{\(entries.joined(separator: ", "))}"
  }

  /// The path of a finding; a key that is itself a secret is not repeated.
  package func safePath(_ id: IRID) -> String {
    let path = path(id)
    let bytes = Array(path.utf8)
    guard SecretScanner.mayHide(in: bytes), SecretScanner.redacted(bytes) != nil else {
      return path
    }
    return JSONPointer.names(in: path)
      .map { SecretScanner.redacted(Array($0.utf8)) == nil ? JSONPointer.token($0) : "/***" }
      .joined()
  }

  /// Where each scalar stands in the profile, keys included.
  var scalarPlaces: [NodeID: IRID] {
    var result: [NodeID: IRID] = [:]
    for id in all {
      let node = self[id]
      if result[node.value] == nil { result[node.value] = id }
      if node.key != .none, result[node.key] == nil { result[node.key] = id }
    }
    return result
  }

  /// Where a part of a scalar's text stands in the file; the whole scalar where an escape or a line
  /// break hides it.
  ///
  /// - Parameter start: where to begin looking, in bytes from the beginning of the file.
  func span(of part: ArraySlice<UInt8>, in id: NodeID, from start: Int = 0) -> SourceSpan {
    let whole = tree.span(id)
    let source = tree.sourceBytes
    guard let first = part.first, whole.end <= source.count else { return whole }
    var index = max(whole.start, start)
    while index + part.count <= whole.end {
      if source[index] == first, source[index...].starts(with: part) {
        return SourceSpan(source: whole.source, start: index, end: index + part.count)
      }
      index += 1
    }
    return whole
  }

  /// A fix that takes an entry or a list item out, with its line.
  func removal(of id: IRID, title: String, isSafe: Bool = true) -> FixIt? {
    let node = self[id]
    let part = node.key == .none ? node.written : node.key
    guard node.parent != .none,
      let span = tree.removal(of: part, from: self[node.parent].value)
    else { return nil }
    return .replace(
      span,
      with: "",
      isSafe: isSafe && !takesComment(span, with: node.written),
      title: title
    )
  }

  /// Whether a comment beside a part goes with it. It may say why another part is there.
  private func takesComment(_ cut: SourceSpan, with part: NodeID) -> Bool {
    let node = tree[part]
    let source = tree.sourceBytes
    let hash = UInt8(ascii: "#")
    let start = max(Int(node.start), cut.start)
    let end = min(max(Int(node.end), start), cut.end)
    if node.kind != .scalar, source[start..<end].contains(hash) { return true }
    if node.style == .literal || node.style == .folded, node.kind == .scalar {
      // Only the line with the indicator can have one: below it all is text.
      let header = source[start..<cut.end].prefix { $0 != 0x0A }
      if header.contains(hash) { return true }
    }
    return source[end..<cut.end].contains(hash)
  }

  /// Whether a mapping's `type` names a kind that the schema does not have. Then that is the one
  /// mistake: what else belongs into it cannot be known.
  func hasForeignType(_ id: IRID) -> Bool {
    guard let type = child("type", of: id), let allowed = field(type)?.allowed,
      let text = string(type)
    else { return false }
    return !allowed.contains(text)
  }

  /// What a message calls the mapping or list at `id`: `turn_detection`, `tools[0]`, the session.
  func title(_ id: IRID) -> String {
    if id == session {
      if isConfiguration { return "the configuration" }
      let title = schema.facts(of: document).map { "\($0.title)" } ?? ""
      return title.isEmpty ? "a session" : title
    }
    if id == root { return document.form == .body ? "this body" : "this event" }
    var ids: [IRID] = []
    var current = id
    while current != .none, current != session, current != root {
      ids.append(current)
      current = self[current].parent
    }
    var path = "`"
    for id in ids.reversed() {
      let node = self[id]
      if node.key == .none {
        path += "["
        path += String(node.position)
        path += "]"
      } else {
        if path.utf8.count > 1 { path += "." }
        path += beginning(of: node.key)
      }
    }
    if path.utf8.count > Self.titleMax, path.unicodeScalars.count > Self.titleMax + 1 {
      path = String(path.unicodeScalars.prefix(Self.titleMax + 1)) + "…"
    }
    return path + "`"
  }

  /// The most characters of a path in a message: very many findings may name the same one.
  private static let titleMax = 400

  /// As much of a key as a message can show.
  private func beginning(of key: NodeID) -> String {
    String(decoding: tree.bytes(key).prefix(4 * Self.titleMax), as: UTF8.self)
  }

  /// The most bytes that the path of a field can have.
  private static let fieldPathMax = 1024

  /// The dotted path of a field from the session, places in lists left out: `tools.name`. Empty for one
  /// that is longer than any field's.
  package func fieldPath(_ id: IRID) -> String {
    var steps: [String] = []
    var length = 0
    var current = id
    while current != .none, current != session, current != root {
      if self[current].key != .none {
        length += Int(tree[self[current].key].count)
        guard length <= Self.fieldPathMax else { return "" }
        steps.append(tree.string(self[current].key))
      }
      current = self[current].parent
    }
    return steps.reversed().joined(separator: ".")
  }

  /// What a message calls a value: its name, or its place in a list.
  func label(_ id: IRID) -> String {
    self[id].key == .none ? title(id) : "`\(name(id))`"
  }
}

extension FieldSchema {
  /// The names of a list that have no announced end; all of them where each has one.
  package func lasting(_ names: [String]) -> [String] {
    let ends = ends
    let lasting = ends.isEmpty ? names : names.filter { ends[$0] == nil }
    return lasting.isEmpty ? names : lasting
  }

  /// The rule that a finding in this field belongs to: the one the schema names, or the general one.
  func rule(_ general: RuleDescriptor) -> RuleDescriptor {
    rule.flatMap { RuleRegistry.rule($0) } ?? general
  }
}

extension BoundProfile {
  /// The rule for a value that is not of its field's type. Where a sub-language begins, such as a
  /// tool's parameters, the field itself is still one of the session's.
  func typeRule(_ general: RuleDescriptor, for id: IRID, _ field: FieldSchema) -> RuleDescriptor {
    let parent = self[id].parent
    let isInside = parent != .none && self.field(parent)?.rule != nil
    return isInside ? field.rule(general) : general
  }
}

package enum Wording {
  /// `a`, `b` or `c`, each in backticks; long lists are cut.
  package static func choices(_ names: [String], most: Int = 12) -> String {
    let quoted = names.map { "`\($0)`" }
    guard names.count > 1 else { return quoted.first ?? "" }
    if names.count > most {
      return quoted.prefix(most).joined(separator: ", ") + " and \(names.count - most) more"
    }
    return quoted.dropLast().joined(separator: ", ") + " or " + (quoted.last ?? "")
  }

  /// So long a list is read to its end.
  private static let listMax = 100
  /// How many names of a longer one are shown.
  private static let shownMax = 4

  /// The names that a field takes: all where that is a short list, else those that are most like what is
  /// written, and how to see the others.
  ///
  /// - Parameter field: the dotted path by which `sessionc explain` knows the field.
  static func choices(_ names: [String], insteadOf text: String, field: String) -> String {
    let isShort = names.reduce(0) { $0 + $1.utf8.count + 4 } <= listMax
    if isShort || names.count <= shownMax + 1 { return choices(names) }
    let shown = Suggestion.closest(shownMax, to: text, in: names).map { "`\($0)`" }
    let all = field.isEmpty ? "sessionc explain" : "sessionc explain \(field)"
    return shown.joined(separator: ", ")
      + " and \(names.count - shownMax) more; `\(all)` lists all"
  }

  /// A text as a message shows it: cut, and without secrets.
  ///
  /// - Parameter most: the most characters.
  package static func shown(_ text: String, most: Int = 40) -> String {
    guard SecretScanner.redacted(Array(text.utf8)) == nil else { return "***" }
    return text.unicodeScalars.count <= most
      ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(most))) + "…"
  }

  /// A number as people write it: without a fraction where there is none.
  static func number(_ value: Double) -> String {
    Int64(exactly: value).map(String.init) ?? value.description
  }

  static func number(of scalars: Int, _ noun: String) -> String {
    "\(scalars) \(noun)\(scalars == 1 ? "" : "s")"
  }
}
