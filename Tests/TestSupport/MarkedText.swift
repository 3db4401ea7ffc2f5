/// Text in which `«` and `»` mark the places that a test expects.
///
/// Line numbers break with every edit; markers do not.
public struct MarkedText: Sendable {
  /// The text without the markers.
  public let text: String
  /// The marked byte ranges, in the order in which they begin.
  public let ranges: [Range<Int>]

  public init(_ marked: String) {
    var text = ""
    var ranges: [Range<Int>] = []
    var open: [Int] = []
    for character in marked.unicodeScalars {
      switch character {
      case "«":
        open.append(ranges.count)
        ranges.append(text.utf8.count..<text.utf8.count)
      case "»":
        if let index = open.popLast() {
          ranges[index] = ranges[index].lowerBound..<text.utf8.count
        }
      default: text.unicodeScalars.append(character)
      }
    }
    self.text = text
    self.ranges = ranges
  }
}
