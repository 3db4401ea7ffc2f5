package import SessionProfiles
package import SourceDiagnostics

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
  /// What is wrong with a file that is the configuration of a project, and the files that this is in; `nil` for any
  /// other file.
  func configurationFindings(_ path: String, _ bytes: [UInt8], open: [String: [UInt8]]) -> (
    diagnostics: [Diagnostic], files: [SourceText]
  )?
  /// The profiles in a folder and below it, as `lint` finds them there; some thousand at most.
  func profiles(in folder: String, open: [String: [UInt8]]) -> [SourceText]
  /// The names of what is in the folder at a path that a file holds, which must be in its project; those of folders
  /// end with `/`.
  func names(in folder: String, from path: String) -> [String]
  /// Runs a piece of work during which nothing on the disk is looked up twice.
  func readingOnce<Result>(_ work: () -> Result) -> Result
  /// The profiles of the project of a file that are made of several files: the files of each.
  func profiles(around path: String, open: [String: [UInt8]]) -> [[SourceText]]
  /// The absolute path of a file by the name that findings give it, with links resolved.
  func path(of name: String) -> String
}

/// A workspace of which nothing is known but how a document is checked.
extension Workspace {
  package func configurationFindings(_ path: String, _ bytes: [UInt8], open: [String: [UInt8]])
    -> (diagnostics: [Diagnostic], files: [SourceText])?
  { nil }
  package func users(ofPartial path: String, open: [String: [UInt8]]) -> [SourceText]? { nil }
  package func profiles(around path: String, open: [String: [UInt8]]) -> [[SourceText]] { [] }
  package func profiles(in folder: String, open: [String: [UInt8]]) -> [SourceText] { [] }
  package func names(in folder: String, from path: String) -> [String] { [] }
  package func readingOnce<Result>(_ work: () -> Result) -> Result { work() }
}

/// Why a project cannot be used, in words for people.
package struct WorkspaceFailure: Error {
  package var message: String

  package init(_ message: String) { self.message = message }
}
