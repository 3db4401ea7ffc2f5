import CommandLineSupport

/// Names in a folder, in one run of bytes: putting thousands of them in order moves places, no texts.
struct FolderNames {
  /// Each with the NUL behind it that the system gives it.
  private var bytes: [CChar] = []
  /// Where each begins.
  private var places: [Int] = []

  mutating func append(_ name: UnsafePointer<CChar>) {
    places.append(bytes.count)
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: name, count: strlen(name) + 1))
  }

  /// The names in the order of their bytes: that of `String` would depend on what Unicode holds equal.
  /// `nil` in the place of one that is not UTF-8.
  mutating func sorted() -> [String?] {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let names = bytes.baseAddress else { return [] }
      places.sort { left, right in unsafe strcmp(names + left, names + right) < 0 }
      return places.map { unsafe String(validatingCString: names + $0) }
    }
  }
}
