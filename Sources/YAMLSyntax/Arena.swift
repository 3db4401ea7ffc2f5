/// A growing run of plain values with one owner: written without the check that an array makes before
/// each change, whether somebody else holds it as well. What composing adds to libyaml's scan is a
/// quarter less for it.
@safe public struct Arena<Element: BitwiseCopyable>: ~Copyable {
  @usableFromInline var base: UnsafeMutablePointer<Element>
  @usableFromInline var capacity: Int
  @usableFromInline var length: Int
  @inlinable public var count: Int { length }

  public init(capacity: Int) {
    self.capacity = max(capacity, 16)
    unsafe base = .allocate(capacity: self.capacity)
    length = 0
  }

  deinit { unsafe base.deallocate() }

  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) get {
      precondition(index >= 0 && index < length)
      return unsafe base[index]
    }
    @inline(__always) _modify {
      precondition(index >= 0 && index < length)
      yield unsafe &base[index]
    }
  }

  @inlinable @inline(__always)
  public mutating func append(_ element: Element) {
    if length == capacity { grow(by: 1) }
    unsafe (base + length).initialize(to: element)
    length &+= 1
  }

  @inline(__always)
  mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    if length + elements.count > capacity { grow(by: elements.count) }
    if let first = elements.baseAddress {
      unsafe (base + length).initialize(from: first, count: elements.count)
    }
    length &+= elements.count
  }

  /// Forgets everything from `count` on.
  @inlinable @inline(__always)
  public mutating func truncate(to count: Int) { length = min(count, length) }

  /// Takes the last one away.
  @inline(__always)
  mutating func popLast() -> Element? {
    guard length > 0 else { return nil }
    length &-= 1
    return unsafe base[length]
  }

  /// What is there, as long as `body` runs.
  @inline(__always)
  func withBuffer<Result>(_ body: (UnsafeBufferPointer<Element>) -> Result) -> Result {
    unsafe body(UnsafeBufferPointer(start: base, count: length))
  }

  /// The values as an array, copied once.
  public var array: [Element] {
    unsafe Array(UnsafeBufferPointer(start: base, count: length))
  }

  @inline(never)
  @usableFromInline
  mutating func grow(by count: Int) {
    let larger = max(capacity * 2, length + count)
    let copy = UnsafeMutablePointer<Element>.allocate(capacity: larger)
    unsafe copy.moveInitialize(from: base, count: length)
    unsafe base.deallocate()
    unsafe base = unsafe copy
    capacity = larger
  }
}

/// It has one owner, who changes it while nobody else can see it.
extension Arena: @unchecked Sendable where Element: Sendable {}
