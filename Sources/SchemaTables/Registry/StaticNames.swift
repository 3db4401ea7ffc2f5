/// Several names in one static text: nothing is allocated for them, and nothing is done before one is asked for.
public struct StaticNames: Sequence, BitwiseCopyable, Sendable {
  private let text: TableText
  private let separator: UInt8

  /// - Parameter separator: what stands between two names.
  public init(_ text: TableText, separator: Unicode.Scalar) {
    self.text = text
    self.separator = UInt8(truncatingIfNeeded: separator.value)
  }

  public init(_ text: StaticString, separator: Unicode.Scalar) {
    self.init(TableText(text), separator: separator)
  }

  public var isEmpty: Bool { text.count == 0 }

  public var strings: [String] { map(\.string) }

  public func makeIterator() -> Iterator {
    unsafe Iterator(rest: text.bytes[...], separator: separator)
  }

  @safe public struct Iterator: IteratorProtocol {
    // Static memory.
    fileprivate var rest: Slice<UnsafeBufferPointer<UInt8>>
    fileprivate let separator: UInt8

    public mutating func next() -> TableText? {
      guard unsafe !rest.isEmpty else { return nil }
      let end = unsafe rest.firstIndex(of: separator) ?? rest.endIndex
      let name = unsafe UnsafeBufferPointer(rebasing: rest[..<end])
      unsafe rest = unsafe rest[Swift.min(end + 1, rest.endIndex)...]
      return unsafe TableText(name)
    }
  }
}
