import Dispatch

/// Files that are worked on together: by all cores, and with the results in the order of the files.
struct ProfileBatches: Sequence, IteratorProtocol {
  /// Enough to keep the cores busy, and few enough that what is held of them does not grow with their
  /// number. A file that is larger by itself is a batch of its own.
  private static let filesMax = 256
  private static let bytesMax = 4 << 20

  private var rest: ArraySlice<ProfileFile>

  init(_ files: [ProfileFile]) { rest = files[...] }

  mutating func next() -> [ProfileFile]? {
    guard let first = rest.popFirst() else { return nil }
    var batch = [first]
    var bytes = first.size
    while batch.count < Self.filesMax, let file = rest.first, bytes + file.size <= Self.bytesMax {
      batch.append(file)
      bytes += file.size
      rest.removeFirst()
    }
    return batch
  }
}

extension Array where Element: Sendable {
  /// The results of a transformation that does not depend on the order in which it is done.
  ///
  /// - Parameter isConcurrent: whether all cores take part; the results are the same.
  func map<Result: Sendable>(
    concurrently isConcurrent: Bool,
    _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    guard isConcurrent, count > 1 else { return map(transform) }
    return unsafe [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
      // Each iteration has a place of its own.
      nonisolated(unsafe) let places = unsafe buffer
      DispatchQueue.concurrentPerform(iterations: count) { index in
        unsafe places.initializeElement(at: index, to: transform(self[index]))
      }
      initialized = count
    }
  }
}
