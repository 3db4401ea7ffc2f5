internal import SourceDiagnostics
internal import YAMLSyntax

/// A file of text, such as a prompt.
enum TextFile {
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The text of a file: the same on every checkout, whatever line ends Git writes there.
  ///
  /// - Returns: the text without a byte order mark and with LF for CR LF and CR; `nil`, with a finding,
  ///   where it is too long or not UTF-8.
  static func read(
    _ bytes: [UInt8],
    limits: Limits,
    into bag: inout DiagnosticBag
  ) -> [UInt8]? {
    guard bytes.count <= limits.inputBytes else {
      bag.report(
        Diagnostic(
          ReadingRules.limitExceeded,
          "the file has more than the \(limits.inputBytes) bytes that a file may have",
          at: SourceSpan(start: 0, end: 0)
        )
      )
      return nil
    }
    if let place = firstInvalid(in: bytes) {
      var finding = Diagnostic(
        ReadingRules.encoding,
        "this byte is not UTF-8",
        at: SourceSpan(start: place, end: place + 1),
        help: "save the file as UTF-8"
      )
      finding.isAboutFile = place == 0
      bag.report(finding)
      return nil
    }
    let text = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
    guard text.contains(0x0D) else { return Array(text) }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var afterReturn = false
    for byte in text {
      if byte == 0x0D {
        result.append(0x0A)
      } else if byte != 0x0A || !afterReturn {
        result.append(byte)
      }
      afterReturn = byte == 0x0D
    }
    return result
  }

  /// Where a part of the text stands in the file, whose lines may end otherwise.
  ///
  /// - Parameters:
  ///   - length: of the text.
  ///   - bytes: of the file, without a byte order mark.
  /// - Returns: counted from the beginning of `bytes`; `nil` where the text is not that of the file.
  static func written(
    _ part: Range<Int>,
    ofLength length: Int,
    in bytes: ArraySlice<UInt8>
  ) -> Range<Int>? {
    if bytes.count == length { return part }
    var (place, start, end) = (0, 0, 0)
    var afterReturn = false
    for (index, byte) in bytes.enumerated() {
      defer { afterReturn = byte == 0x0D }
      if byte == 0x0A, afterReturn { continue }
      if place == part.lowerBound { start = index }
      place += 1
      if place == part.upperBound { end = index + 1 }
    }
    return place == length ? start..<max(start, end) : nil
  }

  /// Where the first byte stands that is no part of a character in UTF-8.
  private static func firstInvalid(in bytes: [UInt8]) -> Int? {
    var index = 0
    var iterator = bytes.makeIterator()
    var decoder = UTF8()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): index += UTF8.width(scalar)
      case .emptyInput: return nil
      case .error: return min(index, max(0, bytes.count - 1))
      }
    }
  }
}
