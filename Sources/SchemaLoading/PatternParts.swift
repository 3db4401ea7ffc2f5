/// A pattern of the small language that `NamePattern` matches, taken apart.
package struct PatternParts {
  package struct Part {
    var members: Set<UInt8> = []
    var fewest = 1
    /// `nil` for any number of times.
    var most: Int? = 1
  }

  /// As it stands in the schema.
  let text: String
  let parts: [Part]

  /// Reads a pattern; `nil` for one outside this small language.
  init?(_ text: String) {
    self.text = text
    var rest = Array(text.utf8)[...]
    guard rest.popFirst() == UInt8(ascii: "^"), rest.popLast() == UInt8(ascii: "$") else {
      return nil
    }
    var parts: [Part] = []
    while let byte = rest.popFirst() {
      var part = Part()
      switch byte {
      case UInt8(ascii: "["):
        guard let close = rest.firstIndex(of: UInt8(ascii: "]")) else { return nil }
        guard Self.add(rest[..<close], to: &part) else { return nil }
        rest = rest[(close + 1)...]
      case UInt8(ascii: "\\"), UInt8(ascii: "("), UInt8(ascii: "."), UInt8(ascii: "|"), 0x80...:
        return nil
      default: part.members.insert(byte)
      }
      switch rest.first {
      case UInt8(ascii: "+"): (part.fewest, part.most) = (1, nil)
      case UInt8(ascii: "*"): (part.fewest, part.most) = (0, nil)
      case UInt8(ascii: "{"):
        guard let close = rest.firstIndex(of: UInt8(ascii: "}")),
          let count = Int(String(decoding: rest[(rest.startIndex + 1)..<close], as: UTF8.self))
        else { return nil }
        (part.fewest, part.most) = (count, count)
        rest = rest[close...]
      default:
        parts.append(part)
        continue
      }
      rest.removeFirst()
      parts.append(part)
    }
    self.parts = parts
  }

  /// Adds the members of a class such as `a-zA-Z0-9_-`.
  private static func add(_ members: ArraySlice<UInt8>, to part: inout Part) -> Bool {
    var index = members.startIndex
    while index < members.endIndex {
      let low = members[index]
      var high = low
      if index + 2 < members.endIndex, members[index + 1] == UInt8(ascii: "-") {
        high = members[index + 2]
        index += 2
      }
      index += 1
      guard low <= high, high < 0x80, low != UInt8(ascii: "^") else { return false }
      part.members.formUnion(low...high)
    }
    return true
  }
}
