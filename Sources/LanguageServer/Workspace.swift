package import SessionProfiles

/// What the server wants to know of the files around the documents that are open.
///
/// The server itself opens no file: whoever runs it decides what may be read.
package protocol Workspace: AnyObject {
  /// How the profile at a path is checked, by the project that it is in. Called anew for each check, so that it
  /// knows of every change.
  ///
  /// - Parameter open: what the documents hold that are open, by their paths: they win over the disk.
  /// - Returns: `nil` for a file that the project leaves out; what is wrong with its configuration, where that cannot
  ///   be used.
  func compiler(for path: String, open: [String: [UInt8]]) -> Result<Compiler?, WorkspaceFailure>
  /// The profiles that a file takes part in which is none by itself: they are checked in its place.
  ///
  /// - Returns: `nil` for a file that may be a profile.
  func users(ofPartial path: String, open: [String: [UInt8]]) -> [SourceText]?
  /// The absolute path of a file by the name that findings give it, with links resolved.
  func path(of name: String) -> String
}

/// Why a project cannot be used, in words for people.
package struct WorkspaceFailure: Error {
  package var message: String

  package init(_ message: String) { self.message = message }
}
