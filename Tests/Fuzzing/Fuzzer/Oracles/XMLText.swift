/// Whether a text is well-formed XML, as far as reports use it: a declaration, elements, attributes,
/// text, and the five entities.
struct XMLText {
  private var rest: Substring.UnicodeScalarView
  private var open: [String] = []

  static func check(_ bytes: [UInt8], _ what: String) {
    guard let text = String(validating: bytes, as: UTF8.self) else { fail("\(what) is UTF-8") }
    for scalar in text.unicodeScalars {
      expect(isCharacter(scalar), "\(what): XML may hold U+\(String(scalar.value, radix: 16))")
    }
    var reader = XMLText(rest: text[...].unicodeScalars)
    if let problem = reader.problem() { fail("\(what) is well-formed: \(problem)\n\(text)") }
  }

  /// `Char` of XML 1.0.
  private static func isCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...: true
    default: false
    }
  }

  private mutating func problem() -> String? {
    guard take(#"<?xml version="1.0" encoding="UTF-8"?>"#) else { return "no declaration" }
    var roots = 0
    while let scalar = rest.first {
      guard scalar == "<" else {
        if open.isEmpty, !" \n".unicodeScalars.contains(scalar) { return "text outside" }
        guard takeCharacter() else { return "a bare `&`" }
        continue
      }
      rest.removeFirst()
      if take("/") {
        guard let name = open.popLast(), take(name), take(">") else { return "a wrong end tag" }
        continue
      }
      if open.isEmpty { roots += 1 }
      let name = takeName()
      guard !name.isEmpty, let isEmpty = takeAttributes() else { return "a wrong tag" }
      if !isEmpty { open.append(name) }
    }
    return roots == 1 && open.isEmpty ? nil : "\(roots) roots, \(open.count) open elements"
  }

  /// Whether the element ends with its tag; `nil` where the tag is wrong.
  private mutating func takeAttributes() -> Bool? {
    var names: Set<String> = []
    while take(" ") {
      let name = takeName()
      guard !name.isEmpty, names.insert(name).inserted, take("=\"") else { return nil }
      while let scalar = rest.first, scalar != "\"" {
        guard scalar != "<", takeCharacter() else { return nil }
      }
      guard take("\"") else { return nil }
    }
    if take("/>") { return true }
    return take(">") ? false : nil
  }

  private mutating func takeCharacter() -> Bool {
    if rest.first == "&" {
      return ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"].contains { take($0) }
    }
    return rest.popFirst() != nil
  }

  private mutating func takeName() -> String {
    var name = ""
    while let scalar = rest.first, scalar.properties.isAlphabetic || scalar == "-" {
      name.unicodeScalars.append(scalar)
      rest.removeFirst()
    }
    return name
  }

  private mutating func take(_ text: String) -> Bool {
    guard rest.starts(with: text.unicodeScalars) else { return false }
    rest.removeFirst(text.unicodeScalars.count)
    return true
  }
}
