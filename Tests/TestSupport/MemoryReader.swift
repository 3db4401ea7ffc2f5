public import SessionProfiles

/// Files in memory, for profiles that name others. It knows no folders: a name is a name.
public struct MemoryReader: ProfileReader {
  private let files: [String: [UInt8]]

  public init(_ files: [String: String]) { self.files = files.mapValues { Array($0.utf8) } }

  public func find(_ path: String, from name: String) -> Result<FoundFile, ReadingFailure> {
    guard files[path] != nil else { return .failure(.notFound(nearest: nil)) }
    let number = files.keys.sorted().firstIndex(of: path) ?? 0
    let identity = FoundFile.Identity(device: 1, number: UInt64(number))
    return .success(FoundFile(name: path, path: path, identity: identity))
  }

  public func identity(of name: String) -> FoundFile.Identity? {
    files.keys.sorted().firstIndex(of: name).map { .init(device: 1, number: UInt64($0)) }
  }

  public func read(_ file: FoundFile, limit: Int) -> Result<[UInt8], ReadingFailure> {
    files[file.path].map { .success($0) } ?? .failure(.notFound(nearest: nil))
  }
}
