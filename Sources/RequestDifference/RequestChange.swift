package import ProfileIR

/// One difference between two requests.
package struct RequestChange {
  /// A value as it is shown, and where it is.
  package struct Value {
    /// Canonical JSON, with `***` for what the schema says is a secret.
    package var json: [UInt8]
    /// The text, where it is one; secrets are empty.
    package var text: [UInt8]?
    /// Whether it is a documented default that nobody wrote.
    package var isImplied: Bool
    /// The value in the profile; `nil` for what nobody wrote.
    package var id: IRID?
    /// Whether the value is JSON of the profile as authored, in another dialect.
    package var isAuthored = false
  }

  /// What changes inside of a value that is told as a whole.
  package struct Detail: Sendable {
    package enum Kind: Sendable { case added, removed, changed }

    package var kind: Kind
    /// A JSON Pointer from the value.
    package var path: String
    package var old: String?
    package var new: String?
  }

  /// A JSON Pointer into the session in the GA dialect, in which items of lists have their names.
  package var path: String
  /// The field's dotted path, without items.
  package var field: String
  package var rule: ChangeRule
  package var kind: ChangeKind
  /// `nil` where there is none.
  package var old: Value?
  package var new: Value?
  package var isProse = false
  package var details: [Detail] = []
}

/// What became of a value.
package enum ChangeKind: String, Sendable {
  /// It is there, or no longer null.
  case on
  /// It is gone, or null.
  case off
  /// Null where nothing was, or the reverse.
  case nulled
  case changed
  /// A number, or a switch.
  case up, down
  /// An item or member.
  case added, removed, renamed
  /// A mapping has other members than before.
  case reshaped
  /// A schema takes more, or less.
  case wider, narrower
  // What makes no other session.
  case defaultWritten = "default-written"
  case defaultDropped = "default-dropped"
  case order
  case whitespace

  package var isCosmetic: Bool {
    switch self {
    case .defaultWritten, .defaultDropped, .order, .whitespace: true
    default: false
    }
  }
}
