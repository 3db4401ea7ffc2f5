import CommandLineSupport
import SessionProfiles

/// Says how an output file differs from what it should be.
enum StaleOutput {
  /// A unified difference of the two; canonical JSON is one line, so both are laid out first.
  static func report(_ path: String, existing: [UInt8], expected: [UInt8]) -> String {
    let (old, new) = (lines(existing), lines(expected))
    var text = "\(shown(path)): is not up to date\n"
    guard old.map(ByteText.init) != new.map(ByteText.init) else {
      let isLayout = PrettyJSON.layOut(existing) == PrettyJSON.layOut(expected)
      return text
        + (isLayout
          ? "  the values are the same; the bytes differ in layout or order\n"
          : "  the values differ in what is not shown: a key or a token\n")
    }
    for line in LineDiff.unified(old, new) { text += shown(line) + "\n" }
    return text
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    let text = PrettyJSON.layOut(bytes) ?? bytes
    return Secrets.blotted(text).split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
  }
}
