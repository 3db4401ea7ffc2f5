internal import CanonicalJSON

/// What the user has switched on and off, in `initializationOptions` or by `workspace/didChangeConfiguration`: an
/// object of these names, by itself or as `sessionc`, such as `{"hover": false}`.
struct Settings {
  /// What can be switched, by its name.
  enum Switch: String, CaseIterable {
    case diagnostics, completion, hover, codeActions, definition, references, rename, links,
      symbols,
      folding, inlayHints, codeLens

    /// What shows more than a user may want is off.
    var isOnByItself: Bool { self != .inlayHints && self != .codeLens }
  }

  private var all: [Switch: Bool] = [:]

  subscript(_ name: Switch) -> Bool { all[name] ?? name.isOnByItself }

  /// Takes over what is said; what is not said stays.
  mutating func read(_ value: JSONValue?) {
    let value = value?["sessionc"] ?? value
    for name in Switch.allCases {
      if case .bool(let isOn)? = value?[name.rawValue] { all[name] = isOn }
    }
  }
}
