internal import SourceDiagnostics

/// The findings about a text that could not be read.
extension Composer {
  mutating func report(_ failure: ParseFailure) {
    if failure.stage == .reader {
      let offset = min(input.base + failure.problemIndex, input.bytes.count)
      reportUnreadable(failure.problem, at: offset)
      return
    }
    var marks = MarkMap(isASCII: input.isASCII, base: input.base)
    let offset = unsafe input.bytes.withUnsafeBufferPointer {
      unsafe marks.offset(of: failure.problemIndex, in: $0)
    }
    let context = failure.contextIndex.map { index in
      unsafe input.bytes.withUnsafeBufferPointer { unsafe marks.offset(of: index, in: $0) }
    }
    // What follows the line that the reading of the broken part began in was not read.
    let isOneLine = failure.problem == "could not find expected ':'"
    let words = SyntaxMessage(
      failure,
      next: offset < input.bytes.count ? input.bytes[offset] : nil,
      startsLine: startsLine(offset)
    )
    let isFlow = failure.context?.contains("flow") ?? false
    brokenAt =
      words.pointsAtContext || isOneLine || isFlow ? min(context ?? offset, offset) : offset
    let isAtEnd = input.original[offset...].allSatisfy { $0 <= 0x20 }
    if isAtEnd, depth > 0, nodes[Int(top.id.index)].flags.contains(.flow),
      failure.context != "while scanning a quoted scalar"
    {
      reportOpenBracket()
      return
    }
    if let mistake = CommonMistake.find(failure, at: offset, context: context, in: input.original) {
      brokenAt = min(brokenAt ?? offset, mistake.range.lowerBound)
      report(mistake)
      return
    }
    let place = words.pointsAtContext ? context ?? offset : offset
    var related: [RelatedLocation] = []
    if let context, let label = words.contextLabel, context != place {
      related.append(RelatedLocation(label, at: characterSpan(at: context)))
    }
    bag.report(
      Diagnostic(
        ReadingRules.syntax,
        words.message,
        at: characterSpan(at: place),
        help: words.help,
        related: related
      )
    )
  }

  /// The file ends inside of brackets.
  private mutating func reportOpenBracket() {
    let start = Int(nodes[Int(top.id.index)].start)
    brokenAt = start
    let (what, bracket) = top.isMapping ? ("mapping", "}") : ("list", "]")
    bag.report(
      Diagnostic(
        ReadingRules.syntax,
        "the \(what) opened here is not closed",
        at: characterSpan(at: start),
        help: "add the `\(bracket)` that closes it"
      )
    )
  }

  private mutating func report(_ mistake: CommonMistake) {
    // Whole characters, whatever byte of one the mistake was found at.
    var (start, end) = (mistake.range.lowerBound, mistake.range.upperBound)
    while start > 0, start < input.original.count, input.original[start] & 0xC0 == 0x80 {
      start -= 1
    }
    while end < input.original.count, input.original[end] & 0xC0 == 0x80 { end += 1 }
    let span = SourceSpan(source: source, start: start, end: end)
    bag.report(
      Diagnostic(
        ReadingRules.syntax,
        mistake.message,
        at: span,
        help: mistake.help,
        fix: mistake.replacement.map {
          .replace(span, with: $0, title: $0.utf8.count == 1 ? "write a space" : "write spaces")
        }
      )
    )
  }

  /// A key that begins with a blank that is no space: its line was to be indented with it.
  mutating func checkIndentation(of key: Node) throws(Stop) {
    guard var blank = ForeignBlank(at: Int(key.start), in: input.original)?.mistake else { return }
    var (end, count) = (blank.range.upperBound, 1)
    while end < Int(key.end) {
      if let next = ForeignBlank(at: end, in: input.original) {
        end = next.range.upperBound
      } else if input.original[end] == 0x20 {
        end += 1
      } else {
        break
      }
      count += 1
    }
    blank.range = blank.range.lowerBound..<end
    blank.replacement = String(repeating: " ", count: count)
    brokenAt = Int(key.start)
    report(blank)
    throw .reported
  }

  private func startsLine(_ offset: Int) -> Bool {
    let before = input.bytes[..<offset].last { $0 != 0x20 && $0 != 0x09 }
    return before.map { $0 == 0x0A || $0 == 0x0D } ?? true
  }

  private mutating func reportUnreadable(_ problem: String, at offset: Int) {
    var offset = offset
    // Of a broken sequence libyaml names the byte that breaks it; the character begins before.
    if problem.contains("trailing") {
      while offset > input.base, input.original[offset] < 0xC0 { offset -= 1 }
    }
    let byte = offset < input.original.count ? input.original[offset] : 0
    let message: String
    var help: String?
    if problem.hasPrefix("control") {
      let scalar = controlCharacter(at: offset)
      message = "the control character \(scalar) may not stand in YAML text"
      help = "remove it, or write it as an escape in double quotes"
    } else {
      message = "the byte 0x\(String(byte, radix: 16, uppercase: true)) is not valid UTF-8 here"
      help = "save the file as UTF-8"
    }
    bag.report(
      Diagnostic(ReadingRules.encoding, message, at: characterSpan(at: offset), help: help)
    )
  }

  private func controlCharacter(at offset: Int) -> String {
    let text = String(decoding: input.original[offset...].prefix(4), as: UTF8.self)
    return DisplayText.name(of: text.unicodeScalars.first ?? "\0")
  }

  /// One character of the source, or an empty span at its end or at a line's end.
  private func characterSpan(at offset: Int) -> SourceSpan {
    var end = offset
    if end < input.original.count, input.original[end] != 0x0A, input.original[end] != 0x0D {
      end += 1
      while end < input.original.count, input.original[end] & 0xC0 == 0x80 { end += 1 }
    }
    return SourceSpan(source: source, start: offset, end: end)
  }
}
