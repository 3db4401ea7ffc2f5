internal import CanonicalJSON
internal import ProfileRules
internal import SourceDiagnostics

/// Compares a session as it was sent with the session as the server answered it.
struct AnswerComparison {
  /// A value that is not what was sent.
  struct Difference {
    /// Into the session.
    var pointer: String
    var outcome: ChangedByServer.Outcome
  }

  /// Whether nothing is told about a value, by its pointer into the session.
  let isLeftOut: (String) -> Bool
  /// Whether a value has a place in the profile: of others, their members are told.
  let hasPlace: (String) -> Bool
  /// Takes out of a text what nobody may see.
  let redacting: (String) -> String
  private(set) var differences: [Difference] = []

  init(
    isLeftOut: @escaping (String) -> Bool,
    hasPlace: @escaping (String) -> Bool,
    redacting: @escaping (String) -> String
  ) {
    self.isLeftOut = isLeftOut
    self.hasPlace = hasPlace
    self.redacting = redacting
  }

  /// Adds the differences of a value at `pointer`. What the server adds is none.
  mutating func compare(_ sent: JSONValue, with answered: JSONValue, at pointer: String = "") {
    guard !isLeftOut(pointer) else { return }
    switch (sent, answered) {
    case (.object(let members), .object):
      for member in members { compare(member, in: answered, at: pointer) }
    case (.array(let items), .array(let others)):
      compare(items, with: others, at: pointer)
    default:
      guard !Self.isSame(sent, answered, at: pointer) else { return }
      let isText = sent.text != nil && answered.text != nil
      add(pointer, .changed(to: (isText ? "" : Self.kind(of: answered)) + shown(answered)))
    }
  }

  private mutating func compare(_ member: JSONMember, in answered: JSONValue, at pointer: String) {
    let name = String(decoding: member.name, as: UTF8.self)
    let place = pointer + JSONPointer.token(name)
    if let value = answered.members.first(where: { $0.name == member.name })?.value {
      compare(member.value, with: value, at: place)
    } else if !isLeftOut(place), !Self.isNothing(member.value) {
      if !member.value.members.isEmpty, !hasPlace(place) {
        compare(member.value, with: .object([]), at: place)
      } else {
        add(place, .dropped)
      }
    }
  }

  private mutating func compare(
    _ items: [JSONValue],
    with others: [JSONValue],
    at pointer: String
  ) {
    // Lists of words are sets: the server is free to order them.
    if items.allSatisfy(\.isScalar), others.allSatisfy(\.isScalar) {
      if Set(items) != Set(others) {
        add(pointer, .changed(to: shown(.array(others))))
      }
    } else if items.count == others.count {
      for (index, (item, other)) in zip(items, others).enumerated() {
        compare(item, with: other, at: "\(pointer)/\(index)")
      }
    } else {
      let what = others.count == 1 ? "a list of 1 item" : "a list of \(others.count) items"
      add(pointer, .changed(to: what))
    }
  }

  private mutating func add(_ pointer: String, _ outcome: ChangedByServer.Outcome) {
    differences.append(Difference(pointer: pointer, outcome: outcome))
  }

  /// Whether leaving a value out says the same: off, or empty.
  private static func isNothing(_ value: JSONValue) -> Bool {
    switch value {
    case .null, .array([]), .object([]): true
    default: false
    }
  }

  private static func isSame(_ sent: JSONValue, _ answered: JSONValue, at pointer: String) -> Bool {
    if case .number(let left) = sent, case .number(let right) = answered {
      // Servers keep some numbers in single precision, and answer 0.6 as 0.6000000238418579.
      return Float(left) == Float(right)
    }
    if pointer.hasSuffix("/model"), let alias = sent.text, let name = answered.text {
      return alias == name || isSnapshot(name, of: alias)
    }
    // `null` is off, and nothing else is.
    return sent == answered || answered == .null && isNothing(sent)
  }

  /// Whether a model's name is an alias with a date behind it: `gpt-realtime-2025-08-28`.
  private static func isSnapshot(_ name: String, of alias: String) -> Bool {
    guard name.hasPrefix(alias + "-") else { return false }
    let parts = name.dropFirst(alias.count + 1).split(separator: "-")
    return parts.map(\.count) == [4, 2, 2]
      && parts.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
  }

  /// A value in a message: redacted as a whole, and then cut.
  private func shown(_ value: JSONValue) -> String {
    if case .object = value { return "another object" }
    if case .string([]) = value { return "an empty text" }
    let text = value.text ?? String(decoding: value.canonical(), as: UTF8.self)
    return "`\(Wording.shown(redacting(text)))`"
  }

  /// What a value is, where it may be another kind than what was sent: `300` is a number or a text.
  private static func kind(of value: JSONValue) -> String {
    if case .string = value { "the text " } else { "" }
  }
}

extension JSONValue {
  fileprivate var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }
}
