/// The temporary files that `AtomicFile` writes, and what killed runs have left of them.
package enum StaleTemporaries {
  private static let beginning = ".sessionc-"
  private static let ending = ".tmp"

  /// The name that this process writes under. Of a length of its own: the name of the target may be as
  /// long as a name can be.
  static let ownName = "\(beginning)\(getpid())\(ending)"

  /// The folders that this run has looked at; once is enough.
  private static let visited = Locked<(all: Set<String>, last: String?)>(([], nil))

  /// Removes what killed runs have left in the folder of a file.
  ///
  /// Only regular files of exactly such a name go, owned by this user, whose process is no more. One of
  /// this very process's number is of an earlier process that had it, as in containers, where every
  /// run has the same. Nothing is reported: what cannot be removed does no harm.
  ///
  /// - Parameter path: the file that is about to be written.
  package static func remove(beside path: String) {
    let new = visited.withLock { visited -> String? in
      // Files come folder by folder.
      if let last = visited.last, RealPath.isFolder(last, of: path) { return nil }
      let folder = RealPath.folder(of: path)
      visited.last = folder
      return visited.all.insert(folder).inserted ? folder : nil
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
            let text = unsafe String(validatingCString: name), let owner = process(of: text),
            owner == getpid() || !isAlive(owner), unsafe isOwnFile(name, in: descriptor)
          else { return }
          unsafe unlinkat(descriptor, name, 0)
        }
      }
    }
  }

  /// The number of the process that a name is of; `nil` for any other name.
  package static func process(of name: String) -> pid_t? {
    guard name.hasPrefix(beginning), name.hasSuffix(ending) else { return nil }
    let number = name.dropFirst(beginning.count).dropLast(ending.count)
    guard let process = pid_t(number), process > 0, number == String(process) else { return nil }
    return process
  }

  /// Whether there is such a process, of whatever user.
  private static func isAlive(_ process: pid_t) -> Bool { kill(process, 0) == 0 || errno != ESRCH }

  /// Whether a name stands for a regular file of this user's; links are not followed.
  private static func isOwnFile(_ name: UnsafePointer<CChar>, in folder: Int32) -> Bool {
    var status = stat()
    return unsafe fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0
      && status.st_mode & S_IFMT == S_IFREG && status.st_uid == geteuid()
  }
}
