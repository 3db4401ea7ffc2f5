/// Reads dates in headers, in each of the three forms of RFC 9110 section 5.6.7.
enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Seconds since 1970; `nil` for what is no date.
  static func seconds(_ text: String) -> Int? {
    let parts = text.split { $0 == " " || $0 == "," || $0 == "-" }
    guard let place = parts.firstIndex(where: { months.contains(String($0)) }),
      let month = months.firstIndex(of: String(parts[place]))
    else { return nil }
    switch (parts.count, place) {
    // Sun, 06 Nov 1994 08:49:37 GMT · Sunday, 06-Nov-94 08:49:37 GMT
    case (6, 2) where parts[5] == "GMT":
      return seconds(year: parts[3], month: month + 1, day: parts[1], time: parts[4])
    // Sun Nov  6 08:49:37 1994
    case (5, 1): return seconds(year: parts[4], month: month + 1, day: parts[2], time: parts[3])
    default: return nil
    }
  }

  private static func seconds(
    year: Substring,
    month: Int,
    day: Substring,
    time: Substring
  ) -> Int? {
    let clock = time.split(separator: ":").map { Int($0) ?? -1 }
    guard var years = Int(year), let days = Int(day), clock.count == 3, (1...31).contains(days),
      (0...9999).contains(years), (0...23).contains(clock[0]), (0...59).contains(clock[1]),
      (0...60).contains(clock[2])
    else { return nil }
    // Two digits stand for a year of the last fifty or the next.
    if year.count == 2 { years += years < 70 ? 2000 : 1900 }
    // Counted from March, leap days come last, and months have 31, 30, 31, 30, 31 days in turns.
    let shifted = month < 3 ? years - 1 : years
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + days - 1
    let dayCount = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear
    let daysBefore1970 = 719_468
    return ((dayCount - daysBefore1970) * 24 + clock[0]) * 3600 + clock[1] * 60 + clock[2]
  }
}
