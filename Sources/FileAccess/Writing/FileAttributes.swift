#if os(Linux)
  internal import CLinux
#endif

/// What a file has besides its content and mode, and a new file in its place must have as well: the
/// owner, and extended attributes, which access control lists are among.
struct FileAttributes {
  private var owner: uid_t
  private var group: gid_t
  private var attributes: [(name: String, value: [UInt8])] = []

  /// The owner alone: all that an output must keep.
  init(ownerOf status: stat) {
    owner = status.st_uid
    group = status.st_gid
  }

  /// All of it.
  ///
  /// - Throws: `CommandFailure` where an attribute cannot be read.
  init(of path: String, _ status: stat) throws(CommandFailure) {
    self.init(ownerOf: status)
    guard let names = Self.names(of: path) else {
      throw CommandFailure("\(shown(path)): its attributes cannot be read: \(systemMessage())")
    }
    for name in names {
      guard let value = Self.value(of: name, path) else {
        throw CommandFailure(
          "\(shown(path)): its attribute \(shown(name)) cannot be read: \(systemMessage())"
        )
      }
      attributes.append((name, value))
    }
  }

  /// - Returns: what could not be set; `nil` where all could.
  func apply(to descriptor: Int32) -> String? {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return "its owner" }
    let mode = status.st_mode & 0o7777
    if status.st_uid != owner || status.st_gid != group {
      guard fchown(descriptor, owner, group) == 0 else { return "its owner" }
      // Changing the owner may take bits of the mode away.
      _ = fchmod(descriptor, mode)
    }
    for (name, value) in attributes {
      // What the system has given the new file by itself need not be set.
      guard Self.set(name, value, on: descriptor) || Self.value(of: name, descriptor) == value
      else { return "its attribute \(shown(name))" }
    }
    return nil
  }

  // MARK: The system's calls, which have other parameters on macOS

  /// The names of a file's attributes; `nil` where they cannot be told. A file system may have none.
  private static func names(of path: String) -> [String]? {
    guard
      let list = unsafe read({ buffer, size in
        #if os(Linux)
          unsafe listxattr(path, buffer, size)
        #elseif canImport(Darwin)
          unsafe listxattr(path, buffer, size, 0)
        #else
          0
        #endif
      })
    else { return errno == ENOTSUP ? [] : nil }
    return list.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func value(of name: String, _ path: String) -> [UInt8]? {
    unsafe read { buffer, size in
      #if os(Linux)
        unsafe getxattr(path, name, buffer, size)
      #elseif canImport(Darwin)
        unsafe getxattr(path, name, buffer, size, 0, 0)
      #else
        0
      #endif
    }
  }

  private static func value(of name: String, _ descriptor: Int32) -> [UInt8]? {
    unsafe read { buffer, size in
      #if os(Linux)
        unsafe fgetxattr(descriptor, name, buffer, size)
      #elseif canImport(Darwin)
        unsafe fgetxattr(descriptor, name, buffer, size, 0, 0)
      #else
        0
      #endif
    }
  }

  private static func set(_ name: String, _ value: [UInt8], on descriptor: Int32) -> Bool {
    unsafe value.withUnsafeBytes { value in
      #if os(Linux)
        unsafe fsetxattr(descriptor, name, value.baseAddress, value.count, 0) == 0
      #elseif canImport(Darwin)
        unsafe fsetxattr(descriptor, name, value.baseAddress, value.count, 0, 0) == 0
      #else
        true
      #endif
    }
  }

  /// Asks for the size first, then for the bytes; `nil` with `errno` where that fails.
  private static func read(_ call: (UnsafeMutablePointer<CChar>?, Int) -> Int) -> [UInt8]? {
    let size = call(nil, 0)
    guard size > 0 else { return size == 0 ? [] : nil }
    var buffer = [CChar](repeating: 0, count: size)
    let length = unsafe buffer.withUnsafeMutableBufferPointer { unsafe call($0.baseAddress, size) }
    return length < 0 ? nil : buffer.prefix(length).map(UInt8.init(bitPattern:))
  }
}
