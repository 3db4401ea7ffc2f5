internal import SourceDiagnostics

/// The temporary files that `AtomicFile` writes, and what killed runs have left of them.
package enum StaleTemporaries {
  private static let beginning = ".sessionc-"
  private static let ending = ".tmp"
  private static let digits = 16

  /// A name for a temporary file. Of a length of its own: the name of the target may be as long as a
  /// name can be.
  static func newName() -> String {
    // From 2^60 on, a number has sixteen digits.
    beginning + String(UInt64.random(in: 1 << 60 ... .max), radix: 16) + ending
  }

  /// Whether a name is one of these.
  package static func isName(_ name: String) -> Bool {
    guard name.begins(with: beginning), name.ends(with: ending) else { return false }
    let number = name.utf8.dropFirst(beginning.utf8.count).dropLast(ending.utf8.count)
    return number.count == digits
      && number.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 6 }
  }

  /// The folders that this run has looked at; once is enough.
  private static let visited = Locked<(all: Set<ByteText>, last: String?)>(([], nil))

  /// Removes what killed runs have left in the folder of a file.
  ///
  /// Only regular files of exactly such a name go, owned by this user, that nobody holds: who writes one
  /// has it locked, in whatever container. Nothing is reported: what cannot be removed does no harm.
  ///
  /// - Parameter path: the file that is about to be written.
  package static func remove(beside path: String) {
    let new = visited.withLock { visited -> String? in
      // Files come folder by folder.
      if let last = visited.last, RealPath.isFolder(last, of: path) { return nil }
      let folder = RealPath.folder(of: path)
      visited.last = folder
      return visited.all.insert(ByteText(folder)).inserted ? folder : nil
    }
    guard let folder = new else { return }
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    guard let directory = unsafe fdopendir(descriptor) else {
      close(descriptor)
      return
    }
    // Closes the descriptor as well.
    defer { unsafe closedir(directory) }
    while let entry = unsafe readdir(directory) {
      unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { name in
          // Nearly all names are others: seen without making a string of each.
          guard unsafe name[0] == CChar(bitPattern: UInt8(ascii: ".")),
            let text = unsafe String(validatingCString: name), isName(text)
          else { return }
          unsafe removeUnheld(name, in: descriptor)
        }
      }
    }
  }

  /// Removes a regular file of this user's that nobody has locked; links are not followed.
  private static func removeUnheld(_ name: UnsafePointer<CChar>, in folder: Int32) {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let descriptor = unsafe openat(folder, name, flags)
    guard descriptor >= 0 else { return }
    // Closing gives up the lock, after the name is gone: who waits for it sees that.
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid(), flock(descriptor, LOCK_EX | LOCK_NB) == 0
    else { return }
    unsafe unlinkat(folder, name, 0)
  }
}
