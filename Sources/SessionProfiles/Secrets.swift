internal import ProfileRules
internal import SourceDiagnostics

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

  /// The bytes of a file with every key and token blotted out, one `*` for each byte: line ends and
  /// places stay.
  public static func blotted(_ bytes: [UInt8]) -> [UInt8] { SecretScanner.blotted(bytes) }

  /// Takes every secret of a file out of its findings, whatever these are about. A fix that would
  /// write one is given up: reports show what fixes write.
  static func hide(in findings: inout [Diagnostic], of source: SourceText) {
    guard !findings.isEmpty, SecretScanner.mayOccur(in: source.bytes) else { return }
    let own = findings.filter(\.hidesSource).map(\.span.range)
    let places = SecretScanner.find(in: source.bytes).map(\.range) + own
    guard !places.isEmpty else { return }
    var hiding = Hiding(places, in: source)
    for index in findings.indices { hiding.apply(to: &findings[index]) }
  }

  /// What is known of the secrets of one file.
  private struct Hiding {
    /// In the order of the file, none within another.
    let places: [Range<Int>]
    /// The texts of those that are no secrets by themselves, and how they begin: messages cut what
    /// they quote. All others are known by their form.
    let texts: [[UInt8]]
    private static let textsMax = 32
    /// What was made of texts so far: many findings of a file say the same.
    private var known: [String: String] = [:]
    private static let knownMax = 256
    private static let placesMax = 1024

    init(_ found: [Range<Int>], in source: SourceText) {
      var places: [Range<Int>] = []
      for range in found.sorted(by: {
        ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound)
      })
      where range.upperBound > places.last?.upperBound ?? 0 {
        places.append(range)
      }
      self.places = places
      var texts: [[UInt8]] = []
      for range in places.prefix(Self.placesMax) where texts.count < Self.textsMax {
        let bytes = source.bytes[range.clamped(to: source.bytes.indices)].prefix(4096)
        guard bytes.count >= 8, SecretScanner.find(in: Array(bytes)).isEmpty else { continue }
        texts += [Array(bytes), Array(bytes.prefix(40))]
      }
      self.texts = texts
    }

    mutating func apply(to finding: inout Diagnostic) {
      // What is said of a secret does not repeat it.
      if finding.hidesSource { return }
      finding.message = hidden(finding.message)
      finding.label = finding.label.map { hidden($0) }
      finding.help = finding.help.map { hidden($0) }
      finding.path = hidden(finding.path)
      for index in finding.related.indices {
        finding.related[index].message = hidden(finding.related[index].message)
      }
      finding.secrets = places
      // Not even a hash of it is given out: it could be found again by trying.
      if overlaps(finding.span.range) { finding.content = "***" }
      guard var fix = finding.fix else { return }
      guard fix.edits.allSatisfy({ hidden($0.text) == $0.text }) else {
        finding.fix = nil
        return
      }
      fix.title = hidden(fix.title)
      finding.fix = fix
    }

    private func overlaps(_ range: Range<Int>) -> Bool {
      var (low, high) = (0, places.count)
      while low < high {
        let middle = (low + high) / 2
        if places[middle].upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
      }
      return low < places.count && places[low].lowerBound < range.upperBound
    }

    private mutating func hidden(_ text: String) -> String {
      guard text.utf8.count >= 8 else { return text }
      if let result = known[text] { return result }
      let result = searched(text)
      if known.count < Self.knownMax { known[text] = result }
      return result
    }

    private func searched(_ text: String) -> String {
      let text = Secrets.redacted(text)
      var bytes = Array(text.utf8)
      for secret in texts {
        while let range = bytes.firstRange(ofBytes: secret) {
          bytes.replaceSubrange(range, with: "***".utf8)
        }
      }
      return bytes.count == text.utf8.count ? text : String(decoding: bytes, as: UTF8.self)
    }
  }
}
