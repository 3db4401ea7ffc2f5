import Foundation

/// Runs the built `sessionc`, in a folder of its own.
struct Sessionc {
  struct Result {
    var status: Int32
    var output: String
    var error: String
  }

  /// Removed when the test is over.
  final class Folder {
    let url: URL
    init() throws {
      url = FileManager.default.temporaryDirectory.appending(path: "sessionc-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(at: url) }
  }

  let folder: Folder

  init(_ files: [String: String] = [:]) throws {
    folder = try Folder()
    for (name, text) in files { try write(text, to: name) }
  }

  func write(_ text: String, to name: String) throws {
    let url = url(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: url)
  }

  func url(_ name: String) -> URL { folder.url.appending(path: name) }

  func text(_ name: String) -> String? { try? String(contentsOf: url(name), encoding: .utf8) }

  var names: [String] {
    (try? FileManager.default.subpathsOfDirectory(atPath: folder.url.path).sorted()) ?? []
  }

  /// Runs the command and waits for it.
  func run(
    _ arguments: String...,
    input: String = "",
    environment: [String: String] = [:]
  ) throws -> Result {
    try run(arguments, input: input, environment: environment)
  }

  func run(
    _ command: String,
    _ arguments: [String]
  ) throws -> Result {
    try run([command] + arguments)
  }

  private func run(
    _ arguments: [String],
    input: String = "",
    environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.environment = ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
    let files = [".stdin", ".stdout", ".stderr"].map { folder.url.appending(path: $0) }
    try Data(input.utf8).write(to: files[0])
    for file in files[1...] { try Data().write(to: file) }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    let texts = try files[1...].map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    for file in files { try FileManager.default.removeItem(at: file) }
    return Result(status: process.terminationStatus, output: texts[0], error: texts[1])
  }

  private final class Anchor {}

  /// The product beside the test bundle.
  static let executable: URL = {
    let bundles = [Bundle(for: Anchor.self), Bundle.main]
    let folders = bundles.flatMap { [$0.bundleURL, $0.bundleURL.deletingLastPathComponent()] }
    return folders.map { $0.appending(path: "sessionc") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
      ?? URL(fileURLWithPath: "sessionc")
  }()
}
