/// Which of a profile's source files a span lies in.
///
/// A profile has one source today; the number leaves room for profiles made of several files.
public struct SourceID: Hashable, Sendable {
  public var rawValue: UInt16

  public init(_ rawValue: UInt16 = 0) { self.rawValue = rawValue }
}

/// One source file: the name it is reported under, and its bytes as read.
public struct SourceText: Sendable {
  /// The path as the user gave it, or the name for standard input.
  public var name: String
  /// The file's bytes, unchanged: a byte order mark and line ends of any kind are still there.
  public var bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Makes a source from text, for tests and for profiles that come from memory.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }
}

/// A half-open range of bytes in one source, counted from 0. An empty span is a place between two
/// bytes.
public struct SourceSpan: Hashable, Sendable {
  public var source: SourceID
  public var start: Int
  public var end: Int

  public init(source: SourceID = SourceID(), start: Int, end: Int) {
    self.source = source
    self.start = start
    self.end = max(start, end)
  }

  public var isEmpty: Bool { start == end }
  public var range: Range<Int> { start..<end }
}
