internal import SourceDiagnostics
internal import YAMLSyntax

/// Tells whether a text that was written anew has all that the old one had: every comment, and every
/// scalar but those that were rewritten on purpose. Linear in both.
enum KeptContent {
  /// The first comment or scalar that the new text does not have, whatever its place there.
  ///
  /// - Parameter rewritten: parts of the old text, in file order, whose scalars are not looked for.
  static func firstLost(
    of old: NodeTree,
    in new: NodeTree,
    rewritten: [Range<Int>]
  ) -> SourceSpan? {
    var kept: [[UInt8]: Int] = [:]
    for comment in new.comments {
      for text in notes(of: Array(new.sourceBytes[comment.range])) { kept[text, default: 0] += 1 }
    }
    for comment in old.comments {
      guard let text = notes(of: Array(old.sourceBytes[comment.range])).first else { continue }
      guard take(text, from: &kept) else { return comment }
    }
    var scalars: [[UInt8]: Int] = [:]
    for node in new.nodes where isText(node) {
      scalars[Array(new.bytes(of: node)), default: 0] += 1
    }
    var rest = rewritten[...]
    for node in old.nodes where isText(node) {
      while let first = rest.first, first.upperBound <= Int(node.start) { rest.removeFirst() }
      if let first = rest.first, first.contains(Int(node.start)) { continue }
      guard take(Array(old.bytes(of: node)), from: &scalars) else { return old.span(of: node) }
    }
    return nil
  }

  private static func isText(_ node: Node) -> Bool {
    node.kind == .scalar && node.start < node.end && !node.flags.contains(.merged)
  }

  /// A comment without its marks; and of one that something was commented out in, the comments inside.
  private static func notes(of comment: [UInt8]) -> [[UInt8]] {
    var result: [[UInt8]] = []
    var rest = comment[...]
    // Each is copied, so of a comment that is full of marks the first ones must do.
    while result.count < 64, let mark = rest.firstIndex(of: UInt8(ascii: "#")) {
      rest = rest[(mark + 1)...].drop { $0 == UInt8(ascii: "#") || $0 == 0x20 || $0 == 0x09 }
      result.append(trimmed(rest))
    }
    return result
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var text = text
    while let last = text.last, last <= 0x20 { text.removeLast() }
    return Array(text)
  }

  private static func take(_ text: [UInt8], from counts: inout [[UInt8]: Int]) -> Bool {
    guard let count = counts[text], count > 0 else { return false }
    counts[text] = count - 1
    return true
  }
}
