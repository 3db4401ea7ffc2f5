internal import SourceDiagnostics
internal import YAMLSyntax

/// The variables of a profile, with the values that all its texts see.
struct VariableTable {
  enum Kind {
    case text, number, boolean

    var title: String {
      switch self {
      case .text: "text"
      case .number: "a number"
      case .boolean: "true or false"
      }
    }

    /// - Returns: `nil` for `null`, which is no value yet.
    init?(_ scalar: ScalarKind) {
      switch scalar {
      case .string: self = .text
      case .null: return nil
      case .bool: self = .boolean
      case .integer, .float, .notFinite: self = .number
      }
    }
  }

  struct Variable {
    /// That of its lowest value.
    var kind: Kind?
    /// The first value that it was given, which says what kind it is.
    var first: NodeID?
    /// The scalar that counts; `nil` where there is no value yet.
    var value: NodeID?
    /// The text that the command line gives, which counts before any other.
    var given: (text: [UInt8], scalar: ScalarKind)?
    /// Whether its value has a finding: then nothing is said of its uses.
    var isBroken = false
    /// Where the profile itself declares it.
    var ownKey: NodeID?
    var isUsed = false
  }

  var all: [String: Variable] = [:]
  var uses = VariableUses()
  /// Whether a text names a variable that is not known.
  var isUncertain = false
  /// For how many unknown names a declared one is looked for that is like them.
  var suggestions = 100
  /// Bytes of the texts made so far.
  var bytes = 0
  /// Whether there was no room for one.
  var isFull = false

  /// The most variables of one profile.
  static let most = 1_000
}

/// `$vars`: the tables of all layers are one, in which the upper wins, then the variant's.
extension Linker {
  mutating func readVariables() {
    for layer in layers {
      if layer.isPatch, let root = overlays[layer.root] { readVariables(in: root, of: layer) }
      readVariables(in: layer.root, of: layer)
    }
    variables.uses.declared = Set(variables.all.keys)
    for (name, text) in choice.values { give(text, to: name) }
  }

  private mutating func readVariables(in root: NodeID, of layer: Layer) {
    guard tree[root].kind == .mapping, let value = tree.directive(Directive.vars, in: root) else {
      return
    }
    guard tree[value].kind == .mapping else {
      report(
        LinkingRules.wrongShape,
        "`$vars` takes a mapping of names and values",
        at: value,
        help: "write `$vars: {name: value}`"
      )
      return
    }
    for (key, written) in entries(of: value) {
      guard VariableText.isName(tree.bytes(key)) else {
        report(
          LinkingRules.wrongShape,
          "`\(tree.string(key))` is no name that a variable can have",
          at: key,
          help:
            "use letters of ASCII, digits and `_`, at most \(VariableText.nameMax) of them, and no digit at the beginning"
        )
        continue
      }
      guard variables.all.count < VariableTable.most else {
        report(
          ReadingRules.limitExceeded,
          "a profile has at most \(VariableTable.most) variables",
          at: key
        )
        return
      }
      declare(tree.string(key), at: key, as: tree.resolve(written), isOwn: layer.isLeaf)
    }
  }

  private mutating func declare(_ name: String, at key: NodeID, as value: NodeID, isOwn: Bool) {
    if tree.isWord(value, Directive.unset) {
      variables.all[name] = nil
      return
    }
    var variable = variables.all[name] ?? VariableTable.Variable()
    defer { variables.all[name] = variable }
    if isOwn { variable.ownKey = key }
    guard tree[value].kind == .scalar else {
      variable.isBroken = true
      if tree[value].flags.contains(.broken) { return }
      report(
        LinkingRules.wrongShape,
        "the value of a variable is a text, a number, true or false, or null",
        at: value,
        help: "a list or a mapping is brought in by `$include`"
      )
      return
    }
    guard !VariableText.isIn(tree.bytes(value)) else {
      variable.isBroken = true
      report(
        LinkingRules.undeclaredVariable,
        "the value of a variable is not looked at again, so it holds no `${`",
        at: value,
        help: "write the text out, or use both variables where the text is used"
      )
      return
    }
    variable.value = nil
    guard let kind = VariableTable.Kind(tree[value].scalar) else { return }
    guard variable.kind == nil || variable.kind == kind else {
      variable.isBroken = true
      report(
        LinkingRules.variableValue,
        "`\(name)` is \(variable.kind?.title ?? "") below, and this is \(kind.title)",
        at: value,
        help: kind == .text
          ? "take the quotes away, or give the value the type that it has below"
          : "write a value of the type that it has below",
        related: variable.first.map {
          [RelatedLocation("the type of the variable", at: tree.span($0))]
        } ?? []
      )
      return
    }
    variable.kind = kind
    variable.first = variable.first ?? value
    variable.value = value
  }

  /// Takes a value from the command line, read as the type of its variable.
  private mutating func give(_ text: String, to name: String) {
    guard var variable = variables.all[name] else { return }
    let bytes = Array(text.utf8)
    var scalar = ScalarKind.string
    if let kind = variable.kind, kind != .text {
      scalar = ScalarResolver.kind(of: bytes[...])
      guard VariableTable.Kind(scalar) == kind, scalar != .notFinite else {
        variables.uses.misfits.append("`\(name)` takes \(kind.title)")
        return
      }
    }
    variable.given = (bytes, scalar)
    variable.isBroken = false
    variables.all[name] = variable
  }
}
