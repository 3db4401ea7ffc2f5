public import Foundation

/// Runs the built `sessionc`, in a folder of its own.
public struct Sessionc {
  public struct Result {
    public var status: Int32
    public var output: String
    public var error: String

    public init(status: Int32, output: String, error: String) {
      (self.status, self.output, self.error) = (status, output, error)
    }
  }

  /// Removed when the test is over.
  public final class Folder {
    public let url: URL
    private let outer: URL
    init() throws {
      outer = FileManager.default.temporaryDirectory.appending(
        path: "sessionc-\(UUID().uuidString)"
      )
      url = outer.appending(path: "work")
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }
    /// Flat profiles are for some server that has them still; nothing is said of api.openai.com.
    func allowFlatProfiles() throws {
      try Data("server: compatible\n".utf8).write(to: outer.appending(path: ".sessionc.yaml"))
    }
    deinit { try? FileManager.default.removeItem(at: outer) }
  }

  public let folder: Folder

  /// - Parameter isForOpenAI: whether flat profiles get the warning that api.openai.com takes none.
  public init(_ files: [String: String] = [:], isForOpenAI: Bool = false) throws {
    folder = try Folder()
    if !isForOpenAI { try folder.allowFlatProfiles() }
    for (name, text) in files { try write(text, to: name) }
  }

  public func write(_ text: String, to name: String) throws {
    let url = url(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: url)
  }

  public func remove(_ name: String) throws { try FileManager.default.removeItem(at: url(name)) }

  public func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: url(name).path, withDestinationPath: target)
  }

  /// Lets a file be older than any that is written from now on.
  public func age(_ name: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -3600)],
      ofItemAtPath: url(name).path
    )
  }

  public func url(_ name: String) -> URL { folder.url.appending(path: name) }

  public func text(_ name: String) -> String? {
    try? String(contentsOf: url(name), encoding: .utf8)
  }

  public var names: [String] {
    (try? FileManager.default.subpathsOfDirectory(atPath: folder.url.path).sorted()) ?? []
  }

  /// Runs the command and waits for it.
  public func run(
    _ arguments: String...,
    input: String = "",
    environment: [String: String] = [:]
  ) throws -> Result {
    try run(arguments, input: input, environment: environment)
  }

  public func run(
    _ command: String,
    _ arguments: [String]
  ) throws -> Result {
    try run([command] + arguments)
  }

  /// - Parameter place: the folder that it runs in, below the own one.
  public func run(
    _ arguments: [String],
    input: String = "",
    environment: [String: String] = [:],
    in place: String = ""
  ) throws -> Result {
    try start(arguments, input: input, environment: environment, in: place).wait()
  }

  /// A command that runs.
  public struct Running {
    public let process: Process
    fileprivate let files: [URL]
    fileprivate let folder: Folder

    /// Waits for its end.
    public func wait() throws -> Result {
      process.waitUntilExit()
      let texts = try files[1...].map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
      for file in files { try FileManager.default.removeItem(at: file) }
      return Result(status: process.terminationStatus, output: texts[0], error: texts[1])
    }
  }

  /// Starts a command.
  ///
  /// - Parameter program: the executable; `sessionc` itself where none is named.
  public func start(
    _ arguments: [String],
    input: String = "",
    environment: [String: String] = [:],
    program: URL = executable,
    in place: String = ""
  ) throws -> Running {
    // The command is built with the same sanitizers and the same counting of coverage.
    let building = ProcessInfo.processInfo.environment.filter {
      ["ASAN_OPTIONS", "LLVM_PROFILE_FILE", "SWIFT_BACKTRACE", "TSAN_OPTIONS"].contains($0.key)
    }
    let environment = ["PATH": "/usr/bin:/bin"].merging(building) { $1 }
      .merging(environment) { $1 }
    let name = UUID().uuidString
    let files = [".stdin", ".stdout", ".stderr"].map { folder.url.appending(path: $0 + name) }
    try Data(input.utf8).write(to: files[0])
    for file in files[1...] { try Data().write(to: file) }
    func run() throws -> Process {
      let process = Process()
      process.executableURL = program
      process.arguments = arguments
      process.currentDirectoryURL = place.isEmpty ? folder.url : url(place)
      process.environment = environment
      process.standardInput = try FileHandle(forReadingFrom: files[0])
      process.standardOutput = try FileHandle(forWritingTo: files[1])
      process.standardError = try FileHandle(forWritingTo: files[2])
      try process.run()
      return process
    }
    var attempts = 0
    while true {
      do {
        return Running(process: try run(), files: files, folder: folder)
      } catch {
        // A program that was copied is busy while another test starts one of its own, which has its file for a moment.
        attempts += 1
        guard program != Self.executable, attempts < 100 else { throw error }
        usleep(20_000)
      }
    }
  }

  private final class Anchor {}

  /// The product beside the test bundle.
  public static let executable = product("sessionc")

  /// Where a copy of a product finds the libraries of Swift.
  public static var swiftLibraries: String {
    let loaded = (try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)) ?? ""
    let line = loaded.split(separator: "\n").first { $0.hasSuffix("/libswiftCore.so") }
    let path = line?.split(separator: " ").last.map(String.init) ?? ""
    return URL(fileURLWithPath: path).deletingLastPathComponent().path
  }

  /// A product beside the test bundle.
  public static func product(_ name: String) -> URL {
    let bundles = [Bundle(for: Anchor.self), Bundle.main]
    let folders = bundles.flatMap { [$0.bundleURL, $0.bundleURL.deletingLastPathComponent()] }
    return folders.map { $0.appending(path: name) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
      ?? URL(fileURLWithPath: name)
  }
}
