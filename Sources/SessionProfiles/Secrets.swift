internal import ProfileRules

/// Keys and tokens in any text, by the forms that rule SP601 knows.
public enum Secrets {
  /// What the first key or token in a text is, such as "an API key"; `nil` where there is none.
  public static func kind(in text: String) -> String? {
    SecretScanner.find(in: Array(text.utf8)).first?.kind
  }

  /// The text with every key and token in it replaced by `***`.
  public static func redacted(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let found = SecretScanner.find(in: bytes)
    guard !found.isEmpty else { return text }
    var result: [UInt8] = []
    var offset = 0
    for match in found {
      result += bytes[offset..<match.range.lowerBound]
      result += "***".utf8
      offset = match.range.upperBound
    }
    return String(decoding: result + bytes[offset...], as: UTF8.self)
  }
}
