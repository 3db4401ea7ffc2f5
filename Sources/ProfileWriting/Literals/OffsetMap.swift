internal import SourceDiagnostics

/// Leads from places in a text that was made of another one back to the places in that one.
///
/// What was not replaced has the same distance to the replaced part before it in both.
struct OffsetMap: Sendable {
  private struct Edit {
    var made: Range<Int>
    var source: Range<Int>
  }

  /// The parts that were replaced, in the order of the text; both sides grow.
  private var edits: [Edit] = []

  /// Whether every place is the same in both.
  var isIdentity: Bool { edits.isEmpty }

  /// Records that `source` was replaced by `made`.
  mutating func add(_ made: Range<Int>, for source: Range<Int>) {
    edits.append(Edit(made: made, source: source))
  }

  /// The place in the source, in bytes. Inside a replaced part, where that part begins or ends.
  func source(of offset: Int, isEnd: Bool = false) -> Int {
    // The first edit that begins behind the place; the end of a span belongs to what ends there.
    let index = edits.partitioningIndex {
      isEnd ? $0.made.lowerBound >= offset : $0.made.lowerBound > offset
    }
    guard index > 0 else { return offset }
    let edit = edits[index - 1]
    if offset < edit.made.upperBound {
      return isEnd ? edit.source.upperBound : edit.source.lowerBound
    }
    return offset - edit.made.upperBound + edit.source.upperBound
  }

  func source(of span: SourceSpan) -> SourceSpan {
    let start = source(of: span.start)
    return SourceSpan(
      source: span.source,
      start: start,
      end: span.isEmpty ? start : source(of: span.end, isEnd: true)
    )
  }

  /// The finding at its places in the source. A fix is left out: it was made for the other text.
  func source(of diagnostic: Diagnostic) -> Diagnostic {
    guard !isIdentity else { return diagnostic }
    var result = diagnostic
    result.span = source(of: diagnostic.span)
    result.related = diagnostic.related.map {
      RelatedLocation($0.message, at: source(of: $0.span))
    }
    result.fix = nil
    return result
  }
}
