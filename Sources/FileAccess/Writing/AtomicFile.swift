/// Writes files whole or not at all.
package enum AtomicFile {
  // MARK: Outputs

  /// Writes an output, to a temporary name beside it that is renamed.
  ///
  /// The owner of a file that is there is kept as far as the system allows it.
  ///
  /// - Parameters:
  ///   - path: a place that `OutputPlaces` has looked at.
  ///   - mode: of the file, whatever it was before; without it, a file that exists keeps its own.
  /// - Throws: `CommandFailure` naming the path; nothing is left behind.
  package static func write(
    _ bytes: [UInt8],
    to path: String,
    mode: mode_t? = nil
  ) throws(CommandFailure) {
    let place = try Place(path)
    // A device or a pipe, such as /dev/stdout, cannot be replaced: it is written to.
    guard place.isReplaceable else {
      try writeDirectly(bytes, to: path)
      return
    }
    StaleTemporaries.remove(beside: path)
    let mode = mode ?? place.status.map { $0.st_mode & 0o777 }
    let temporary = try TemporaryFile(beside: path, mode: mode, for: path)
    if let status = place.status { _ = temporary.take(FileAttributes(ownerOf: status)) }
    try temporary.write(bytes, for: path)
    try temporary.replace(path, for: path)
  }

  /// Writes a file that is not there yet; `false`, and nothing is touched, where something is.
  package static func create(_ path: String, with bytes: [UInt8]) throws(CommandFailure) -> Bool {
    try ProjectBounds.check(RealPath.folder(of: path), otherwise: "nothing is written there")
    // A run may have been killed after the file was there and before its temporary name was gone.
    StaleTemporaries.remove(beside: path)
    guard FileKind(atLink: path) == nil else { return false }
    let temporary = try TemporaryFile(beside: path, mode: nil, for: path)
    try temporary.write(bytes, for: path)
    return try temporary.become(path, for: path)
  }

  /// Whether writing to a path is one step, and not a wait for whoever reads a pipe.
  ///
  /// - Throws: `CommandFailure` where it cannot be written to at all: a folder, or a link.
  package static func isReplaceable(_ path: String) throws(CommandFailure) -> Bool {
    try Place(path).isReplaceable
  }

  /// Sees whether `write` can work, as far as that is known before there is anything to write.
  package static func checkWritable(_ path: String) throws(CommandFailure) {
    let place = try Place(path)
    let isAllowed = unsafe access(place.isReplaceable ? RealPath.folder(of: path) : path, W_OK)
    guard isAllowed == 0 else { throw CommandFailure("\(shown(path)): \(systemMessage())") }
  }

  /// What stands at a path that is to be written.
  private struct Place {
    /// Of the file that is there; `nil` where there is none.
    var status: stat?
    /// Whether it is a file, or nothing yet.
    var isReplaceable = true

    init(_ path: String) throws(CommandFailure) {
      // What a shell has made of a stream may be a file; it is the stream all the same.
      if stream(path) != nil {
        isReplaceable = false
        return
      }
      var status = stat()
      guard unsafe path.withCString({ unsafe stat($0, &status) }) == 0 else {
        let code = errno
        guard code == ENOENT else { throw CommandFailure("\(shown(path)): \(systemMessage(code))") }
        if FileKind(atLink: path) != nil {
          throw CommandFailure("\(shown(path)): the link leads nowhere")
        }
        return
      }
      switch FileKind(status) {
      case .folder: throw CommandFailure("\(shown(path)): is a folder")
      case .file where FileKind(atLink: path) == .link:
        throw CommandFailure(
          "\(shown(path)): is a link, and nothing is written through links"
        )
      case .file: self.status = status
      default: isReplaceable = false
      }
    }
  }

  // MARK: Files that somebody wrote

  /// Puts a new text in the place of one that somebody wrote. Everything else about the file stays: its
  /// owner, mode and attributes. A link to it stays as well.
  ///
  /// - Parameter old: what the file held when it was read.
  /// - Throws: `CommandFailure` where it is read-only, something of it cannot be kept, or somebody has
  ///   changed it since; then it is as it was.
  package static func replace(
    _ path: String,
    of old: [UInt8],
    with bytes: [UInt8]
  ) throws(CommandFailure) {
    guard let target = realPath(path) else {
      throw CommandFailure("\(shown(path)): \(systemMessage())")
    }
    var status = stat()
    guard unsafe stat(target, &status) == 0 else {
      throw CommandFailure("\(shown(path)): \(systemMessage())")
    }
    guard status.st_mode & 0o222 != 0, unsafe access(target, W_OK) == 0 else {
      throw CommandFailure("\(shown(path)): the file is read-only")
    }
    guard status.st_nlink == 1 else {
      throw CommandFailure(
        "\(shown(path)): the file has \(status.st_nlink) names (hard links), and only this one would change; give it one of its own, with cp"
      )
    }
    StaleTemporaries.remove(beside: target)
    let attributes = try FileAttributes(of: target, status)
    let temporary = try TemporaryFile(beside: target, mode: status.st_mode & 0o7777, for: path)
    if let lost = temporary.take(attributes) {
      throw CommandFailure("\(shown(path)): \(lost) cannot be kept in a new file")
    }
    try temporary.write(bytes, for: path)
    guard try InputFile.read(target, limit: old.count) == old else {
      throw TemporaryFile.changed(path)
    }
    try temporary.replace(target, holding: old, for: path)
  }

  // MARK: Streams and folders

  /// The stream of this process that a path stands for.
  private static func stream(_ path: String) -> Int32? {
    switch path {
    case "/dev/stdout": STDOUT_FILENO
    case "/dev/stderr": STDERR_FILENO
    default: nil
    }
  }

  private static func writeDirectly(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
    var code: Int32
    if let stream = stream(path) {
      code = writeAll(bytes, to: stream)
    } else {
      let descriptor = try openPipe(path)
      defer { close(descriptor) }
      code = writeAll(bytes, to: descriptor)
    }
    if code != 0 { throw CommandFailure("\(shown(path)): \(systemMessage(code))") }
  }

  private static func openPipe(_ path: String) throws(CommandFailure) -> Int32 {
    // Without O_NONBLOCK, opening a pipe would wait for a reader for ever.
    var descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
    var tries = 0
    while descriptor < 0, errno == ENXIO, tries < 200 {
      usleep(50_000)
      tries += 1
      descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
    }
    guard descriptor >= 0 else {
      let message = errno == ENXIO ? "nobody reads this pipe" : systemMessage()
      throw CommandFailure("\(shown(path)): \(message)")
    }
    _ = fcntl(descriptor, F_SETFL, 0)
    return descriptor
  }

  /// Writes every byte; returns 0 or the error's number.
  package static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var start = 0
    while start < bytes.count {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        unsafe systemWrite(
          descriptor,
          buffer.baseAddress.map { unsafe $0 + start },
          bytes.count - start
        )
      }
      if written < 0 {
        if errno == EINTR { continue }
        return errno
      }
      start += written
    }
    return 0
  }

  /// Makes a folder and those above it.
  ///
  /// - Throws: `CommandFailure` where that cannot be done, or a link of a project leads out of it.
  package static func makeFolder(_ path: String) throws(CommandFailure) {
    try ProjectBounds.check(path, otherwise: "nothing is written there")
    try make(path)
  }

  private static func make(_ path: String) throws(CommandFailure) {
    if let kind = FileKind(at: path) {
      guard kind == .folder else { throw CommandFailure("\(shown(path)): is not a folder") }
      return
    }
    if let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash > path.startIndex {
      try make(String(path[..<slash]))
    }
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw CommandFailure("\(shown(path)): \(systemMessage())")
    }
  }
}
