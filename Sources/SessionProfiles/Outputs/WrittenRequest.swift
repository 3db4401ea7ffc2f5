internal import ProfileIR
internal import SourceDiagnostics

/// Tells a request, as `compile` writes it, from any other file that may stand in its place.
public enum WrittenRequest {
  /// The most bytes of a file that is looked at; a longer one is no request.
  public static let bytesMax = 16 << 20

  /// Whether a text is a JSON object that is a session, or the envelope of one, by the names of its
  /// members. The values are passed over: linear in the text, and nothing is held of it.
  public static func matches(_ bytes: [UInt8]) -> Bool {
    guard bytes.count <= bytesMax, var names = MemberNames(of: bytes) else { return false }
    if let session = names.session {
      let around = Set(["session", "type", "event_id", "expires_after"].map(ByteText.init))
      guard names.names.allSatisfy(around.contains), let inner = MemberNames(of: bytes, at: session)
      else { return false }
      names = inner
    }
    let known = names.names.count { name in
      [Schema.flat, .ga].contains { $0.sessionField(name.text, of: .session) != nil }
    }
    return known * 2 >= names.names.count
  }

  /// The names of the members of one object.
  private struct MemberNames {
    var names: [ByteText] = []
    /// Where the object begins that is called `session`.
    var session: Int?

    /// An object with more members is none of ours.
    private static let namesMax = 1_000

    /// - Returns: `nil` where the text is no object, as far as brackets and quotes tell.
    init?(of bytes: [UInt8], at start: Int = 0) {
      var depth = 0
      var index = start
      // A text right behind `{` or `,` of the object itself is a name.
      var isName = false
      var last: ByteText?
      while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "\""):
          guard let end = Self.end(ofTextAt: index, in: bytes) else { return nil }
          if depth == 1, isName {
            let name = ByteText(String(decoding: bytes[(index + 1)..<(end - 1)], as: UTF8.self))
            names.append(name)
            guard names.count <= Self.namesMax else { return nil }
            (last, isName) = (name, false)
          }
          index = end
          continue
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          let isObject = bytes[index] == UInt8(ascii: "{")
          if depth == 0, !isObject { return nil }
          if depth == 1, isObject, last == ByteText("session") { session = index }
          depth += 1
          isName = depth == 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          if depth == 0 {
            // Behind a whole document there are only blanks.
            guard start > 0 || bytes[(index + 1)...].allSatisfy({ $0 <= 0x20 }) else { return nil }
            return
          }
        case UInt8(ascii: ","): isName = depth == 1
        case 0x09, 0x0A, 0x0D, 0x20: break
        default: if depth == 0 || depth == 1 && isName { return nil }
        }
        index += 1
      }
      return nil
    }

    private static func end(ofTextAt start: Int, in bytes: [UInt8]) -> Int? {
      var index = start + 1
      while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "\""): return index + 1
        case UInt8(ascii: "\\"): index += 2
        default: index += 1
        }
      }
      return nil
    }
  }
}
