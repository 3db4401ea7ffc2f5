/// Writes files whole or not at all.
package enum AtomicFile {
  /// Writes to a temporary name beside the file and renames it.
  ///
  /// - Parameter mode: of the file, whatever it was before; without it, a file that exists keeps its own.
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
    let temporary = try writeTemporary(
      bytes,
      beside: place.target,
      mode: mode ?? place.mode,
      for: path
    )
    let isRenamed = unsafe temporary.withCString { old in
      unsafe place.target.withCString { new in unsafe rename(old, new) } == 0
    }
    guard isRenamed else {
      let message = systemMessage()
      unsafe unlink(temporary)
      throw CommandFailure("\(shown(path)): \(message)")
    }
  }

  /// What stands at a path that is to be written.
  private struct Place {
    /// The file itself, where the path is a link to it.
    var target: String
    /// Of the file that is there; `nil` where there is none.
    var mode: mode_t?
    /// Whether it is a file, or nothing yet.
    var isReplaceable = true

    init(_ path: String) throws(CommandFailure) {
      var status = stat()
      target = path
      guard unsafe path.withCString({ unsafe stat($0, &status) }) == 0 else {
        let code = errno
        guard code == ENOENT else { throw CommandFailure("\(shown(path)): \(systemMessage(code))") }
        if unsafe path.withCString({ unsafe lstat($0, &status) }) == 0 {
          throw CommandFailure("\(shown(path)): the link leads nowhere")
        }
        return
      }
      if status.st_mode & S_IFMT == S_IFDIR {
        throw CommandFailure("\(shown(path)): is a folder")
      }
      isReplaceable = status.st_mode & S_IFMT == S_IFREG
      mode = status.st_mode & 0o777
      // Behind a link, the file is replaced and not the link.
      target = realPath(path) ?? path
    }
  }

  /// Whether writing to a path is one step, and not a wait for whoever reads a pipe.
  package static func isReplaceable(_ path: String) -> Bool {
    (try? Place(path))?.isReplaceable ?? true
  }

  /// Sees whether `write` can work, as far as that is known before there is anything to write.
  package static func checkWritable(_ path: String) throws(CommandFailure) {
    let place = try Place(path)
    let isAllowed = unsafe access(
      place.isReplaceable ? RealPath.folder(of: place.target) : path,
      W_OK
    )
    guard isAllowed == 0 else { throw CommandFailure("\(shown(path)): \(systemMessage())") }
  }

  /// Replaces a file that the user wrote: unlike an output, one that is read-only is left alone.
  package static func replace(_ path: String, with bytes: [UInt8]) throws(CommandFailure) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      throw CommandFailure("\(shown(path)): \(systemMessage())")
    }
    guard status.st_mode & 0o222 != 0, unsafe access(path, W_OK) == 0 else {
      throw CommandFailure("\(shown(path)): the file is read-only")
    }
    try write(bytes, to: path)
  }

  /// Writes a file that is not there yet; `false`, and nothing is touched, where something is.
  package static func create(_ path: String, with bytes: [UInt8]) throws(CommandFailure) -> Bool {
    var status = stat()
    if unsafe lstat(path, &status) == 0 {
      // A run may have been killed after the file was there and before its temporary name was gone.
      StaleTemporaries.remove(beside: path)
      return false
    }
    let temporary = try writeTemporary(bytes, beside: path, mode: nil, for: path)
    // Unlike a rename, a new link never replaces what came there in the meantime.
    let linked = unsafe link(temporary, path)
    let error = errno
    unsafe unlink(temporary)
    if linked != 0, error == EEXIST { return false }
    guard linked == 0 else { throw CommandFailure("\(shown(path)): \(systemMessage(error))") }
    return true
  }

  /// Writes a new file beside the target and returns its path; nothing is left behind on failure.
  ///
  /// - Parameters:
  ///   - mode: that of the file to be replaced; `nil` for a new one, which the process's mask decides.
  ///   - path: what a failure names.
  private static func writeTemporary(
    _ bytes: [UInt8],
    beside target: String,
    mode: mode_t?,
    for path: String
  ) throws(CommandFailure) -> String {
    StaleTemporaries.remove(beside: target)
    let slash = target.utf8.lastIndex(of: UInt8(ascii: "/"))
    var temporary = slash.map { String(target[...$0]) } ?? "./"
    temporary += StaleTemporaries.ownName
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
    let descriptor = unsafe temporary.withCString { unsafe open($0, flags, mode ?? 0o666) }
    guard descriptor >= 0 else { throw CommandFailure("\(shown(path)): \(systemMessage())") }
    // The mask of the process may have taken some of the mode away.
    if let mode { _ = fchmod(descriptor, mode) }
    var code = writeAll(bytes, to: descriptor)
    if close(descriptor) != 0, code == 0 { code = errno }
    guard code == 0 else {
      unsafe unlink(temporary)
      throw CommandFailure("\(shown(path)): \(systemMessage(code))")
    }
    return temporary
  }

  private static func writeDirectly(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
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
    defer { close(descriptor) }
    _ = fcntl(descriptor, F_SETFL, 0)
    let code = writeAll(bytes, to: descriptor)
    if code != 0 { throw CommandFailure("\(shown(path)): \(systemMessage(code))") }
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

  private static func systemWrite(
    _ descriptor: Int32,
    _ buffer: UnsafeRawPointer?,
    _ count: Int
  ) -> Int {
    #if canImport(Glibc)
      unsafe Glibc.write(descriptor, buffer, count)
    #elseif canImport(Musl)
      unsafe Musl.write(descriptor, buffer, count)
    #else
      unsafe Darwin.write(descriptor, buffer, count)
    #endif
  }

  /// Makes a folder and those above it.
  package static func makeFolder(_ path: String) throws(CommandFailure) {
    var status = stat()
    if unsafe stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw CommandFailure("\(shown(path)): is not a folder")
      }
      return
    }
    if let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash > path.startIndex {
      try makeFolder(String(path[..<slash]))
    }
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw CommandFailure("\(shown(path)): \(systemMessage())")
    }
  }
}
