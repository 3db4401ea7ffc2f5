internal import SessionProfiles

/// What `REV:path` names: a path of a revision.
package struct RevisionPath {
  package var revision: String
  /// From the working folder; the top folder of the repository may be `.`, or above it.
  package var path: String

  /// - Returns: `nil` for the name of a file: what is there is a file, and what begins with `.` or `/` is none
  ///   of a revision.
  package init?(_ text: String) {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), colon != text.startIndex,
      !text.begins(with: "."), !text.begins(with: "/"), FileKind(atLink: text) == nil
    else { return nil }
    revision = String(text[..<colon])
    path = String(text[text.utf8.index(after: colon)...])
  }

  /// The path as git reads it: from the top folder, or from here where it begins with `./`.
  package func name(in revision: Revision) -> String {
    path.begins(with: "./") || path.begins(with: "../") ? path : revision.name(of: path)
  }
}
