/// Names findings so that they are known again when lines have moved.
///
/// A fingerprint is a hash of the rule, the field (places in lists left out), the first line of the
/// text that the finding is about, and the names in its message. Neither lines nor wording count.
public struct Fingerprints: Sendable {
  private var seen: [String: Int] = [:]

  public init() {}

  /// The fingerprint of a finding within its file: 16 hexadecimal digits. Like findings of a file
  /// have the same.
  public static func of(_ diagnostic: Diagnostic, in source: SourceText) -> String {
    var hash = FNV64()
    hash.add(diagnostic.rule.code)
    let isIndex: (String) -> Bool = { !$0.isEmpty && $0.utf8.allSatisfy { $0 &- 0x30 < 10 } }
    let steps = diagnostic.path.parts(between: "/")
    hash.add(steps.map { isIndex($0) ? "*" : $0 }.joined(separator: "/"))
    // A secret is not even hashed: it could be found again by trying.
    if diagnostic.hidesSource {
      hash.add(diagnostic.rule.isPolicy ? diagnostic.rule.name : diagnostic.message)
    } else {
      let text = source.bytes[diagnostic.span.range.clamped(to: source.bytes.indices)]
      hash.add(diagnostic.content ?? normalized(text.prefix { $0 != 0x0A && $0 != 0x0D }))
      // What a policy asks for may change, and its name tells which it is.
      let isPolicy = diagnostic.rule.isPolicy
      let names = isPolicy ? [diagnostic.rule.name] : names(in: diagnostic.message)
      for name in names { hash.add(name) }
    }
    return hash.text
  }

  /// A fingerprint that no other finding of this run has: of the file's path as well, and of how many
  /// like it came before.
  public mutating func unique(
    _ diagnostic: Diagnostic,
    of source: SourceText,
    path: String
  ) -> String {
    var hash = FNV64()
    hash.add(path)
    hash.add(Self.of(diagnostic, in: source))
    let text = hash.text
    let count = seen[text, default: 0]
    seen[text] = count + 1
    guard count > 0 else { return text }
    hash.add(String(count))
    return hash.text
  }

  /// Blanks of any number are one.
  private static func normalized(_ text: ArraySlice<UInt8>) -> String {
    text.split { $0 == 0x20 || $0 == 0x09 }.map { String(decoding: $0, as: UTF8.self) }
      .joined(separator: " ")
  }

  /// The parts of a message in backticks, places in lists left out.
  private static func names(in message: String) -> [String] {
    message.parts(between: "`").enumerated()
      .filter { $0.offset % 2 == 1 }
      .map { part in part.element.filter { !$0.isASCII || !$0.isNumber } }
  }
}

/// The hash FNV-1a with 64 bits: stable over versions and machines, which Swift's own is not.
private struct FNV64 {
  private var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    add(0)
  }

  private mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
