/// What may follow a `(`.
extension RegexSyntax {
  /// More groups inside each other no engine reads.
  static let depthMax = 10_000

  mutating func open() throws(Problem) {
    guard frames.count <= Self.depthMax else {
      throw Problem("more than \(Self.depthMax) groups stand inside each other")
    }
    var frame = RegexFrame()
    if !take("?") {
      groups.append(nil)
      frame.number = groups.count
    } else if take(":") {
      frame.kind = .group
    } else if take("=") || take("!") {
      frame.kind = .lookAhead
    } else if take("<") {
      if take("=") || take("!") {
        frame.kind = .lookBehind
        if lookBehind == nil { lookBehind = (groups.count, frames.count) }
      } else if isPython {
        throw Problem("a group is named with `(?P<…>`, not `(?<…>`")
      } else {
        frame.number = try name(until: ">")
      }
    } else if isPython {
      guard let opened = try openInPython() else { return }
      frame = opened
    } else {
      throw Problem(
        "there is no `(?\(next.map { String($0) } ?? "")`, only `(?:`, `(?=`, `(?!` and `(?<`"
      )
    }
    frames.append(frame)
  }

  /// What only Python has.
  ///
  /// - Returns: `nil` for what is no group.
  private mutating func openInPython() throws(Problem) -> RegexFrame? {
    var frame = RegexFrame()
    if take(">") { return frame }
    if take("#") {
      while let scalar = next, scalar != ")" { index += 1 }
      guard take(")") else { throw Problem("a comment is not closed") }
      return nil
    }
    if take("P") {
      if take("<") {
        frame.number = try name(until: ">")
        return frame
      }
      guard take("=") else { throw Problem("there is no such `(?P`, only `(?P<` and `(?P=`") }
      let name = text(until: ")")
      guard take(")") else { throw Problem("a `(` is not closed") }
      try refer(to: names[name], called: name)
      return nil
    }
    if take("(") {
      frame.kind = .condition
      let name = text(until: ")")
      guard take(")") else { throw Problem("a `(` is not closed") }
      guard let number = Int(name), number > 0 else {
        try refer(to: names[name], called: name, addsItem: false)
        return frame
      }
      greatestUsed = max(greatestUsed, number)
      return frame
    }
    return try flags() ? frame : nil
  }

  /// `(?i)` or `(?i-m:…)`.
  ///
  /// - Returns: whether a group begins.
  private mutating func flags() throws(Problem) -> Bool {
    let on = letters("aimsux")
    let off = take("-") ? letters("imsx") : nil
    if off == nil, !on.isEmpty, take(")") {
      guard frames.count == 1, frames[0].isEmpty else {
        throw Problem("flags such as `(?i)` stand at the beginning only")
      }
      try check(on)
      if on.contains("x") { isVerbose = true }
      return false
    }
    guard !on.isEmpty || off != nil, off.map({ !$0.isEmpty }) ?? true, take(":") else {
      throw Problem("there is no `(?\(next.map { String($0) } ?? "")`")
    }
    try check(on)
    guard off?.allSatisfy({ !on.contains($0) }) ?? true else {
      throw Problem("a flag is turned on and off")
    }
    return true
  }

  private func check(_ flags: [Unicode.Scalar]) throws(Problem) {
    if flags.contains("a"), flags.contains("u") {
      throw Problem("the flags `a` and `u` exclude each other")
    }
  }

  private mutating func letters(_ known: String) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    while let scalar = next, known.unicodeScalars.contains(scalar) {
      if !result.contains(scalar) { result.append(scalar) }
      index += 1
    }
    return result
  }

  // MARK: Names

  mutating func text(until end: Unicode.Scalar) -> String {
    var text = ""
    while let scalar = next, scalar != end {
      text.unicodeScalars.append(scalar)
      index += 1
    }
    return text
  }

  /// The name of a group that begins.
  ///
  /// - Returns: its number.
  private mutating func name(until end: Unicode.Scalar) throws(Problem) -> Int {
    let name = text(until: end)
    guard take(end), isName(name) else { throw Problem("the name of a group is not a name") }
    groups.append(nil)
    guard names.updateValue(groups.count, forKey: name) == nil else {
      throw Problem("two groups are called `\(name)`")
    }
    return groups.count
  }

  private func isName(_ name: String) -> Bool {
    let isOther: (Unicode.Scalar) -> Bool = { $0 == "_" || $0 == "$" && !isPython }
    guard let first = name.unicodeScalars.first, first.properties.isIDStart || isOther(first)
    else { return false }
    return name.unicodeScalars.allSatisfy { $0.properties.isIDContinue || isOther($0) }
  }

  /// A reference to a group that must be there and closed, as Python wants it.
  mutating func refer(
    to number: Int?,
    called name: String,
    addsItem: Bool = true
  ) throws(Problem) {
    guard let number, number <= groups.count else {
      throw Problem("there is no group `\(name)` before the reference to it")
    }
    guard let width = groups[number - 1] ?? (addsItem ? nil : RegexWidth.none) else {
      throw Problem("the group `\(name)` is not closed before the reference to it")
    }
    if let lookBehind, number > lookBehind.groups {
      throw Problem("a look-behind refers to a group inside of it")
    }
    if addsItem { add(.atom, width) }
  }
}
