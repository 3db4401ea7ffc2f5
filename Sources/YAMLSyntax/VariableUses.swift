/// What variables are to a profile: where its texts get them from.
public struct VariableUses: Sendable {
  /// A variable in a text.
  public struct Source: Sendable {
    public let name: String
    /// The scalar that declares its value; `nil` for one from the command line.
    public let place: NodeID?

    package init(name: String, place: NodeID?) {
      self.name = name
      self.place = place
    }
  }

  /// The texts that were put together, and out of which variables.
  package var filled: [NodeID: [Source]] = [:]
  /// For a value that stands in place of references to it, these references.
  package var places: [NodeID: [NodeID]] = [:]
  /// The scalars that name a file whose text is filled in.
  package var templates: Set<NodeID> = []
  /// The names that the profile declares.
  package var declared: Set<String> = []
  /// What is wrong with values from the command line, as sentences without what was given.
  package var misfits: [String] = []

  package init() {}
}
