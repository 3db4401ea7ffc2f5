import CommandLineSupport
import DiagnosticReports
import SessionProfiles

/// What `--diff` shows of one profile.
enum FixDifference {
  /// Prints a unified difference that `git apply` and `patch` take. On a terminal and in the log of CI it is
  /// for looking at only: what would control them is escaped. So it is where a secret is blotted out.
  static func show(_ old: SourceText, _ new: SourceText) {
    let patch = patch(old, new)
    let isLog = Runner.reads(STDOUT_FILENO)
    if isLog {
      StandardStreams.say(TextForPeople(patch), isError: false)
    } else {
      StandardStreams.data(patch)
    }
  }

  static func patch(_ old: SourceText, _ new: SourceText) -> [UInt8] {
    let (before, after) = (Secrets.blotted(old.bytes), Secrets.blotted(new.bytes))
    // Of a long file only what is around the changes is taken apart.
    let start = commonStart(before, after)
    let end = commonEnd(before, after, besides: start)
    let skipped = before[..<start].count { $0 == 0x0A }
    let (own, other) = (
      lines(before[start..<before.count - end], isEnd: end == 0),
      lines(after[start..<after.count - end], isEnd: end == 0)
    )
    var text = "--- \(header("a/", old.name))\n+++ \(header("b/", old.name))\n"
    for line in LineDiff.unified(own, other, from: skipped) {
      let isMarked = line.hasSuffix(endMark)
      let content = isMarked ? String(line.dropLast(endMark.count)) : line
      text += content + "\n"
      if isMarked { text += "\\ No newline at end of file\n" }
    }
    return Array(text.utf8)
  }

  /// A name as git writes it: in quotes where it has characters that need them, with a tab behind it
  /// where it has a space.
  private static func header(_ prefix: String, _ path: String) -> String {
    let inside =
      path.begins(with: "/") ? realPath(".").flatMap { RealPath.relative(path, to: $0) } : nil
    var name = inside ?? path
    while name.begins(with: "./") || name.begins(with: "/") {
      name = name.dropping(bytes: name.begins(with: ".") ? 2 : 1)
    }
    let text = prefix + name
    let isOdd: (UInt8) -> Bool = { $0 < 0x20 || $0 >= 0x7F || $0 == 0x22 || $0 == 0x5C }
    guard text.utf8.contains(where: isOdd) else {
      return text.utf8.contains(0x20) ? text + "\t" : text
    }
    let quoted = text.utf8.reduce(into: "") { result, byte in
      if !isOdd(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else if byte == 0x22 || byte == 0x5C {
        result += "\\" + String(UnicodeScalar(byte))
      } else {
        let octal = String(byte, radix: 8)
        result += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
      }
    }
    return "\"\(quoted)\""
  }

  /// Stands behind a last line that no line feed ends; a NUL cannot be in a profile.
  private static let endMark = "\u{0}"

  /// - Parameter isEnd: whether the file ends here.
  private static func lines(_ bytes: ArraySlice<UInt8>, isEnd: Bool) -> [String] {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    if lines.last == "" {
      lines.removeLast()
    } else if isEnd {
      lines[lines.count - 1] += endMark
    }
    return lines
  }

  /// As many lines as a difference shows around a change, and one more.
  private static let context = 4

  /// Where the lines begin that are not the same from the beginning on, with some before them.
  private static func commonStart(_ old: [UInt8], _ new: [UInt8]) -> Int {
    var index = zip(old, new).prefix { $0 == $1 }.count
    var lines = 0
    while index > 0 {
      if old[index - 1] == 0x0A {
        lines += 1
        if lines > context { return index }
      }
      index -= 1
    }
    return 0
  }

  /// How many bytes at the end are lines that both have, some of them left out.
  private static func commonEnd(_ old: [UInt8], _ new: [UInt8], besides start: Int) -> Int {
    let most = min(old.count, new.count) - start
    var end = 0
    while end < most, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
    var lines = 0
    while end > 0 {
      // Behind a line feed both begin a line.
      if end < most, old[old.count - 1 - end] == 0x0A, new[new.count - 1 - end] == 0x0A {
        lines += 1
        if lines > context { return end }
      }
      end -= 1
    }
    return 0
  }
}
