internal import ProfileIR
internal import YAMLSyntax

/// Tells a request, as `compile` writes it, from any other file that may stand in its place.
public enum WrittenRequest {
  /// The most bytes of a file that is looked at; a longer one is no request.
  public static let bytesMax = 16 << 20

  /// Whether a text is a JSON object that is a session, or the envelope of one, by the names of its
  /// members. The values are passed over: linear in the text, and nothing is held of it.
  public static func matches(_ bytes: [UInt8]) -> Bool {
    guard bytes.count <= bytesMax else { return false }
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let document = unsafe MemberNames(of: bytes) else { return false }
      // Behind the whole document there are only blanks.
      guard unsafe bytes[document.end...].allSatisfy({ $0 <= 0x20 }) else { return false }
      if document.session != nil {
        let isEnvelope = document.names.allSatisfy { name in
          envelope.contains { unsafe bytes[name].elementsEqual($0) }
        }
        guard isEnvelope else { return false }
      }
      let names = document.session ?? document.names
      let known = names.filter { unsafe isField($0, of: bytes) }
      guard known.count * 2 >= names.count else { return false }
      // By themselves, names that any file may have are no sign of a session.
      return document.session != nil || names.isEmpty
        || known.contains { name in
          !vague.contains { unsafe bytes[name].elementsEqual($0) }
        }
    }
  }

  private static let envelope = SessionSigns.requestMembers.map { Array($0.utf8) }

  private static let vague = SessionSigns.vagueNames.map { Array($0.utf8) }

  private static func isField(_ name: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let name = unsafe UnsafeBufferPointer(rebasing: bytes[name])
    let hash = unsafe KeyHash.of(name)
    return SessionSigns.fields.contains { unsafe $0.field(hash: hash, name: name) != nil }
  }

  /// The names of the members of one object.
  private struct MemberNames {
    /// Without their quotes.
    var names: [Range<Int>] = []
    /// Those of the object that is called `session`.
    var session: [Range<Int>]?
    /// Behind the closing bracket.
    var end = 0

    /// An object with more members is none of ours.
    private static let namesMax = 1_000

    /// - Returns: `nil` where the text is no object, as far as brackets and quotes tell.
    init?(of bytes: UnsafeBufferPointer<UInt8>, at start: Int = 0, isInner: Bool = false) {
      names.reserveCapacity(16)
      var depth = 0
      var index = start
      // A text right behind `{` or `,` of the object itself is a name.
      var isName = false
      var isSession = false
      while index < bytes.count {
        let byte = unsafe bytes[index]
        switch byte {
        case UInt8(ascii: "\""):
          guard let end = unsafe Self.end(ofTextAt: index, in: bytes) else { return nil }
          if depth == 1, isName {
            let name = index + 1..<end - 1
            names.append(name)
            guard names.count <= Self.namesMax else { return nil }
            isSession = unsafe bytes[name].elementsEqual("session".utf8)
            isName = false
          }
          index = end
          continue
        case UInt8(ascii: "{"), UInt8(ascii: "["):
          let isObject = byte == UInt8(ascii: "{")
          if depth == 0, !isObject { return nil }
          if depth == 1, isObject, isSession, !isInner {
            guard let inner = unsafe MemberNames(of: bytes, at: index, isInner: true) else {
              return nil
            }
            session = inner.names
            (index, isSession) = (inner.end, false)
            continue
          }
          depth += 1
          isName = depth == 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          depth -= 1
          guard depth == 0 else { break }
          end = index + 1
          return
        case UInt8(ascii: ","): isName = depth == 1
        case 0x09, 0x0A, 0x0D, 0x20: break
        default: if depth == 0 || depth == 1 && isName { return nil }
        }
        index += 1
      }
      return nil
    }

    private static func end(
      ofTextAt start: Int,
      in bytes: UnsafeBufferPointer<UInt8>
    ) -> Int? {
      let ones: UInt64 = 0x0101_0101_0101_0101
      let base = unsafe UnsafeRawPointer(bytes.baseAddress)
      var index = start + 1
      while index < bytes.count {
        // Texts are long: eight bytes at a time, as far as none of them is a quote or a backslash.
        if let base = unsafe base, index &+ 8 <= bytes.count {
          let word = unsafe base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          let (quote, backslash) = (word ^ (ones &* 0x22), word ^ (ones &* 0x5C))
          let found = (quote &- ones) & ~quote | (backslash &- ones) & ~backslash
          if found & (ones &* 0x80) == 0 {
            index &+= 8
            continue
          }
        }
        let byte = unsafe bytes[index]
        if byte == UInt8(ascii: "\"") { return index + 1 }
        index += byte == UInt8(ascii: "\\") ? 2 : 1
      }
      return nil
    }
  }
}
