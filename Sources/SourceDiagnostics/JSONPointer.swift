/// Builds JSON Pointers (RFC 6901).
public enum JSONPointer {
  /// The names of a pointer's steps, unescaped.
  package static func names(in pointer: String) -> [String] {
    pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
      String($0).replacing("~1", with: "/").replacing("~0", with: "~")
    }
  }

  /// One step of a pointer, with `~` and `/` escaped: `a/b` becomes `/a~1b`.
  public static func token(_ name: String) -> String {
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
