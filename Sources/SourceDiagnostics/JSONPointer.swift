/// Builds JSON Pointers (RFC 6901).
public enum JSONPointer {
  /// The names of a pointer's steps, unescaped. Goes by bytes: a name may begin with a combining mark,
  /// which Swift would take for one `Character` with the `/` before it.
  package static func names(in pointer: String) -> [String] {
    let slash = UInt8(ascii: "/")
    return pointer.utf8.split(separator: slash, omittingEmptySubsequences: false).dropFirst().map {
      var name: [UInt8] = []
      var isEscape = false
      for byte in $0 {
        if isEscape, byte == UInt8(ascii: "0") || byte == UInt8(ascii: "1") {
          name[name.count - 1] = byte == UInt8(ascii: "1") ? slash : UInt8(ascii: "~")
          isEscape = false
        } else {
          name.append(byte)
          isEscape = byte == UInt8(ascii: "~")
        }
      }
      return String(decoding: name, as: UTF8.self)
    }
  }

  /// The most bytes that the path of a finding has: very many may stand below the same long keys.
  package static let bytesMax = 2048

  /// One step of a pointer, with `~` and `/` escaped: `a/b` becomes `/a~1b`.
  public static func token(_ name: String) -> String {
    if name.utf8.allSatisfy({ $0 != UInt8(ascii: "~") && $0 != UInt8(ascii: "/") }) {
      return "/" + name
    }
    var result = "/"
    for scalar in name.unicodeScalars {
      switch scalar {
      case "~": result += "~0"
      case "/": result += "~1"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
