/// Reads files, bounded, and only ones that are files.
package enum InputFile {
  /// The bytes of a file, at most `limit` and one more.
  ///
  /// - Parameter takesPipes: whether it may be a pipe, as `<(command)` is in a shell; else it must be a
  ///   regular file.
  /// - Throws: `CommandFailure` for what cannot be read, named as given.
  package static func read(
    _ path: String,
    limit: Int,
    takesPipes: Bool = false
  ) throws(CommandFailure) -> [UInt8] {
    // Without O_NONBLOCK, opening a pipe waits for a writer.
    let flags = O_RDONLY | O_CLOEXEC | (takesPipes ? 0 : O_NONBLOCK)
    let descriptor = unsafe path.withCString { unsafe open($0, flags) }
    guard descriptor >= 0 else { throw CommandFailure("\(shown(path)): \(systemMessage())") }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw CommandFailure("\(shown(path)): \(systemMessage())")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFIFO where takesPipes: break
    case S_IFDIR: throw CommandFailure("\(shown(path)): is a folder, not a file")
    default:
      let advice = takesPipes ? "" : "; a profile from a pipe is named `-`"
      throw CommandFailure("\(shown(path)): not a regular file\(advice)")
    }
    let size = min(Int(status.st_size), limit + 1)
    return try read(descriptor, expecting: size, limit: limit, name: path)
  }

  /// Standard input to its end, at most `limit` bytes and one more.
  package static func readStandardInput(limit: Int) throws(CommandFailure) -> [UInt8] {
    try read(STDIN_FILENO, expecting: 0, limit: limit, name: "standard input")
  }

  private static func read(
    _ descriptor: Int32,
    expecting size: Int,
    limit: Int,
    name: String
  ) throws(CommandFailure) -> [UInt8] {
    // One byte more than expected, so that the usual file takes one call and one that grows is seen.
    var capacity = min(max(size + 1, 4096), limit + 1)
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      let (chunk, code) = readChunk(descriptor, capacity)
      if code == EINTR { continue }
      if code != 0 { throw CommandFailure("\(shown(name)): \(systemMessage(code))") }
      if chunk.isEmpty { break }
      // A regular file gives less than was asked for only at its end.
      let isEnd = size > 0 && chunk.count < capacity
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if isEnd { break }
      capacity = min(max(4096, bytes.count), max(limit + 1 - bytes.count, 1))
    }
    return bytes
  }

  /// What one call reads, and the error of it; nothing at the end.
  static func readChunk(_ descriptor: Int32, _ capacity: Int) -> (bytes: [UInt8], code: Int32) {
    var code: Int32 = 0
    let chunk = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      let result = unsafe systemRead(descriptor, buffer.baseAddress, capacity)
      code = result < 0 ? errno : 0
      count = max(result, 0)
    }
    return (chunk, code)
  }
}
