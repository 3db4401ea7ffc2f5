/// Checks the syntax of ECMA-262 regular expressions, and runs none: a pattern from a stranger costs
/// no more than one pass over its text.
struct RegexSyntax {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var groups: Set<String> = []
  private var depth = 0

  /// What is wrong with a pattern.
  struct Problem: Error {
    /// A clause.
    var text: String
    /// Whether another engine reads it: which one the service has is not known for Realtime.
    var isOfOneEngine = false
  }

  /// - Returns: `nil` where ECMA-262 and Python both read the pattern.
  static func problem(in pattern: String) -> Problem? {
    var checker = RegexSyntax(scalars: Array(pattern.unicodeScalars))
    do throws(Problem) {
      try checker.alternatives()
    } catch {
      return error
    }
    return checker.hasProperty
      ? Problem(text: "Python's `re` has no `\\p{…}`", isOfOneEngine: true) : nil
  }

  private var hasProperty = false

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    index += 1
    return true
  }

  /// Reads to the end of the pattern, keeping count of open groups instead of recursing.
  private mutating func alternatives() throws(Problem) {
    var mayRepeat = false
    while let scalar = next {
      index += 1
      switch scalar {
      case "|": mayRepeat = false
      case "(":
        try group()
        depth += 1
        mayRepeat = false
      case ")":
        guard depth > 0 else { throw Problem(text: "a `)` closes nothing") }
        depth -= 1
        mayRepeat = true
      case "[":
        try characterClass()
        mayRepeat = true
      case "\\": mayRepeat = try escape()
      case "^", "$": mayRepeat = false
      case "*", "+", "?":
        guard mayRepeat else { throw Problem(text: "nothing stands before `\(scalar)` to repeat") }
        _ = take("?")
        mayRepeat = false
      case "{": mayRepeat = try braces(mayRepeat)
      default: mayRepeat = true
      }
    }
    if depth > 0 { throw Problem(text: "a `(` is not closed") }
  }

  /// What may follow `(`: `?:`, `?=`, `?!`, `?<=`, `?<!` or `?<name>`.
  private mutating func group() throws(Problem) {
    guard take("?") else { return }
    if take(":") || take("=") || take("!") { return }
    guard take("<") else {
      // Python has flags, comments, conditions and other names of groups here.
      let letters: Set<Unicode.Scalar> = [
        "i", "m", "s", "x", "a", "u", "L", "P", "#", "(", "-", ">",
      ]
      throw Problem(
        text: "ECMA-262 has only `(?:`, `(?=`, `(?!` and `(?<` where `(?` stands",
        isOfOneEngine: next.map(letters.contains) ?? false
      )
    }
    if take("=") || take("!") { return }
    var name = ""
    while let scalar = next, scalar != ">" {
      name.unicodeScalars.append(scalar)
      index += 1
    }
    let isName = name.unicodeScalars.first.map { !("0"..."9").contains($0) } ?? false
    guard take(">"), isName,
      name.unicodeScalars.allSatisfy({
        $0.properties.isIDContinue || $0 == "$" || $0 == "_"
      })
    else { throw Problem(text: "the name of a group is not a name") }
    guard groups.insert(name).inserted else {
      throw Problem(text: "two groups are called `\(name)`")
    }
  }

  /// `{2}`, `{2,}` or `{2,5}`; any other brace stands for itself.
  private mutating func braces(_ mayRepeat: Bool) throws(Problem) -> Bool {
    let start = index
    let low = number()
    var high = low
    if low != nil, take(",") { high = next == "}" ? nil : number() ?? -1 }
    guard let low, take("}") else {
      index = start
      return true
    }
    guard mayRepeat else { throw Problem(text: "nothing stands before `{` to repeat") }
    if let high, high < low { throw Problem(text: "the counts in `{}` are the wrong way round") }
    _ = take("?")
    return false
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let scalar = next, ("0"..."9").contains(scalar) {
      value = min((value ?? 0) * 10 + Int(scalar.value - 48), 1_000_000_000)
      index += 1
    }
    return value
  }

  /// An escape outside a class; `true` where it can be repeated.
  private mutating func escape() throws(Problem) -> Bool {
    guard let scalar = next else { throw Problem(text: "a `\\` ends the pattern") }
    if scalar == "b" || scalar == "B" {
      index += 1
      return false
    }
    _ = try escapedValue()
    return true
  }

  /// The character that an escape stands for; `nil` for a set such as `\d`.
  private mutating func escapedValue() throws(Problem) -> UInt32? {
    guard let scalar = next else { throw Problem(text: "a `\\` ends the pattern") }
    index += 1
    switch scalar {
    case "d", "D", "w", "W", "s", "S": return nil
    case "p", "P":
      guard take("{") else { return scalar.value }
      while let scalar = next, scalar != "}" {
        guard scalar.properties.isIDContinue || scalar == "=" else { break }
        index += 1
      }
      guard take("}") else { throw Problem(text: "`\\\(scalar){` is not closed") }
      hasProperty = true
      return nil
    case "k":
      while let scalar = next, scalar != ">", scalar != ")" {
        _ = scalar
        index += 1
      }
      guard take(">") else { throw Problem(text: "`\\k` needs the name of a group, `\\k<name>`") }
      return nil
    case "x": return try hex(2)
    case "u":
      guard take("{") else { return try hex(4) }
      var value: UInt32 = 0
      var count = 0
      while let digit = next.flatMap({ Character($0).hexDigitValue }) {
        value = min(value << 4 | UInt32(digit), 0x11_0000)
        count += 1
        index += 1
      }
      guard count > 0, take("}"), value <= 0x10_FFFF else {
        throw Problem(text: "`\\u{…}` does not hold the number of a character")
      }
      return value
    case "n": return 10
    case "r": return 13
    case "t": return 9
    case "v": return 11
    case "f": return 12
    case "c":
      if let letter = next, letter.isASCII, letter.properties.isAlphabetic {
        index += 1
        return letter.value & 31
      }
      throw Problem(text: "`\\c` needs a letter")
    default: return scalar.value
    }
  }

  private mutating func hex(_ count: Int) throws(Problem) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = next.flatMap({ Character($0).hexDigitValue }) else {
        throw Problem(text: "an escape needs \(count) hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }

  /// What stands between `[` and `]`.
  private mutating func characterClass() throws(Problem) {
    _ = take("^")
    while let scalar = next {
      index += 1
      if scalar == "]" { return }
      let low = scalar == "\\" ? try escapedValue() : scalar.value
      guard next == "-", index + 1 < scalars.count, scalars[index + 1] != "]" else { continue }
      index += 1
      guard let end = next else { break }
      index += 1
      let high = end == "\\" ? try escapedValue() : end.value
      if let low, let high, low > high {
        throw Problem(text: "a range in `[]` is the wrong way round")
      }
    }
    throw Problem(text: "a `[` is not closed")
  }
}
