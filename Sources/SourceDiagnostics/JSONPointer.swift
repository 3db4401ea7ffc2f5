/// Builds JSON Pointers (RFC 6901).
public enum JSONPointer {
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
