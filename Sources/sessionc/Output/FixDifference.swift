import SessionProfiles

/// What `--diff` shows of one profile.
enum FixDifference {
  /// A unified difference that `git apply` and `patch` take. On a terminal, control characters are
  /// escaped, and then it is for looking at only.
  static func patch(_ old: SourceText, _ new: SourceText) -> [UInt8] {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let name = old.name.hasPrefix("./") ? String(old.name.dropFirst(2)) : old.name
    let (before, after) = (lines(old.bytes), lines(new.bytes))
    var text = "--- a/\(shown(name))\n+++ b/\(shown(name))\n"
    for line in LineDiff.unified(before, after) {
      let isMarked = line.hasSuffix(endMark)
      let content = isMarked ? String(line.dropLast(endMark.count)) : line
      text += (isTerminal ? shown(content) : content) + "\n"
      if isMarked { text += "\\ No newline at end of file\n" }
    }
    return Array(text.utf8)
  }

  /// Stands behind a last line that no line feed ends; a NUL cannot be in a profile.
  private static let endMark = "\u{0}"

  private static func lines(_ bytes: [UInt8]) -> [String] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    if lines.last == "" { lines.removeLast() } else { lines[lines.count - 1] += endMark }
    return lines
  }
}
