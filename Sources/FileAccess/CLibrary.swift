#if os(Linux)
  internal import CLinux
#endif
#if canImport(Glibc)
  @_exported public import Glibc
#elseif canImport(Musl)
  @_exported public import Musl
#else
  @_exported public import Darwin
#endif

/// What the C library says of its last error.
package func systemMessage(_ code: Int32 = errno) -> String {
  guard let text = unsafe strerror(code) else { return "error \(code)" }
  return unsafe String(cString: text).lowercasedFirst
}

/// Gives large blocks of memory back to the system as soon as they are free. By default glibc keeps larger and
/// larger ones for later (`mallopt(3)`, M_MMAP_THRESHOLD), and what a run over very large files has used adds up.
package func giveBackLargeBlocks() {
  #if canImport(Glibc)
    _ = mallopt(M_MMAP_THRESHOLD, 1 << 20)
  #endif
}

// The calls of the same names, for types that have methods called so.

func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  unsafe read(descriptor, buffer, count)
}

func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(descriptor, buffer, count)
}

/// Lets two files change places in one step; `false`, and nothing is changed, where the system or the file system
/// cannot.
func exchange(_ left: String, _ right: String) -> Bool {
  #if os(Linux)
    unsafe sessionc_exchange(left, right) == 0
  #elseif canImport(Darwin)
    unsafe renamex_np(left, right, UInt32(RENAME_SWAP)) == 0
  #else
    false
  #endif
}

/// Whether something is at a path; a link that leads nowhere is nothing.
package func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
