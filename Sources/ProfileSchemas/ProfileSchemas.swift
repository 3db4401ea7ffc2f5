/// The files of `schemas/`, embedded: the one truth for every documented field.
///
/// This target holds their bytes and nothing else; `ProfileIR` reads them.
package enum ProfileSchemas {
  /// The text of one schema file, or `nil` where there is none of that name.
  ///
  /// - Parameter name: a file name in `schemas/`, such as `sessions.schema.json`.
  package static func text(named name: String) -> StaticString? {
    files.first { $0.name.description == name }?.text
  }

  /// The names of all embedded schema files, sorted.
  package static var names: [String] { files.map(\.name.description) }
}
