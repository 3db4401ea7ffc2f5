internal import SourceDiagnostics

/// Counts the `%TAG` directives of a file before libyaml reads them.
///
/// libyaml takes each line for one that begins with `%TAG` where no text goes on, behind the content of
/// a document as well. Such lines inside quotes are counted with them: no profile has many.
enum TagDirectives {
  static let name = Array("%TAG".utf8)

  /// The place of the first directive that is one too many; `nil` where there are not so many.
  static func excess(in bytes: [UInt8], over most: Int) -> Int? {
    // Hardly any file has one.
    guard bytes.contains(anywhere: name[0]), bytes.contains(window: "%TAG") else { return nil }
    var count = 0
    var start = bytes.starts(with: PreparedInput.byteOrderMark) ? 3 : 0
    while start < bytes.count {
      if bytes[start] == name[0], bytes[start...].starts(with: name) {
        count += 1
        if count > most { return start }
      }
      let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      start = end + 1
    }
    return nil
  }
}
