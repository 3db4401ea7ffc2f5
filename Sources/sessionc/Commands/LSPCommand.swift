import ArgumentParser
import CommandLineSupport
import LanguageServer

struct LSPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Serve an editor: findings, fixes, completion, hover.",
    discussion: """
      An editor starts this command and talks to it over standard input and output, by the Language \
      Server Protocol. Nothing else is printed there.

        sessionc lsp

      The configuration and the files that profiles name are read as `lint` reads them; what is open \
      in the editor wins over the disk. Nothing is written, and nothing is sent anywhere.
      """
  )

  @Flag(help: "Talk over standard input and output, as it does anyway.") var stdio = false

  @Option(help: .hidden) var clientProcessId: Int?

  func run() throws {
    let server = LanguageServer(
      version: sessioncVersion,
      workspace: ProjectWorkspace(),
      hasMoreInput: { Self.hasMoreInput },
      send: {
        // A client that is gone reads nothing; the end of its input follows.
        _ = AtomicFile.writeAll(FrameReader.frame($0), to: STDOUT_FILENO)
      }
    )
    var frames = FrameReader()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while server.exitStatus == nil {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(STDIN_FILENO, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      frames.append(buffer[..<count])
      while let frame = frames.next() {
        switch frame {
        case .message(let message): server.receive(message)
        case .malformed: server.receiveMalformed()
        }
      }
      // What waits is taken in first: a request that is cancelled need not be answered.
      if !Self.hasMoreInput { server.work() }
    }
    server.work()
    throw ExitCode(server.exitStatus ?? 1)
  }

  private static var hasMoreInput: Bool {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&input, 1, 0) == 1 && input.revents & Int16(POLLIN) != 0
  }
}
