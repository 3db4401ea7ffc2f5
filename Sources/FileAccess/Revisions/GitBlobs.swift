internal import SourceDiagnostics

/// The contents of files in a repository: one `git cat-file --batch`, asked by one thread at a time.
package final class GitBlobs: Sendable {
  private let state: Locked<State>

  private struct State {
    var process: pid_t
    var input: Pipe
    var output: Pipe
    /// How often git may still be started again.
    var restarts = 100
    /// What was read and not yet used.
    var rest: ArraySlice<UInt8> = []
  }

  private let git: GitProgram

  init(_ git: GitProgram) throws(CommandFailure) {
    self.git = git
    state = Locked(try Self.start(git))
  }

  private static func start(_ git: GitProgram) throws(CommandFailure) -> State {
    let (input, output) = (try Pipe(), try Pipe())
    let process = try git.start(
      ["cat-file", "--batch"],
      input: input.reading,
      output: output.writing,
      error: -1
    )
    output.closeWriting()
    return State(process: process, input: input, output: output)
  }

  deinit {
    state.withLock { state in
      // It ends with its input.
      state.input.closeWriting()
      _ = GitProgram.wait(for: state.process)
    }
  }

  /// Why there are no contents.
  package enum Failure: Error {
    /// A clone without all contents does not have this one.
    case missing
    case broken
  }

  /// The contents of a file, at most `limit` bytes and one more.
  package func read(_ name: String, limit: Int) -> Result<[UInt8], Failure> {
    state.withLock { state in
      let result = Self.read(name, limit: limit, &state)
      guard case .failure(.broken) = result else { return result }
      // Where contents are missing and may not be fetched, git ends. The others can be had from another one.
      guard state.restarts > 0, let next = try? Self.start(git) else { return result }
      state.input.closeWriting()
      _ = GitProgram.wait(for: state.process)
      let restarts = state.restarts - 1
      state = next
      state.restarts = restarts
      return .failure(.missing)
    }
  }

  private static func read(
    _ name: String,
    limit: Int,
    _ state: inout State
  ) -> Result<[UInt8], Failure> {
    let request = Array("\(name)\n".utf8)
    let written = unsafe request.withUnsafeBytes { bytes in
      unsafe systemWrite(state.input.writing, bytes.baseAddress, bytes.count)
    }
    guard written == request.count else { return .failure(.broken) }
    // `NAME blob SIZE`, or `NAME missing`.
    var line: [UInt8] = []
    while true {
      guard let byte = next(&state) else { return .failure(.broken) }
      if byte == 0x0A { break }
      line.append(byte)
      if line.count > 4096 { return .failure(.broken) }
    }
    let words = String(decoding: line, as: UTF8.self).split(separator: " ")
    guard words.count == 3, words[1] == "blob", let size = Int(words[2]) else {
      return .failure(words.last == "missing" ? .missing : .broken)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(size, limit + 1))
    var left = size
    while left > 0 {
      guard fill(&state) else { return .failure(.broken) }
      let count = min(left, state.rest.count)
      bytes += state.rest.prefix(min(count, max(0, limit + 1 - bytes.count)))
      state.rest.removeFirst(count)
      left -= count
    }
    return next(&state) == 0x0A ? .success(bytes) : .failure(.broken)
  }

  private static func next(_ state: inout State) -> UInt8? {
    guard fill(&state) else { return nil }
    return state.rest.removeFirst()
  }

  /// Whether something is there to be used.
  private static func fill(_ state: inout State) -> Bool {
    while state.rest.isEmpty {
      let (bytes, code) = InputFile.readChunk(state.output.reading, 1 << 16)
      if bytes.isEmpty, code != EINTR { return false }
      state.rest = bytes[...]
    }
    return true
  }
}
