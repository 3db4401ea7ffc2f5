internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// The `$ref`s of a tool's parameters: they must lead to a schema of the same tool.
enum LocalReference {
  static func check(
    _ schema: IRID,
    root: IRID,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    guard let reference = profile.child("$ref", of: schema), let text = profile.string(reference)
    else { return }
    func report(_ message: String, help: String) {
      bag.report(
        profile.finding(BadParametersSchema.descriptor, message, at: reference, help: help)
      )
    }
    guard text.hasPrefix("#") else {
      report(
        "`\(Wording.shown(text))` leads out of the tool",
        help: "nothing else is sent along; put the schema into `$defs` and write `#/$defs/name`"
      )
      return
    }
    guard let target = target(of: text, root: root, in: profile) else {
      report(
        "`\(Wording.shown(text))` leads nowhere",
        help: "references start at `parameters`: \(known(root, in: profile))"
      )
      return
    }
    if isLoop(from: schema, to: target, root: root, in: profile) {
      report(
        "`\(Wording.shown(text))` leads back to itself",
        help: "a reference must come to a schema that says something"
      )
    }
  }

  /// Where a reference leads: a JSON Pointer, or a name given by `$anchor`.
  static func target(of text: String, root: IRID, in profile: BoundProfile) -> IRID? {
    let fragment = text.dropFirst()
    if fragment.isEmpty { return root }
    guard fragment.hasPrefix("/") else {
      return ToolParameters.schemas(in: root, of: profile).first { schema in
        profile.child("$anchor", of: schema).flatMap { profile.string($0) } == String(fragment)
      }
    }
    var current = root
    for step in fragment.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      let name = unescaped(step)
      let next = profile.children(of: current).first { child in
        profile[child].key == .none
          ? String(profile[child].position) == name
          : profile.name(child).utf8.elementsEqual(name.utf8)
      }
      guard let next else { return nil }
      current = next
    }
    return current
  }

  /// `~1` is `/`, `~0` is `~`, and `%24` and the like are bytes.
  private static func unescaped(_ step: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(step.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else if byte == UInt8(ascii: "~"), let code = rest.first, code == 0x30 || code == 0x31 {
        bytes.append(code == 0x30 ? UInt8(ascii: "~") : UInt8(ascii: "/"))
        rest = rest.dropFirst()
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether following references that have nothing beside them comes back to where it began.
  private static func isLoop(
    from start: IRID,
    to target: IRID,
    root: IRID,
    in profile: BoundProfile
  ) -> Bool {
    guard isOnlyReference(start, in: profile) else { return false }
    var current = target
    for _ in 0..<100 {
      if current == start { return true }
      guard isOnlyReference(current, in: profile),
        let text = profile.child("$ref", of: current).flatMap({ profile.string($0) }),
        text.hasPrefix("#"), let next = self.target(of: text, root: root, in: profile)
      else { return false }
      current = next
    }
    return false
  }

  private static func isOnlyReference(_ id: IRID, in profile: BoundProfile) -> Bool {
    profile.node(id).kind == .mapping && profile.node(id).count == 2
      && profile.child("$ref", of: id) != nil
  }

  private static func known(_ root: IRID, in profile: BoundProfile) -> String {
    let names = ["$defs", "definitions"].flatMap { keyword -> [String] in
      profile.children(of: root).filter { profile.name($0) == keyword }
        .flatMap { Array(profile.children(of: $0)) }.map { "#/\(keyword)/\(profile.name($0))" }
    }
    return names.isEmpty ? "there is no `$defs` there" : Wording.choices(names)
  }
}
