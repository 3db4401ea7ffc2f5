internal import SourceDiagnostics

/// Paths with links resolved, and one path seen from another.
package enum RealPath {
  /// The folder that a path's last name stands in; `.` where it has only one.
  package static func folder(of path: String) -> String {
    guard let slash = lastSlash(of: path) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Where the last name of a path begins, but for the slash before it.
  static func lastSlash(of path: String) -> String.Index? {
    // Looked for where the bytes lie: it is with each file, and going through a text takes ten times as long.
    let slash = unsafe path.utf8.withContiguousStorageIfAvailable { bytes in
      unsafe bytes.lastIndex(of: UInt8(ascii: "/"))
    }
    guard let slash else { return path.utf8.lastIndex(of: UInt8(ascii: "/")) }
    return slash.map { path.utf8.index(path.startIndex, offsetBy: $0) }
  }

  /// The last name of a path, as bytes.
  static func name(of path: String) -> Substring.UTF8View {
    let slash = lastSlash(of: path)
    return path.utf8[(slash.map { path.utf8.index(after: $0) } ?? path.startIndex)...]
  }

  /// A text that two paths share only if they are the same bytes, which `String` alone does not say:
  /// what is not ASCII stands in it byte by byte.
  package static func key(of path: String) -> String {
    guard path.utf8.contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: "%") }) else { return path }
    return path.utf8.reduce(into: "") { result, byte in
      if byte < 0x80, byte != UInt8(ascii: "%") {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += "%" + String(byte, radix: 16)
      }
    }
  }

  /// Whether a path is that of a file right in a folder, as both are written.
  package static func isFolder(_ folder: String, of path: String) -> Bool {
    let length = folder.utf8.count
    return unsafe path.utf8.withContiguousStorageIfAvailable { path in
      unsafe folder.utf8.withContiguousStorageIfAvailable { folder in
        guard path.count > length, unsafe path[length] == UInt8(ascii: "/"),
          let one = path.baseAddress, let two = folder.baseAddress
        else { return false }
        return unsafe memcmp(one, two, length) == 0
          && !path[(length + 1)...].contains(UInt8(ascii: "/"))
      }
    }?.flatMap(\.self) ?? false
  }

  /// A file's real folder and its name as given: the file itself may be a link, or not exist.
  package static func ofFile(_ path: String) -> String? {
    guard let folder = realPath(folder(of: path)) else { return nil }
    let name = path.parts(between: "/").last ?? path
    return folder == "/" ? "/\(name)" : "\(folder)/\(name)"
  }

  /// An absolute path as seen from a folder that it lies in; `nil` where it does not.
  package static func relative(_ path: String, to folder: String) -> String? {
    let base = folder == "/" ? "/" : folder + "/"
    return path.begins(with: base) ? path.dropping(bytes: base.utf8.count) : nil
  }

  /// An absolute path as seen from any absolute folder, with `..` where needed.
  package static func route(to path: String, from folder: String) -> String {
    let target = path.parts(between: "/").filter { !$0.isEmpty }
    let start = folder.parts(between: "/").filter { !$0.isEmpty }
    let common = zip(target, start).prefix { ByteText($0) == ByteText($1) }.count
    let ups = Array(repeating: "..", count: start.count - common)
    let steps = ups + target.dropFirst(common)
    return steps.isEmpty ? "." : steps.joined(separator: "/")
  }
}

/// A path with every link in it resolved.
package func realPath(_ path: String) -> String? {
  guard let resolved = unsafe realpath(path, nil) else { return nil }
  defer { unsafe free(resolved) }
  return unsafe String(cString: resolved)
}
