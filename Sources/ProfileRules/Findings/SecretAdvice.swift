internal import ProfileIR
internal import SecretScanning
internal import SourceDiagnostics
internal import YAMLSyntax

/// What to write where a secret belongs: its name, `{$secret: NAME}`.
enum SecretAdvice {
  /// Said of `$secret` at any other place.
  static let onlyHere =
    "`$secret` is allowed only in `authorization` and in `headers` of an MCP tool"

  /// Whether a value is written as `{$secret: NAME}`.
  static func isReference(_ id: IRID, in profile: BoundProfile) -> Bool {
    let node = profile.node(id)
    return node.kind == .mapping && profile.tree.value(of: "$secret", in: profile[id].value) != nil
  }

  /// Help for a placeholder or a secret in a field that holds nothing but secrets.
  static func help(insteadOf text: String) -> String {
    let prefix = scheme(of: text).map { "; its value begins with `\($0) `" } ?? ""
    return
      "write `{$secret: \(name(for: text))}`: `sessionc send` fills in that environment variable\(prefix)"
  }

  /// A fix that puts the name of a variable in the place of a placeholder.
  static func fix(_ id: IRID, in profile: BoundProfile) -> FixIt? {
    let text = profile.text(id)
    guard scheme(of: text) == nil else { return nil }
    let name = name(for: text)
    let isJSON = profile.tree.isJSON
    let mapping = isJSON ? "{\"$secret\": \"\(name)\"}" : "{$secret: \(name)}"
    let style = profile.node(id).style
    guard style != .literal, style != .folded else { return nil }
    return .replace(profile.span(id), with: mapping, isSafe: false, title: "write `\(mapping)`")
  }

  /// Whether a text stands for a secret and is none: `<token>`, `YOUR_TOKEN`, `[key]`, `xxxx`, `...`.
  static func isPlaceholder(_ text: String) -> Bool {
    let body = body(of: text)
    guard let first = body.first, let last = body.last else { return true }
    if [("<", ">"), ("[", "]"), ("{", "}"), ("%", "%")].contains(where: { $0 == (first, last) }) {
      return true
    }
    if body.count > 2, Set(body).count < 3 { return true }
    let lower = body.lowercased()
    if ["your", "placeholder", "changeme", "replace", "example"].contains(where: lower.contains) {
      return true
    }
    return CredentialPlaceholder.matches(Array(body.utf8)[...])
  }

  /// `Bearer` or `Basic`, where a text begins with it.
  private static func scheme(of text: String) -> String? {
    let words = text.split(separator: " ", maxSplits: 1)
    guard words.count == 2, ["bearer", "basic", "token"].contains(words[0].lowercased()) else {
      return nil
    }
    return String(words[0])
  }

  private static func body(of text: String) -> Substring {
    guard let scheme = scheme(of: text) else { return text[...] }
    return text.dropFirst(scheme.count).drop { $0 == " " }
  }

  /// The name of a variable that a placeholder suggests.
  private static func name(for text: String) -> String {
    var name = ""
    for byte in body(of: text).utf8.prefix(64) {
      switch byte {
      case 0x30...0x39, 0x41...0x5A: name.unicodeScalars.append(Unicode.Scalar(byte))
      case 0x61...0x7A: name.unicodeScalars.append(Unicode.Scalar(byte - 0x20))
      default: if !name.isEmpty, name.last != "_" { name += "_" }
      }
    }
    while name.last == "_" { name.removeLast() }
    guard isPlaceholder(text) || text.utf8.contains(UInt8(ascii: "$")),
      let first = name.utf8.first, first >= 0x41, name.utf8.count > 2
    else { return "NAME" }
    return name
  }
}
