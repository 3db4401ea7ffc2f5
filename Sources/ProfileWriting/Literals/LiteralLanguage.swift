/// The language that a text in brackets is written in. It decides what the escapes in quotes mean.
enum LiteralLanguage {
  /// JSON, with comments and trailing commas or without.
  case json
  /// YAML in flow style.
  case yaml
  /// JSON5 and the object literals of JavaScript and TypeScript.
  case javaScript
  case python

  var name: String {
    switch self {
    case .json: "JSON"
    case .yaml: "YAML"
    case .javaScript: "JavaScript"
    case .python: "Python"
    }
  }

  /// Whether quoted texts go through as they are, since YAML reads them in the same way.
  var hasYAMLQuotes: Bool { self == .json || self == .yaml }
}

/// What a first reading saw that tells one language from another.
struct LiteralSigns {
  /// `None`, a tuple, a prefix such as `r"…"`, triple quotes.
  var isPython = false
  /// A template string, a key that its value follows without a blank, a `;`.
  var isJavaScript = false
  /// A text of several lines in simple quotes, or without quotes.
  var isYAML = false
  /// The first anchor, alias, tag or merge key.
  var yamlPlace: Int?
  var hasSlashComments = false
  /// Keys without quotes.
  var hasBareKeys = false
  /// Values without quotes that are no number and no word of these languages.
  var hasBareValues = false
  /// The first value without quotes that is neither a number nor a word that is read.
  var barePlace: Range<Int>?
  /// `True` or `False`.
  var hasCapitalWords = false
  /// `null`, `true` or `false`.
  var hasSmallWords = false
  var hasSingleQuotes = false
  /// `'it''s'`: YAML's quote in quotes.
  var hasDoubledQuotes = false
  /// The first backslash between single quotes.
  var escapeInSingleQuotes: Int?
  /// Whether an escape in double quotes is none that YAML knows.
  var hasForeignEscapes = false
  /// The first escape in double quotes that YAML alone has, such as `\\e`: JavaScript drops its backslash.
  var escapeOfYAML: Int?
  /// Whether a string follows another one as the value of a key.
  var hasNeighbours = false

  /// A name in what is certainly Python: its value is known only where the code runs.
  var pythonName: Range<Int>? {
    language == .python && !hasBareKeys && (isPython || !hasBareValues) ? barePlace : nil
  }

  /// The language; `nil` where a backslash could mean one thing or another, and where a part is YAML and
  /// another one is not.
  var language: LiteralLanguage? {
    if yamlPlace != nil { return isPython || isJavaScript ? nil : .yaml }
    if isPython { return isJavaScript && hasBareKeys ? .javaScript : .python }
    if isJavaScript { return .javaScript }
    if isYAML { return .yaml }
    let isPythonLike = !hasBareKeys && !hasSmallWords && !hasSlashComments
    if isPythonLike, hasCapitalWords || hasNeighbours { return .python }
    if hasDoubledQuotes { return .yaml }
    if escapeInSingleQuotes != nil {
      if hasBareValues && !hasSlashComments { return nil }
      return isPythonLike ? .python : .javaScript
    }
    if hasForeignEscapes {
      if hasBareKeys || hasSlashComments || hasSingleQuotes && hasSmallWords { return .javaScript }
      if hasSingleQuotes { return .python }
    }
    if hasSingleQuotes, isPythonLike, !hasBareValues { return .python }
    if escapeOfYAML != nil, !hasBareValues {
      if hasSlashComments { return .javaScript }
      if hasBareKeys { return nil }
    }
    return .json
  }
}
