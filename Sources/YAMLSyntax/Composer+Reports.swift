internal import SourceDiagnostics

/// The findings that the composer makes, and the paths they carry.
extension Composer {
  /// The JSON Pointer of the node being read.
  var path: String {
    guard depth > 0 else { return "" }
    if !top.isMapping { return parentPath + "/\(top.count)" }
    return top.expectsValue ? path(to: string(top.key)) : parentPath
  }

  /// The JSON Pointer of a key in the innermost mapping.
  func path(to name: String) -> String {
    let (path, isWhole) = openPath
    let length = path.utf8.count + name.utf8.count
    return isWhole && length <= JSONPointer.bytesMax ? path + JSONPointer.token(name) : path
  }

  /// The JSON Pointer of the innermost open collection.
  var parentPath: String { openPath.path }

  /// The JSON Pointer of the innermost open collection, as far as it is not too long.
  private var openPath: (path: String, isWhole: Bool) {
    var result = ""
    for frame in outer {
      let length = frame.isMapping ? Int(nodes[Int(frame.key.index)].count) : 0
      guard result.utf8.count + length <= JSONPointer.bytesMax else { return (result, false) }
      result +=
        frame.isMapping
        ? JSONPointer.token(string(frame.key)) : "/\(max(Int(frame.count) - 1, 0))"
    }
    return (result, true)
  }

  /// Counts a finding about a node that would not be held; `false` where it would.
  mutating func countsOnly(
    _ rule: RuleDescriptor,
    hasSafeFix: Bool? = nil,
    at node: Node
  ) -> Bool {
    let span = span(of: node)
    return bag.countsOnly(rule, hasSafeFix: hasSafeFix, at: span)
  }

  mutating func reportLimit(_ message: String, at node: Node) {
    bag.report(
      Diagnostic(ReadingRules.limitExceeded, message, at: span(of: node), path: path)
    )
  }

  /// `{?a: b}` has the key `?a` by the specification, and `a` for libyaml, which takes the `?` for the
  /// sign of a key.
  mutating func reportQuestionMark(_ key: Node) {
    let span = SourceSpan(source: source, start: Int(key.start) - 1, end: Int(key.end))
    if countsOnly(ReadingRules.syntax, at: key) { return }
    let text = String(decoding: bytes(of: key), as: UTF8.self)
    bag.report(
      Diagnostic(
        ReadingRules.syntax,
        "`?` and `\(text)` stand too close to tell a key from a text",
        at: span,
        path: parentPath,
        help: "leave the `?` out; or put the text in quotes, if it begins with one"
      )
    )
  }

  /// `&a:b c` is the anchor `a:b` by the specification, and the anchor `a` of the text `:b c` for
  /// libyaml.
  mutating func checkEnd(
    of anchor: String,
    before node: Node,
    in bytes: UnsafeBufferPointer<UInt8>
  ) {
    guard node.style == .plain, node.count > 0 else { return }
    let first = text[Int(node.first)]
    guard first == UInt8(ascii: ":") || first == UInt8(ascii: "?") else { return }
    // The anchor stands before the text, with a tag between them at most.
    let written = Array("&\(anchor)".utf8) + [first]
    let low = max(0, Int(node.start) - written.count - 4096)
    let part = unsafe Array(bytes[low..<min(bytes.count, Int(node.end))])
    guard let range = part.firstRange(ofBytes: written),
      !countsOnly(ReadingRules.syntax, at: node)
    else { return }
    bag.report(
      Diagnostic(
        ReadingRules.syntax,
        "the anchor `&\(anchor)` has a `\(Unicode.Scalar(first))` right behind it",
        at: SourceSpan(source: source, start: low + range.lowerBound, end: low + range.upperBound),
        path: path,
        help: "names of anchors are made of letters, digits, `-` and `_`; a space ends them"
      )
    )
  }

  mutating func reportSecondDocument(at start: Int, end: Int) {
    bag.report(
      Diagnostic(
        ReadingRules.severalDocuments,
        "a second document begins here",
        at: SourceSpan(source: source, start: start, end: end),
        help: "put each document in a file of its own"
      )
    )
  }

  mutating func apply(_ tag: String, to node: inout Node) {
    // The non-specific tag makes a scalar text, and says nothing about a collection.
    if tag == "!" {
      node.scalar = .string
      return
    }
    guard let core = CoreTag(tag: tag) else {
      if countsOnly(ReadingRules.unsupportedTag, at: node) { return }
      bag.report(
        Diagnostic(
          ReadingRules.unsupportedTag,
          "the tag `\(CoreTag.written(tag))` is not one of YAML's core tags",
          at: span(of: node),
          path: path,
          help: "remove it; only `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq` and "
            + "`!!map` may be used"
        )
      )
      return
    }
    let fits: Bool
    switch (core, node.kind) {
    case (.mapping, .mapping), (.sequence, .sequence): fits = true
    case (_, .scalar):
      let kind = core.scalarKind(of: bytes(of: node)[...])
      node.scalar = kind ?? node.scalar
      fits = kind != nil
    default: fits = false
    }
    if !fits, !countsOnly(ReadingRules.unsupportedTag, at: node) {
      bag.report(
        Diagnostic(
          ReadingRules.unsupportedTag,
          "the value does not fit its tag `\(CoreTag.written(tag))`",
          at: span(of: node),
          path: path,
          help: "remove the tag, or correct the value"
        )
      )
    }
  }

  /// Reports the foreign line breaks before a syntax error, which they explain; `false` where there
  /// are none.
  mutating func reportForeignBreaks(before failure: ParseFailure) -> Bool {
    guard !input.foreignBreaks.isEmpty, failure.stage == .syntax else { return false }
    // In a quote that is not closed they may well be meant.
    let isInQuotes = failure.context == "while scanning a quoted scalar"
    let index = isInQuotes ? failure.contextIndex ?? 0 : failure.problemIndex
    var marks = MarkMap(isASCII: input.isASCII, base: input.base)
    let end = unsafe input.bytes.withUnsafeBufferPointer {
      unsafe marks.offset(of: index, in: $0)
    }
    let before = bag.count
    reportForeignBreaks(in: 0..<end)
    return bag.count > before
  }

  /// Foreign line breaks outside quotes are errors, wherever they stand.
  mutating func reportForeignBreaks(in range: Range<Int> = 0..<Int.max) {
    // Both lists are in file order. Where there are very many, the first hundred say it.
    var places: [Int] = []
    var quoted = quotedBreaks[...]
    for place in input.foreignBreaks where places.count < 100 {
      if quoted.first == place {
        quoted.removeFirst()
      } else if range.contains(Int(place)) {
        places.append(Int(place))
      }
    }
    for place in places {
      let isNextLine = input.original[place] == 0xC2
      let name =
        isNextLine ? "U+0085" : input.original[place + 2] == 0xA8 ? "U+2028" : "U+2029"
      bag.report(
        Diagnostic(
          ReadingRules.encoding,
          "the invisible character \(name) stands outside quotes",
          at: SourceSpan(
            source: source,
            start: place,
            end: place + (isNextLine ? 2 : 3)
          ),
          help: "remove it: some readers take it for a line break; in double quotes it can be "
            + "written `\\\(isNextLine ? "N" : name == "U+2028" ? "L" : "P")`"
        )
      )
    }
  }

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
    let span = SourceSpan(
      source: source,
      start: mistake.range.lowerBound,
      end: mistake.range.upperBound
    )
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
    let value = text.unicodeScalars.first?.value ?? 0
    let hex = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
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
