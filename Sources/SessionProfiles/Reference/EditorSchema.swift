internal import CanonicalJSON
internal import ProfileIR
internal import ProfileTargets
internal import YAMLSyntax

/// The files of `schemas/`, each as one file that stands by itself.
public enum EditorSchema: String, CaseIterable, Sendable {
  /// Any profile.
  case profile
  /// `.sessionc.yaml`.
  case config
  /// What `lint --format json` writes.
  case report
  /// What `diff --format json` writes.
  case diff

  /// JSON Schema 2020-12, indented by two, in the order of the files: what a file refers to stands
  /// in its `$defs`, and the annotations that only sessionc reads are left out.
  ///
  /// Of a profile it is what authors may write: a directive stands for any value, and what a profile starts
  /// from may have the fields that must be there.
  ///
  /// For the YAML server of editors, what a key that tells the kind may say stands in one message (`errorMessage`),
  /// and examples that are no plain values are snippets (`defaultSnippets`).
  public var text: [UInt8] { text(allowing: [:]) }

  /// The same, with the values that a project allows beyond those documented.
  ///
  /// - Parameter allowed: by the dotted path of the field from the session, as in `RulePolicy.allowed`.
  public func text(allowing allowed: [String: Set<String>]) -> [UInt8] {
    var bundle = SchemaBundle(
      isForAuthors: self == .profile,
      allowing: self == .profile ? AllowedValues(allowed) : AllowedValues([:])
    )
    return bundle.write(rawValue + ".schema.json") + [UInt8(ascii: "\n")]
  }
}
