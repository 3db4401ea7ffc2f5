import CommandLineSupport

/// A command that is a program of its own, as git and cargo have them.
enum ExternalCommand {
  /// Becomes the program: it has the same process, arguments, environment and streams, and its exit
  /// status is ours.
  ///
  /// - Parameters:
  ///   - name: looked for beside this executable, then on `PATH`.
  ///   - first: the place of the first argument to pass on, byte for byte.
  /// - Throws: `CommandFailure` where there is none, or it cannot be executed; else it does not return.
  static func execute(_ name: String, argumentsFrom first: Int) throws(CommandFailure) {
    guard let path = find(name) else {
      let place = ownFolder.map { "beside this program in \(shown($0))" } ?? "beside this program"
      throw CommandFailure(
        "\(name) is missing, which does the sending; it is neither \(place) nor on PATH; install it with `pip install 'sessionc[send]'`, or build it with `SESSIONC_SENDING=1 swift build --product \(name)`"
      )
    }
    guard let program = unsafe strdup(path) else { throw CommandFailure(systemMessage()) }
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe [program]
    for index in first..<max(first, Int(CommandLine.argc)) {
      unsafe arguments.append(CommandLine.unsafeArgv[index])
    }
    unsafe arguments.append(nil)
    unsafe execv(path, arguments)
    throw CommandFailure("\(shown(path)): \(systemMessage())")
  }

  private static func find(_ name: String) -> String? {
    var folders = ownFolder.map { [$0] } ?? []
    // A relative folder, or none between two colons, would be the folder that somebody else filled.
    folders += (Terminal.environment("PATH") ?? "").split(separator: ":").map(String.init)
      .filter { $0.hasPrefix("/") }
    return folders.map { $0 + "/" + name }.first(where: isProgram)
  }

  private static func isProgram(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      && access(path, X_OK) == 0
  }

  /// The folder of this executable, links resolved.
  private static var ownFolder: String? { ownPath.map { RealPath.folder(of: $0) } }

  private static var ownPath: String? {
    #if os(Linux)
      return realPath("/proc/self/exe")
    #else
      var size: UInt32 = 4096
      var buffer = [CChar](repeating: 0, count: Int(size))
      guard unsafe _NSGetExecutablePath(&buffer, &size) == 0 else { return nil }
      return unsafe realPath(String(cString: buffer))
    #endif
  }
}
