internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A placeholder that nobody filled in: `${NAME}`, `{{name}}` or `<your …>`.
package enum PlaceholderLeft: Rule {
  package static let descriptor = RuleDescriptor(
    "SP208",
    "placeholder-left",
    "a placeholder was left in"
  )

  package static let explanation = RuleExplanation(
    why: """
      Nothing fills in `${NAME}`, `{{name}}` or `<your …>`: the text goes to the server as it \
      stands. A field with fixed values refuses it, and nothing of the request is applied. \
      Instructions accept any text, so there it is a warning, and the model reads the braces.
      """,
    bad: """
      voice: ${VOICE}
      instructions: You answer the support line of Fjord Broadband.
      """,
    good: """
      voice: sage
      instructions: You answer the support line of Fjord Broadband.
      """,
    remedy: """
      Write the value itself, or let your template engine run before sessionc does. `--fix` leaves \
      it to you.
      """,
    source: """
      Server answer invalid_value, 'session.voice'; the API documents no placeholders for a \
      session
      """
  )

  /// One look over all the text, so that profiles without placeholders pay no more than that.
  static func mayOccur(in profile: BoundProfile) -> Bool {
    let text = profile.tree.text
    return unsafe text.withUnsafeBufferPointer { text in
      guard text.count > 1 else { return false }
      // Without a branch, so that many bytes are compared at a time.
      var found: UInt8 = 0
      for index in 1..<text.count {
        let (first, second) = unsafe (text[index - 1], text[index])
        // `{{` and `${`, and `$NAME`, but not `$ref`.
        let isOpening: UInt8 = second &- 0x61 >= 26 ? 1 : 0
        found |= (first == UInt8(ascii: "$") ? 1 : 0) & isOpening
        found |=
          (first == UInt8(ascii: "{") ? 1 : 0) & (second == UInt8(ascii: "{") ? 1 : 0)
        found |=
          (first == UInt8(ascii: "<") ? 1 : 0) & (second | 0x20 == UInt8(ascii: "y") ? 1 : 0)
      }
      return found != 0
    }
  }

  /// So many placeholders of one text are reported by themselves.
  private static let most = 20

  /// Reports the placeholders in a text; `true` where it explains all that is wrong with it.
  static func report(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) -> Bool {
    guard profile.isScalar(id, .string), !field.isRegex else { return false }
    let takesText = field.kinds.contains(.string) && field.alternatives.isEmpty
    let isFree = takesText && !field.has(.allowed) && !field.has(.known) && !field.has(.pattern)
    let bytes = profile.bytes(id)
    // Whoever has variables and writes `$${` means the text.
    let isFilled = profile.tree.composition?.isFilled(profile[id].value) ?? false
    guard let found = find(in: bytes, knowsReferences: isFilled) ?? (isFree ? nil : variable(bytes))
    else { return false }
    let severity: Severity = isFree ? .warning : .error
    var next: ArraySlice<UInt8>? = found
    var offset = 0
    // Where one of them is the whole mistake, the others are no more mistakes.
    for _ in 0..<(isFree ? most : 1) {
      guard let placeholder = next else { break }
      next = find(in: profile.bytes(id)[placeholder.endIndex...], knowsReferences: isFilled)
      if bag.countsOnly(descriptor, severity: severity, at: profile.span(id)) { continue }
      let text = String(decoding: placeholder, as: UTF8.self)
      var finding = finding(text, severity, at: id, isSecret: field.isSecret, in: profile)
      finding.span = profile.span(of: placeholder, in: profile[id].value, from: offset)
      offset = finding.span.end
      bag.report(finding)
    }
    return !isFree
  }

  /// Reports what stands for a secret, in a field that holds nothing else.
  static func reportSecret(
    _ id: IRID,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    if bag.countsOnly(descriptor, severity: .warning, at: profile.span(id)) { return }
    let text = profile.text(id)
    bag.report(finding(text, .warning, at: id, isSecret: true, in: profile))
  }

  /// - Parameter isSecret: whether the field holds nothing but secrets.
  private static func finding(
    _ placeholder: String,
    _ severity: Severity,
    at id: IRID,
    isSecret: Bool,
    in profile: BoundProfile
  ) -> Diagnostic {
    profile.finding(
      descriptor,
      "the placeholder `\(Wording.shown(placeholder))` was left in",
      severity: severity,
      at: id,
      help: isSecret
        ? SecretAdvice.help(insteadOf: profile.text(id))
        : "write the value itself; nothing fills in this placeholder",
      fix: isSecret ? SecretAdvice.fix(id, in: profile) : nil
    )
  }

  /// A variable of a shell that is the whole text: in prose it may be a price or a name.
  private static func variable(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard text.first == UInt8(ascii: "$"), let letter = text.dropFirst().first,
      letter &- 0x41 < 26,
      text.dropFirst().allSatisfy({ $0 &- 0x41 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "_") })
    else { return nil }
    return text
  }

  /// The first placeholder in a text. Linear: each candidate is looked at for 80 bytes at most.
  ///
  /// - Parameter knowsReferences: whether `${NAME}` has been filled in, and what is left of it is text.
  static func find(
    in text: ArraySlice<UInt8>,
    knowsReferences: Bool = false
  ) -> ArraySlice<UInt8>? {
    for index in text.indices {
      let window = text[index...].prefix(80)
      switch text[index] {
      case UInt8(ascii: "$")
      where !knowsReferences
        && (index == text.startIndex || text[index - 1] != UInt8(ascii: "$")):
        if let end = close(window, open: "${", close: "}", allows: isReference) {
          return text[index..<end]
        }
      case UInt8(ascii: "{"):
        if let end = close(window, open: "{{", close: "}}", allows: isReference) {
          return text[index..<end]
        }
      case UInt8(ascii: "<"):
        if let end = close(window, open: "<your", close: ">", allows: isProse) {
          return text[index..<end]
        }
      default: break
      }
    }
    return nil
  }

  private static func close(
    _ text: ArraySlice<UInt8>,
    open: StaticString,
    close: StaticString,
    allows: (UInt8) -> Bool
  ) -> Int? {
    // Asked for every bracket of a text, so nothing is allocated before it is clear that this is one.
    guard begins(text, with: open) else { return nil }
    let closing = bytes(close)
    var index = text.startIndex + open.utf8CodeUnitCount
    let first = index
    while index < text.endIndex {
      if text[index...].starts(with: closing) {
        return index > first ? index + closing.count : nil
      }
      guard allows(text[index]) else { return nil }
      index += 1
    }
    return nil
  }

  private static func begins(_ text: ArraySlice<UInt8>, with opening: StaticString) -> Bool {
    text.count >= opening.utf8CodeUnitCount
      && opening.withUTF8Buffer { opening in
        unsafe zip(text, opening).allSatisfy { lowercased($0) == $1 }
      }
  }

  private static func bytes(_ text: StaticString) -> [UInt8] {
    text.withUTF8Buffer { unsafe Array($0) }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }

  /// Names with dots, dashes, and a shell's `:-default`.
  private static func isReference(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"), 0x20: true
    default: false
    }
  }

  private static func isProse(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
  }
}
