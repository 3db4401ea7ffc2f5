import SourceDiagnostics
import YAMLSyntax

/// A value of a JSON file that can be changed, and written again.
indirect enum EditableValue: Equatable {
  /// As it stands in the file.
  case scalar([UInt8])
  case list([EditableValue])
  case object([Member])

  struct Member: Equatable {
    var name: String
    var value: EditableValue
  }

  init(_ node: NodeID, of tree: NodeTree) {
    switch tree[node].kind {
    case .mapping:
      self = .object(
        tree.entries(of: node).map {
          Member(name: tree.string($0.key), value: EditableValue($0.value, of: tree))
        }
      )
    case .sequence: self = .list(tree.items(of: node).map { EditableValue($0, of: tree) })
    case .scalar, .alias: self = .scalar(Array(tree.sourceBytes[tree.span(node).range]))
    }
  }

  static func text(_ text: String) -> EditableValue { .scalar(quoted(text)) }

  subscript(name: String) -> EditableValue? {
    get {
      guard case .object(let members) = self else { return nil }
      return members.first { $0.name == name }?.value
    }
    set {
      guard case .object(var members) = self else { return }
      let index = members.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(name: name, value: value))
      case (nil, nil): break
      }
      self = .object(members)
    }
  }

  /// The names of the members of an object.
  var names: [String] {
    guard case .object(let members) = self else { return [] }
    return members.map(\.name)
  }

  /// Whether an object is a schema, and not a map of them by names: there each value is an object.
  var isSchema: Bool {
    guard case .object(let members) = self else { return false }
    return members.contains { member in
      switch (member.name, member.value) {
      case ("type", .scalar), ("type", .list), ("$ref", .scalar), ("oneOf", .list),
        ("anyOf", .list), ("enum", .list):
        true
      default: false
      }
    }
  }

  /// The value with a keyword in each schema in it.
  func marking(_ keyword: String, _ text: EditableValue) -> EditableValue {
    switch self {
    case .scalar: return self
    case .list(let items): return .list(items.map { $0.marking(keyword, text) })
    case .object(let members):
      var result = EditableValue.object(
        members.map { member in
          let isData = ["enum", "default", "examples"].contains(member.name)
          return isData || member.name.hasPrefix("x-")
            ? member : Member(name: member.name, value: member.value.marking(keyword, text))
        }
      )
      if isSchema { result[keyword] = text }
      return result
    }
  }

  /// As JSON.
  func write(to bytes: inout [UInt8]) {
    switch self {
    case .scalar(let text): bytes += text
    case .list(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        item.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes += Self.quoted(member.name)
        bytes += ": ".utf8
        member.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func quoted(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes += "\\u00".utf8
        bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    return bytes + [UInt8(ascii: "\"")]
  }
}
