/// Finds and reads the files that a profile names. The only way by which the library gets at files.
///
/// It decides what may be read: nothing outside the project, nothing hidden, regular files alone.
public protocol ProfileReader: Sendable {
  /// Finds a file, without opening it.
  ///
  /// - Parameters:
  ///   - path: as written in the file that names it; relative to that file.
  ///   - name: the name of that file, as reports show it.
  func find(_ path: String, from name: String) -> Result<FoundFile, ReadingFailure>

  /// Which file a profile is, by its name; `nil` where that is none, such as standard input. A profile that
  /// starts from itself is known by it.
  func identity(of name: String) -> FoundFile.Identity?

  /// The bytes of a file that was found, at most `limit` and one more.
  func read(_ file: FoundFile, limit: Int) -> Result<[UInt8], ReadingFailure>
}

extension ProfileReader {
  public func identity(of name: String) -> FoundFile.Identity? { nil }
}

/// A file that may be read.
public struct FoundFile: Hashable, Sendable {
  /// The name by which reports show it, and from which its own paths count.
  public var name: String
  /// What it is opened by.
  public var path: String
  /// Which file it is, whatever it is called: its device and its number there.
  public var identity: Identity

  public struct Identity: Hashable, Sendable {
    public var device: UInt64
    public var number: UInt64

    public init(device: UInt64, number: UInt64) {
      self.device = device
      self.number = number
    }
  }

  public init(name: String, path: String, identity: Identity) {
    self.name = name
    self.path = path
    self.identity = identity
  }
}

/// Why a file that a profile names is not read.
public enum ReadingFailure: Error, Sendable {
  /// There is none; with the name of one in that folder that is like it.
  case notFound(nearest: String?)
  /// It may not be read: how a sentence goes on that begins with the path, such as "is a hidden file".
  case refused(String)
}
