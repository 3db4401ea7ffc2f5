internal import SourceDiagnostics

extension SecretScanner {
  /// A secret of a text, and what it is without escapes.
  package struct Place: Equatable {
    /// Where it is written, escapes included.
    package var range: Range<Int>
    /// What it reads, at most `textMax` bytes of it.
    package var text: [UInt8]

    package static let textMax = 4096
  }

  /// How often escapes are decoded: a JSON text in a URL in a report has three.
  private static let decodingsMax = 3

  /// Every secret of a text, those as well that are written with escapes or over several lines, in
  /// order. Those that overlap, such as one and a part of it, all count.
  package static func places(in text: [UInt8]) -> [Place] {
    var places = mayOccur(in: text) ? plainPlaces(in: text) : []
    var layers: [DecodedText] = []
    if let decoded = DecodedText.withoutNULs(text) { layers.append(decoded) }
    if let last = layers.last { places += located(in: last, layers) }
    for _ in 0..<decodingsMax {
      guard let decoded = DecodedText.withoutEscapes(layers.last?.bytes ?? text) else { break }
      layers.append(decoded)
      places += located(in: decoded, layers)
    }
    return layers.isEmpty ? places : sorted(places)
  }

  /// The same of a file, where what fields hold that are made for credentials counts too.
  package static func placesInFile(_ text: [UInt8]) -> [Place] {
    var places = places(in: text)
    let count = places.count
    places += CredentialValues.find(in: text).map { range in
      Place(range: range, text: Array(text[range].prefix(Place.textMax)))
    }
    // The names of the fields may have escapes.
    if let decoded = DecodedText.withoutEscapes(text) {
      let values = CredentialValues.find(in: decoded.bytes)
      places += zip(values, decoded.places(of: values)).map { value, range in
        Place(range: range, text: Array(decoded.bytes[value].prefix(Place.textMax)))
      }
    }
    return places.count == count ? places : sorted(places)
  }

  /// Whether a text may hold a secret, written as it is or with escapes: quick, and sure only where it
  /// says no.
  package static func mayHide(in text: [UInt8]) -> Bool {
    mayOccur(in: text) || text.containsAny(0, 0, 0, 0, 0) || Escape.mayOccur(in: text)
  }

  private static func plainPlaces(in text: [UInt8]) -> [Place] {
    find(in: text).map { Place(range: $0.range, text: Array(text[$0.range].prefix(Place.textMax))) }
  }

  /// The secrets of the innermost text, with their places in the outermost one.
  private static func located(in text: DecodedText, _ layers: [DecodedText]) -> [Place] {
    guard mayOccur(in: text.bytes) else { return [] }
    var found = plainPlaces(in: text.bytes)
    guard !found.isEmpty else { return [] }
    let ranges = layers.reversed().reduce(found.map(\.range)) { $1.places(of: $0) }
    for (index, range) in ranges.enumerated() { found[index].range = range }
    return Array(found.prefix(ranges.count))
  }

  private static func sorted(_ places: [Place]) -> [Place] {
    places.sorted {
      ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
    }
  }

  /// The ranges of places, those that overlap made one.
  private static func ranges(of places: [Place]) -> [Range<Int>] {
    places.reduce(into: []) { result, place in
      if let last = result.last, place.range.lowerBound < last.upperBound {
        let end = max(last.upperBound, place.range.upperBound)
        result[result.count - 1] = last.lowerBound..<end
      } else {
        result.append(place.range)
      }
    }
  }

  // MARK: Hiding

  /// The text with every secret in it blotted out, byte for byte; blanks and line ends stay.
  ///
  /// - Parameter text: a file, where fields hold credentials that are known by their names alone.
  package static func blotted(_ text: [UInt8]) -> [UInt8] {
    let places = placesInFile(text)
    guard !places.isEmpty else { return text }
    var text = text
    for place in places { blot(place.range, in: &text) }
    return text
  }

  package static func blot(_ range: Range<Int>, in text: inout [UInt8]) {
    for offset in range.clamped(to: text.indices) where text[offset] > 0x20 {
      text[offset] = UInt8(ascii: "*")
    }
  }

  /// The text with `***` in the place of every secret; `nil` where there is none.
  package static func redacted(_ text: [UInt8]) -> [UInt8]? {
    let places = places(in: text)
    return places.isEmpty ? nil : redacted(text, at: ranges(of: places))
  }

  /// The text with `***` in the place of each part.
  ///
  /// - Parameter ranges: in order; none overlaps another.
  package static func redacted(_ text: [UInt8], at ranges: [Range<Int>]) -> [UInt8] {
    var result: [UInt8] = []
    var offset = 0
    for range in ranges {
      result += text[offset..<range.lowerBound]
      result += "***".utf8
      offset = range.upperBound
    }
    return result + text[offset...]
  }
}
