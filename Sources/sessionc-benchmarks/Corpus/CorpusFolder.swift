import Foundation

/// Profiles as files, gone when the benchmark is over.
final class CorpusFolder {
  private let root: URL

  init() throws {
    root = FileManager.default.temporaryDirectory.appending(path: "sessionc-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// A folder with this many profiles, written once.
  func path(_ kind: ProfileKind, count: Int) throws -> String {
    let folder = root.appending(path: "\(kind.rawValue)-\(count)")
    guard !FileManager.default.fileExists(atPath: folder.path) else { return folder.path }
    try Self.write(kind, count: count, to: folder)
    return folder.path
  }

  static func write(_ kind: ProfileKind, count: Int, to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    if kind == .flat {
      // Elsewhere each of them has a finding.
      let file = folder.appending(path: ".sessionc.yaml")
      try Data("server: compatible\n".utf8).write(to: file)
    }
    for number in 0..<count {
      let name = String(number + 1_000_000) + ".yaml"
      try Data(kind.text(number).utf8).write(to: folder.appending(path: name))
    }
  }

  /// Profiles that share a base of 20 KB, or the same profiles written out.
  static func writeFamily(_ count: Int, isComposed: Bool, to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    let base = ProfileKind.family
    if isComposed { try Data(base.utf8).write(to: folder.appending(path: "_base.yaml")) }
    for number in 0..<count {
      let own = "tracing: {workflow_name: profile_\(number)}\n"
      let text = isComposed ? "$extends: _base.yaml\n" + own : base + own
      try Data(text.utf8).write(to: folder.appending(path: "\(number + 1_000).yaml"))
    }
  }

  /// For whatever else is needed on the way.
  var scratch: URL { root }

  /// A folder for outputs.
  var outputs: String { root.appending(path: "outputs").path }
}
