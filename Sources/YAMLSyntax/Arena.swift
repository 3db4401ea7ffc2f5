/// A growing run of plain values with one owner: written without the check that an array makes before
/// each change, whether somebody else holds it as well. Composing takes a third less for it.
@safe struct Arena<Element: BitwiseCopyable>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = max(capacity, 16)
    unsafe base = .allocate(capacity: self.capacity)
  }

  deinit { unsafe base.deallocate() }

  subscript(index: Int) -> Element {
    @inline(__always) get {
      precondition(index >= 0 && index < count)
      return unsafe base[index]
    }
    @inline(__always) _modify {
      precondition(index >= 0 && index < count)
      yield unsafe &base[index]
    }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(by: 1) }
    unsafe (base + count).initialize(to: element)
    count += 1
  }

  @inline(__always)
  mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    if count + elements.count > capacity { grow(by: elements.count) }
    if let first = elements.baseAddress {
      unsafe (base + count).initialize(from: first, count: elements.count)
    }
    count += elements.count
  }

  /// Forgets everything from `count` on.
  mutating func truncate(to count: Int) { self.count = min(count, self.count) }

  /// What is there, as long as `body` runs.
  @inline(__always)
  func withBuffer<Result>(_ body: (UnsafeBufferPointer<Element>) -> Result) -> Result {
    unsafe body(UnsafeBufferPointer(start: base, count: count))
  }

  /// The values as an array, copied once.
  var array: [Element] {
    unsafe Array(UnsafeBufferPointer(start: base, count: count))
  }

  @inline(never)
  private mutating func grow(by count: Int) {
    let larger = max(capacity * 2, self.count + count)
    let copy = UnsafeMutablePointer<Element>.allocate(capacity: larger)
    unsafe copy.moveInitialize(from: base, count: self.count)
    unsafe base.deallocate()
    unsafe base = unsafe copy
    capacity = larger
  }
}
