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
    for index in 0..<outer.count {
      let frame = outer[index]
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
      let text = String(decoding: input.original[place...].prefix(3), as: UTF8.self)
      guard let scalar = text.unicodeScalars.first else { continue }
      let code = DisplayText.hex(scalar.value, digits: 2)
      let name = DisplayText.name(of: scalar)
      let breaks: [Unicode.Scalar: String] = ["\u{85}": "N", "\u{2028}": "L", "\u{2029}": "P"]
      let escape = breaks[scalar] ?? (scalar.value < 0x100 ? "x\(code)" : "u\(code)")
      bag.report(
        Diagnostic(
          ReadingRules.encoding,
          breaks[scalar] != nil
            ? "the invisible character \(name) stands outside quotes"
            : "the control character \(name) stands outside quotes",
          at: SourceSpan(source: source, start: place, end: place + UTF8.width(scalar)),
          help: (breaks[scalar] != nil
            ? "remove it: some readers take it for a line break; " : "remove it; ")
            + "in double quotes it can be written `\\\(escape)`"
        )
      )
    }
  }
}
