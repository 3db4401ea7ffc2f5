/// What follows a `\`, and what stands between `[` and `]`.
extension RegexSyntax {
  /// An escape outside of a class.
  mutating func escape() throws(Problem) {
    guard let scalar = next else { throw Problem("a `\\` ends the pattern") }
    switch scalar {
    case "b", "B":
      index += 1
      add(.anchor, .none)
    case "A" where isPython, "Z" where isPython:
      index += 1
      add(.anchor, .none)
    case "0"..."9": try digits()
    case "k" where !isPython:
      index += 1
      let start = take("<")
      let name = start ? text(until: ">") : ""
      guard start, take(">"), !name.isEmpty else {
        throw Problem("`\\k` needs the name of a group, `\\k<name>`")
      }
      namesUsed.append(name)
      add(.atom)
    default:
      _ = try escapedValue(inClass: false)
      add(.atom)
    }
  }

  /// A group by its number, or a character by its octal digits.
  private mutating func digits() throws(Problem) {
    let start = index
    if !isPython {
      let number = number() ?? 0
      if scalars[start] == "0", index - start > 1 {
        throw Problem("an escape has octal digits")
      }
      greatestUsed = max(greatestUsed, number)
      add(.atom)
      return
    }
    if try octal() {
      add(.atom)
      return
    }
    var number = 0
    while index - start < 2, let scalar = next, ("0"..."9").contains(scalar) {
      number = 10 * number + Int(scalar.value - 48)
      index += 1
    }
    try refer(to: number, called: String(number))
  }

  /// `\0`, `\012` or `\123`.
  private mutating func octal() throws(Problem) -> Bool {
    var count = 0
    var value = 0
    while count < 3, index + count < scalars.count, ("0"..."7").contains(scalars[index + count]) {
      value = value << 3 | Int(scalars[index + count].value - 48)
      count += 1
    }
    guard count == 3 || next == "0" else { return false }
    if value > 0o377 { throw Problem("the octal number of an escape is too large") }
    index += count
    return true
  }

  /// The character that an escape stands for; `nil` for a set such as `\d`.
  private mutating func escapedValue(inClass: Bool) throws(Problem) -> UInt32? {
    guard let scalar = next else { throw Problem("a `\\` ends the pattern") }
    index += 1
    switch scalar {
    case "d", "D", "w", "W", "s", "S": return nil
    case "b" where inClass: return 8
    case "x": return try hex(2)
    case "u": return try unicode()
    case "n": return 10
    case "r": return 13
    case "t": return 9
    case "v": return 11
    case "f": return 12
    case "a" where isPython: return 7
    case "U" where isPython:
      let value = try hex(8)
      if value > 0x10_FFFF { throw Problem("an escape is the number of no character") }
      return value
    case "N" where isPython:
      guard take("{"), !text(until: "}").isEmpty, take("}") else {
        throw Problem("`\\N` needs the name of a character, `\\N{DASH}`")
      }
      return nil
    case "p" where !isPython, "P" where !isPython:
      try property(scalar)
      return nil
    case "c" where !isPython:
      guard let letter = next, letter.isASCII, letter.properties.isAlphabetic else {
        throw Problem("`\\c` needs a letter")
      }
      index += 1
      return letter.value & 31
    case "0"..."9" where inClass: return try digitsInClass(scalar)
    default:
      // Without the `u` flag ECMA-262 takes a letter for itself, which nobody means who writes this.
      if scalar.isASCII, scalar.properties.isAlphabetic {
        throw Problem("there is no `\\\(scalar)`\(inClass ? " in `[]`" : "")")
      }
      return scalar.value
    }
  }

  private mutating func digitsInClass(_ first: Unicode.Scalar) throws(Problem) -> UInt32 {
    var value = Int(first.value - 48)
    guard value < 8, isPython || value == 0 else { throw Problem("`[]` has no groups to refer to") }
    var count = 1
    while count < 3, let scalar = next, ("0"..."7").contains(scalar) {
      guard isPython else { throw Problem("an escape has octal digits") }
      value = value << 3 | Int(scalar.value - 48)
      count += 1
      index += 1
    }
    if value > 0o377 { throw Problem("the octal number of an escape is too large") }
    return UInt32(value)
  }

  private mutating func property(_ letter: Unicode.Scalar) throws(Problem) {
    needsFlag = true
    guard take("{") else { throw Problem("`\\\(letter)` needs a property, `\\\(letter){L}`") }
    let start = index
    while let scalar = next, scalar == "_" || scalar == "=" || scalar.isASCIIName { index += 1 }
    guard index > start, take("}") else { throw Problem("`\\\(letter){` is not closed") }
  }

  private mutating func unicode() throws(Problem) -> UInt32 {
    if isPython || !take("{") {
      let value = try hex(4)
      // Two halves of a character, which only ECMA-262 puts together.
      guard !isPython, value & 0xFC00 == 0xD800, index + 1 < scalars.count,
        scalars[index] == "\\", scalars[index + 1] == "u"
      else { return value }
      let start = index
      index += 2
      guard let low = try? hex(4), low & 0xFC00 == 0xDC00 else {
        index = start
        return value
      }
      return 0x10000 + (value & 0x3FF) << 10 + low & 0x3FF
    }
    needsFlag = true
    var value: UInt32 = 0
    var count = 0
    while let digit = next.flatMap({ Character($0).hexDigitValue }), next?.isASCII ?? false {
      value = min(value << 4 | UInt32(digit), 0x11_0000)
      count += 1
      index += 1
    }
    guard count > 0, take("}"), value <= 0x10_FFFF else {
      throw Problem("`\\u{…}` does not hold the number of a character")
    }
    return value
  }

  private mutating func hex(_ count: Int) throws(Problem) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let scalar = next, scalar.isASCII, let digit = Character(scalar).hexDigitValue else {
        throw Problem("an escape needs \(count) hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }

  /// What stands between `[` and `]`.
  mutating func characterClass() throws(Problem) {
    _ = take("^")
    // To Python a `]` that comes first is one of the characters.
    let start = index
    while let scalar = next {
      index += 1
      if scalar == "]", !(isPython && index == start + 1) {
        if index == start + 1 { hasEmptyClass = true }
        return
      }
      let low = scalar == "\\" ? try escapedValue(inClass: true) : scalar.value
      guard next == "-", index + 1 < scalars.count, scalars[index + 1] != "]" else { continue }
      index += 1
      let end = scalars[index]
      index += 1
      let high = end == "\\" ? try escapedValue(inClass: true) : end.value
      guard let low, let high else {
        if isPython { throw Self.rangeOfSets }
        hasRangeOfSets = true
        continue
      }
      if low > high { throw Problem("a range in `[]` is the wrong way round") }
    }
    throw Problem("a `[` is not closed")
  }
}

extension Unicode.Scalar {
  /// A letter or digit of ASCII.
  fileprivate var isASCIIName: Bool {
    isASCII && (properties.isAlphabetic || ("0"..."9").contains(self))
  }
}
