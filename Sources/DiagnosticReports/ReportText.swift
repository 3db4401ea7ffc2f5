/// The text of a report, as bytes: it is made of very many small pieces, which strings put together slowly.
struct ReportText {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func add(_ texts: String...) {
    for text in texts where !text.isEmpty { add(text) }
  }

  mutating func add(_ text: [UInt8]) { bytes.append(contentsOf: text) }

  mutating func fill(_ character: Unicode.Scalar, _ count: Int) {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: character), count: max(count, 0)))
  }

  mutating func blanks(_ count: Int) { fill(" ", count) }

  mutating func endLine() { bytes.append(0x0A) }
}
