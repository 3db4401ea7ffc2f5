internal import ProfileIR
internal import SecretScanning
internal import SourceDiagnostics

/// What is known of the secrets of one file, to keep them out of its findings.
struct HiddenSecrets {
  /// In the order of the file, none within another.
  private let places: [Range<Int>]
  private let parts: SecretParts
  /// What was made of texts so far: many findings of a file say the same.
  private var known: [ByteText: String] = [:]
  private static let knownMax = 256

  /// - Parameters:
  ///   - found: the secrets that can be known by looking at the file.
  ///   - own: where findings say that there is one.
  init(_ found: [SecretScanner.Place], _ own: [Range<Int>], in source: SourceText) {
    let all = found.map(\.range) + own
    places = all.sorted { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) }
      .reduce(into: []) { places, range in
        if range.upperBound > places.last?.upperBound ?? 0 { places.append(range) }
      }
    let texts = own.lazy.map { range in
      let written = source.bytes[range.clamped(to: source.bytes.indices)]
      return Array(written.prefix(SecretScanner.Place.textMax))
    }
    var parts = SecretParts()
    // No key has blanks, and what stands between them in prose is in many messages.
    for text in found.map(\.text) + texts {
      for word in text.split(whereSeparator: { $0 <= 0x20 }) { parts.add(Array(word)) }
    }
    self.parts = parts
  }

  mutating func apply(to finding: inout Diagnostic) {
    // What is said of a secret does not repeat it; a name around it may be another one.
    if finding.hidesSource {
      finding.path = hidden(pointer: finding.path)
      if let path = finding.pathInProfile { finding.pathInProfile = hidden(pointer: path) }
      return
    }
    finding.message = hidden(finding.message)
    if let label = finding.label { finding.label = hidden(label) }
    if let help = finding.help { finding.help = hidden(help) }
    finding.path = hidden(pointer: finding.path)
    if let path = finding.pathInProfile { finding.pathInProfile = hidden(pointer: path) }
    for index in finding.related.indices {
      finding.related[index].message = hidden(finding.related[index].message)
    }
    if !places.isEmpty {
      finding.secrets = places.map { SourceSpan(start: $0.lowerBound, end: $0.upperBound) }
    }
    // Not even a hash of it is given out: it could be found again by trying.
    if let content = finding.content { finding.content = hidden(content) }
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
    let index = places.partitioningIndex { $0.upperBound > range.lowerBound }
    return index < places.count && places[index].lowerBound < range.upperBound
  }

  /// A text without the secrets that it holds by itself, and without those of the file.
  mutating func hidden(_ text: String) -> String {
    guard text.utf8.count >= SecretParts.length else { return text }
    let bytes = Array(text.utf8)
    guard !parts.isEmpty || SecretScanner.mayHide(in: bytes) else { return text }
    if let result = known[ByteText(text)] { return result }
    let redacted = SecretScanner.redacted(bytes)
    let result = parts.removed(from: redacted ?? bytes) ?? redacted
    let shown = result.map { String(decoding: $0, as: UTF8.self) } ?? text
    if known.count < Self.knownMax { known[ByteText(text)] = shown }
    return shown
  }

  /// A JSON Pointer: each name of it by itself, as it reads.
  private mutating func hidden(pointer: String) -> String {
    guard hidden(pointer) != pointer else { return pointer }
    let names = JSONPointer.names(in: pointer).map { hidden($0) }
    return hidden(names.map(JSONPointer.token).joined())
  }
}

/// The secrets of a file in any text about it: messages cut what they quote, and what stands before a key
/// and tells that it is one may be left out. So parts of them count.
private struct SecretParts {
  /// The bytes of all texts: some 30,000 keys.
  private static let bytesMax = 1 << 20
  /// As many letters on end are not a coincidence.
  static let length = 8
  /// Each part of each text, as a number.
  private var parts: Set<UInt64> = []
  private var bytes = 0
  var isEmpty: Bool { parts.isEmpty }

  mutating func add(_ text: [UInt8]) {
    bytes += text.count
    guard text.count >= Self.length, bytes <= Self.bytesMax else { return }
    Self.forEachPart(of: text) { _, part in
      if !Self.documented.contains(part) { parts.insert(part) }
    }
  }

  /// The parts of documented names: to show them tells nothing, and without them nobody could read what a
  /// finding is about.
  private static let documented: Set<UInt64> = KnownNames.documented.reduce(into: []) {
    parts,
    name in
    forEachPart(of: Array(name.utf8)) { parts.insert($1) }
  }

  /// The text with `***` for what is part of a secret; `nil` where nothing is.
  func removed(from text: [UInt8]) -> [UInt8]? {
    guard !parts.isEmpty else { return nil }
    var ranges: [Range<Int>] = []
    Self.forEachPart(of: text) { start, part in
      guard parts.contains(part) else { return }
      if let last = ranges.last, last.upperBound >= start {
        ranges[ranges.count - 1] = last.lowerBound..<start + Self.length
      } else {
        ranges.append(start..<start + Self.length)
      }
    }
    return ranges.isEmpty ? nil : SecretScanner.redacted(text, at: ranges)
  }

  private static func forEachPart(of text: [UInt8], _ body: (Int, UInt64) -> Void) {
    var part: UInt64 = 0
    for (index, byte) in text.enumerated() {
      part = part << 8 | UInt64(byte)
      if index >= length - 1 { body(index - length + 1, part) }
    }
  }
}
