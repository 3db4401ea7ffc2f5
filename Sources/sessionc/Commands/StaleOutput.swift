import CommandLineSupport
import DiagnosticReports
import SessionProfiles
import SourceDiagnostics

/// Says how an output file differs from what it should be.
enum StaleOutput {
  /// Longer requests are not compared line by line.
  private static let bytesMax = 1 << 20

  /// A unified difference of the two; canonical JSON is one line, so both are laid out first.
  static func report(_ path: String, _ existing: ExistingOutput, expected: [UInt8]) -> String {
    let name = shown(path)
    switch existing {
    case .same: return ""
    case .nothing: return "\(name): does not exist\n"
    case .other:
      return "\(name): is not up to date\n  it holds no request, so nothing of it is shown\n"
    case .request(let bytes):
      return "\(name): is not up to date\n" + difference(bytes, expected)
    }
  }

  private static func difference(_ existing: [UInt8], _ expected: [UInt8]) -> String {
    guard max(existing.count, expected.count) <= bytesMax else {
      return "  it has \(existing.count) bytes, and should have \(expected.count)\n"
    }
    let (old, new) = (lines(existing), lines(expected))
    guard old.map(ByteText.init) != new.map(ByteText.init) else {
      return PrettyJSON.layOut(existing) == PrettyJSON.layOut(expected)
        ? "  the values are the same; the bytes differ in layout or order\n"
        : "  the values differ in what is not shown: a key or a token\n"
    }
    return LineDiff.unified(old, new).map { shown($0) + "\n" }.joined()
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    let text = PrettyJSON.layOut(bytes) ?? bytes
    return Secrets.blotted(text).split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
  }
}
