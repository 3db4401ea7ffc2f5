/// Checks the syntax of regular expressions as two engines read it, and runs none: a pattern from a stranger
/// costs no more than one pass over its text for each.
struct RegexSyntax {
  /// Who reads the pattern. Which of them the service has is not known for Realtime.
  enum Engine: CaseIterable {
    /// ECMA-262, which JSON Schema goes by: with the `u` flag, and without it where that cannot be
    /// misunderstood, as in `\-` or a lone `{`.
    case ecma
    /// Python's `re`.
    case python

    fileprivate var title: String { self == .ecma ? "ECMA-262" : "Python's `re`" }
  }

  /// What is wrong with a pattern.
  struct Problem: Error {
    /// A clause.
    var text: String
    /// Whether the other engine reads it.
    var isOfOneEngine = false

    init(_ text: String) { self.text = text }
  }

  /// - Returns: `nil` where both engines read the pattern.
  static func problem(in pattern: String) -> Problem? {
    let scalars = Array(pattern.unicodeScalars)
    let problems = Engine.allCases.map { problem(in: scalars, for: $0) }
    if let first = problems[0], problems[1] != nil { return first }
    for case (var problem?, let engine) in zip(problems, Engine.allCases) {
      problem.text = "in \(engine.title) \(problem.text)"
      problem.isOfOneEngine = true
      return problem
    }
    return nil
  }

  private static func problem(in scalars: [Unicode.Scalar], for engine: Engine) -> Problem? {
    var checker = RegexSyntax(engine: engine, scalars: scalars)
    do throws(Problem) {
      try checker.read()
    } catch {
      return error
    }
    return nil
  }

  static let rangeOfSets = Problem("a range in `[]` begins or ends with a set of characters")

  let engine: Engine
  let scalars: [Unicode.Scalar]
  var index = 0
  var frames = [RegexFrame()]
  /// By number, from 1: the widths, and `nil` while the group is open.
  var groups: [RegexWidth?] = []
  var names: [String: Int] = [:]
  /// What is referred to and may stand further on.
  var namesUsed: [String] = []
  var greatestUsed = 0
  /// How many groups there were where the outermost look-behind began, and how deep that is.
  var lookBehind: (groups: Int, depth: Int)?
  /// Whether spaces and comments say nothing, by Python's `(?x)`.
  var isVerbose = false

  /// Whether there was a `[]`, which to Python is the beginning of a longer one.
  var hasEmptyClass = false

  /// What only the `u` flag reads, and what it does not.
  var needsFlag = false
  var hasRangeOfSets = false

  private init(engine: Engine, scalars: [Unicode.Scalar]) {
    (self.engine, self.scalars) = (engine, scalars)
  }

  var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
  var isPython: Bool { engine == .python }
  private var last: Int { frames.count - 1 }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    index += 1
    return true
  }

  mutating func add(_ item: RegexFrame.Item, _ width: RegexWidth = .one) {
    frames[last].add(item, width)
  }

  /// Reads to the end of the pattern, keeping count of open groups instead of recursing.
  private mutating func read() throws(Problem) {
    while let scalar = next {
      index += 1
      switch scalar {
      case "|":
        guard frames[last].branch() else {
          throw Problem("a condition has more than two branches")
        }
      case "(": try open()
      case ")": try close()
      case "[":
        try characterClass()
        add(.atom)
      case "\\": try escape()
      case "^", "$": add(.anchor, .none)
      case "*": try repeatLast(0, nil, scalar)
      case "+": try repeatLast(1, nil, scalar)
      case "?": try repeatLast(0, 1, scalar)
      case "{": try braces()
      case "#" where isVerbose: while let scalar = next, scalar != "\n" { index += 1 }
      case _ where isVerbose && scalar.properties.isPatternWhitespace: break
      case "]" where hasEmptyClass: throw Problem("`[]` is empty, so a `]` closes nothing")
      default: add(.atom)
      }
    }
    guard last == 0 else { throw Problem("a `(` is not closed") }
    if let name = namesUsed.first(where: { names[$0] == nil }) {
      throw Problem("no group is called `\(name)`")
    }
    if needsFlag, hasRangeOfSets { throw Self.rangeOfSets }
    if greatestUsed > groups.count { throw Problem("there is no group \(greatestUsed)") }
  }

  private mutating func close() throws(Problem) {
    guard last > 0 else { throw Problem("a `)` closes nothing") }
    if let outermost = lookBehind, outermost.depth == last { lookBehind = nil }
    let frame = frames.removeLast()
    let width = frame.width
    switch frame.kind {
    case .lookBehind:
      if isPython, width.least != width.most {
        throw Problem("what a look-behind looks for must have a fixed length")
      }
      add(isPython ? .atom : .anchor, .none)
    case .lookAhead: add(.atom, .none)
    case .group, .condition: add(.atom, width)
    }
    if let number = frame.number { groups[number - 1] = width }
  }

  // MARK: Repeating

  private mutating func repeatLast(
    _ least: Int,
    _ most: Int?,
    _ sign: Unicode.Scalar
  ) throws(Problem) {
    guard frames[last].item == .atom else {
      throw Problem("nothing stands before `\(sign)` to repeat")
    }
    frames[last].repeatLast(least, most)
    // Python has possessive ones, too.
    if !take("?"), isPython { _ = take("+") }
  }

  /// `{2}`, `{2,}` or `{2,5}`, and Python's `{,5}`; any other brace stands for itself.
  private mutating func braces() throws(Problem) {
    let start = index
    let low = number()
    var high = low
    let hasComma = (low != nil || isPython) && take(",")
    if hasComma { high = number() }
    guard low != nil || hasComma, take("}") else {
      index = start
      if !isPython, take(","), number() ?? 0 >= 0, next == "}", frames[last].item == .atom {
        throw Problem("a count in `{}` has a lower bound, `{0,5}`")
      }
      index = start
      add(.atom)
      return
    }
    guard max(low ?? 0, high ?? 0) < 4_294_967_295 || !isPython else {
      throw Problem("a count in `{}` is too large")
    }
    guard frames[last].item == .atom else { throw Problem("nothing stands before `{` to repeat") }
    if let high, high < low ?? 0 { throw Problem("the counts in `{}` are the wrong way round") }
    try repeatLast(low ?? 0, high, "{")
  }

  mutating func number() -> Int? {
    var value: Int?
    while let scalar = next, ("0"..."9").contains(scalar) {
      value = min((value ?? 0) * 10 + Int(scalar.value - 48), 1 << 40)
      index += 1
    }
    return value
  }
}

/// How many characters a part of a pattern matches.
struct RegexWidth {
  var least: Int
  var most: Int

  static let none = RegexWidth(least: 0, most: 0)
  static let one = RegexWidth(least: 1, most: 1)
  /// As good as without end.
  static let max = 1 << 20
}

/// A group that is open, or the pattern itself.
struct RegexFrame {
  enum Kind { case group, lookAhead, lookBehind, condition }
  /// What the last item is to a sign that repeats.
  enum Item { case none, atom, anchor, repeated }

  var kind = Kind.group
  var number: Int?
  private(set) var item = Item.none
  private(set) var isEmpty = true
  private var lastWidth = RegexWidth.none
  private var current = RegexWidth.none
  private var branches: RegexWidth?
  private var branchCount = 1

  mutating func add(_ item: Item, _ width: RegexWidth) {
    (self.item, lastWidth, isEmpty) = (item, width, false)
    current.least = min(current.least + width.least, RegexWidth.max)
    current.most = min(current.most + width.most, RegexWidth.max)
  }

  mutating func repeatLast(_ least: Int, _ most: Int?) {
    item = .repeated
    let times: (Int, Int) -> Int = { width, count in
      let product = width.multipliedReportingOverflow(by: count)
      return product.overflow ? RegexWidth.max : product.partialValue
    }
    current.least = min(
      current.least - lastWidth.least + times(lastWidth.least, least),
      RegexWidth.max
    )
    current.most = min(
      current.most - lastWidth.most + times(lastWidth.most, most ?? RegexWidth.max),
      RegexWidth.max
    )
  }

  /// - Returns: `false` where there may be no further branch.
  mutating func branch() -> Bool {
    branches = width
    current = .none
    (item, isEmpty) = (.none, false)
    branchCount += 1
    return kind != .condition || branchCount <= 2
  }

  /// The width of all branches.
  var width: RegexWidth {
    // What a condition has no second branch for, it matches without a character.
    let others = branches ?? (kind == .condition ? RegexWidth.none : current)
    return RegexWidth(
      least: min(others.least, current.least),
      most: max(others.most, current.most)
    )
  }
}
