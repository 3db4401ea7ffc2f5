/// What a runner of CI takes for a command when it reads the output of a program: text of a profile must not
/// become one.
///
/// - GitHub Actions: `::name …::…` at the beginning of a line, blanks before it left out, and
///   `##[name …]…` anywhere in a line (actions/runner, `ActionCommand.cs`, which compares texts as people
///   read them: characters that are drawn as nothing do not count).
/// - Azure Pipelines: `##vso[…]` and `##[…]`; TeamCity: `##teamcity[…]`.
/// - GitLab: `section_start:` and `section_end:`; Travis: `travis_fold:` and `travis_time:`.
package enum RunnerCommands {
  /// The text with one character of each command written as an escape, such as `#\u{23}[`.
  package static func brokenUp(_ text: [UInt8]) -> [UInt8] {
    // Most text has nothing of the kind.
    if text.isPrintableASCII, !text.contains(pairOf: hash), !text.contains(pairOf: colon),
      !text.contains(window: "ion_"), !text.contains(window: "vis_")
    {
      return text
    }
    return replacing(signs(in: text) + beginnings(in: text) + words(in: text), in: text) {
      $0 == hash ? "\\u{23}" : "\\u{3A}"
    }
  }

  /// The same for a line that is itself a command of GitHub's.
  package static func signsBrokenUp(_ text: [UInt8]) -> [UInt8] {
    replacing(signs(in: text), in: text) { _ in "\\u{23}" }
  }

  /// A JSON text of the same value without `##[` and the like; a JSON text has them in strings only.
  package static func brokenUpInJSON(_ text: [UInt8]) -> [UInt8] {
    replacing(signs(in: text), in: text) { _ in "\\u0023" }
  }

  /// The same for XML.
  package static func brokenUpInXML(_ text: [UInt8]) -> [UInt8] {
    replacing(signs(in: text), in: text) { _ in "&#35;" }
  }

  private static let hash = UInt8(ascii: "#")
  private static let colon = UInt8(ascii: ":")

  private static func replacing(
    _ places: [Int],
    in text: [UInt8],
    by escape: (UInt8) -> StaticString
  ) -> [UInt8] {
    guard !places.isEmpty else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.count + 8 * places.count)
    var start = 0
    for place in places.sorted() where place >= start {
      result += text[start..<place]
      escape(text[place]).withUTF8Buffer { unsafe result.append(contentsOf: $0) }
      start = place + 1
    }
    return result + text[start...]
  }

  // MARK: Finding them

  /// The second `#` of each `##[`, with letters, digits and dashes before the bracket or without.
  private static func signs(in text: [UInt8]) -> [Int] {
    var found: [Int] = []
    var index = 0
    while let first = text[index...].firstIndex(of: hash) {
      index = first + 1
      let second = next(index, in: text)
      guard second < text.count, text[second] == hash else { continue }
      index = second
      var end = next(second + 1, in: text)
      while end < text.count, isName(text[end]) { end = next(end + 1, in: text) }
      if end < text.count, text[end] == UInt8(ascii: "[") { found.append(second) }
    }
    return found
  }

  /// The first colon of each line that begins with two.
  private static func beginnings(in text: [UInt8]) -> [Int] {
    var found: [Int] = []
    var line = 0
    while line < text.count {
      var index = line
      while index < text.count, text[index] != 0x0A {
        if text[index] == 0x1B {
          index = afterColour(index, in: text)
        } else {
          let length = blankLength(at: index, in: text)
          if length == 0 { break }
          index += length
        }
      }
      if index < text.count, text[index] == colon {
        let second = next(index + 1, in: text)
        if second < text.count, text[second] == colon { found.append(index) }
      }
      line = (text[min(index, text.count)...].firstIndex(of: 0x0A) ?? text.count) + 1
    }
    return found
  }

  private static let names = ["section_start", "section_end", "travis_fold", "travis_time"]
    .map { Array($0.utf8) }

  /// The colon behind each of the words that GitLab and Travis know.
  private static func words(in text: [UInt8]) -> [Int] {
    var found: [Int] = []
    var index = 0
    while let place = text[index...].firstIndex(of: UInt8(ascii: "_")) {
      index = place + 1
      for name in names {
        guard let length = name.firstIndex(of: UInt8(ascii: "_")), place >= length else { continue }
        let rest = text[(place - length)...]
        if rest.starts(with: name), rest.dropFirst(name.count).first == colon {
          found.append(place - length + name.count)
        }
      }
    }
    return found
  }

  // MARK: Characters

  private static func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// The place of the next character that is drawn as something.
  private static func next(_ start: Int, in text: [UInt8]) -> Int {
    var index = start
    while index < text.count, text[index] < 0x20 || text[index] >= 0x7F, text[index] != 0x0A {
      guard let scalar = scalar(at: index, in: text), DisplayText.isUnsafe(scalar) else { break }
      index += UTF8.width(scalar)
    }
    return index
  }

  /// The length of a blank, or of a character that is drawn as nothing; 0 for others.
  private static func blankLength(at index: Int, in text: [UInt8]) -> Int {
    if text[index] == 0x20 { return 1 }
    guard text[index] < 0x20 || text[index] >= 0x7F, let scalar = scalar(at: index, in: text),
      scalar.properties.isWhitespace || DisplayText.isUnsafe(scalar)
    else { return 0 }
    return UTF8.width(scalar)
  }

  /// The place behind a colour.
  private static func afterColour(_ start: Int, in text: [UInt8]) -> Int {
    let end = text[start...].prefix(12).firstIndex(of: UInt8(ascii: "m"))
    return end.map { $0 + 1 } ?? start + 1
  }

  /// `nil` for bytes that are not UTF-8.
  private static func scalar(at index: Int, in text: [UInt8]) -> Unicode.Scalar? {
    var decoder = UTF8()
    var bytes = text[index...].prefix(4).makeIterator()
    if case .scalarValue(let scalar) = decoder.decode(&bytes) { return scalar }
    return nil
  }
}
