/// A new file beside the one that it is to replace, or to become.
///
/// Its name is random: the numbers of processes are the same in every container, and a shared folder
/// may have several writers. It is locked as long as it is being written, so that a file which nobody
/// holds is known to be left over from a run that was killed.
struct TemporaryFile: ~Copyable {
  let path: String
  private let descriptor: Int32
  private var isGone = false

  private static let triesMax = 100

  /// - Parameters:
  ///   - target: the file beside which it is made.
  ///   - mode: that of the file; `nil` for what the mask of the process makes of a new one.
  ///   - name: what a failure names.
  init(beside target: String, mode: mode_t?, for name: String) throws(CommandFailure) {
    let slash = RealPath.lastSlash(of: target)
    let folder = slash.map { String(Substring(target.utf8[...$0])) } ?? "./"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    for _ in 0..<Self.triesMax {
      let path = folder + StaleTemporaries.newName()
      let descriptor = unsafe path.withCString { unsafe open($0, flags, mode ?? 0o666) }
      guard descriptor >= 0 else {
        if errno == EEXIST { continue }
        throw CommandFailure("\(shown(name)): \(systemMessage())")
      }
      // Whoever clears up may have had it before the lock did: then it has no name any more. Where
      // files cannot be locked, none is cleared up either.
      _ = flock(descriptor, LOCK_EX)
      var status = stat()
      guard unsafe fstat(descriptor, &status) == 0, status.st_nlink > 0 else {
        close(descriptor)
        continue
      }
      // The mask of the process may have taken some of the mode away.
      if let mode { _ = fchmod(descriptor, mode) }
      self.path = path
      self.descriptor = descriptor
      return
    }
    throw CommandFailure("\(shown(name)): no name for a temporary file is free")
  }

  deinit {
    if !isGone { unsafe unlink(path) }
    close(descriptor)
  }

  /// Gives it the owner and, if asked for, all that is attached to another file.
  ///
  /// - Returns: what could not be taken over; `nil` where all could.
  func take(_ attributes: FileAttributes) -> String? { attributes.apply(to: descriptor) }

  /// - Throws: `CommandFailure` where not every byte can be written.
  func write(_ bytes: [UInt8], for name: String) throws(CommandFailure) {
    let code = AtomicFile.writeAll(bytes, to: descriptor)
    if code != 0 { throw CommandFailure("\(shown(name)): \(systemMessage(code))") }
  }

  /// Puts it in the place of the target.
  consuming func replace(_ target: String, for name: String) throws(CommandFailure) {
    let isRenamed = unsafe path.withCString { old in
      unsafe target.withCString { new in unsafe rename(old, new) } == 0
    }
    guard isRenamed else { throw CommandFailure("\(shown(name)): \(systemMessage())") }
    isGone = true
  }

  /// Puts it in the place of a target that somebody else may be writing at the same time.
  ///
  /// The two change places, and then what was there is looked at: between a look and a rename there would be
  /// time to write something that the rename then removes.
  ///
  /// - Parameter old: what the target held when it was read.
  /// - Throws: `CommandFailure` where it held something else; then it is there again.
  consuming func replace(
    _ target: String,
    holding old: [UInt8],
    for name: String
  ) throws(CommandFailure) {
    guard exchange(path, target) else {
      // Here nothing better can be had.
      try replace(target, for: name)
      return
    }
    let held = try? InputFile.read(path, limit: old.count)
    if held == old { return }
    guard exchange(path, target) else {
      isGone = true
      throw CommandFailure(
        "\(shown(name)): somebody has changed the file meanwhile; what they wrote is in \(shown(path))"
      )
    }
    throw Self.changed(name)
  }

  static func changed(_ name: String) -> CommandFailure {
    CommandFailure("\(shown(name)): somebody has changed the file meanwhile; run again")
  }

  /// Gives it the name of the target; `false` where something has come there in the meantime, which a
  /// rename would replace.
  consuming func become(_ target: String, for name: String) throws(CommandFailure) -> Bool {
    guard unsafe link(path, target) != 0 else { return true }
    let code = errno
    if code == EEXIST { return false }
    throw CommandFailure("\(shown(name)): \(systemMessage(code))")
  }
}
