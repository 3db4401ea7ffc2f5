public import Foundation

/// The repository's own files, for tests that read them.
public enum Repository {
  public static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  public static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: root.appending(path: path)))
  }

  /// The paths of the files in a folder, relative to the root, sorted.
  public static func files(in folder: String, ending: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
      .filter { $0.hasSuffix(ending) }.sorted().map { "\(folder)/\($0)" }
  }

  /// The paths of all shipped profiles, those of the flat dialect behind the others.
  public static func profiles() throws -> [String] {
    try files(in: "profiles", ending: ".yaml")
      + files(in: "profiles/flat", ending: ".yaml")
      .filter { !$0.hasSuffix("/.sessionc.yaml") }
  }
}
