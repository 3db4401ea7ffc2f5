import CommandLineSupport

/// Names in a folder, in one run of bytes: putting thousands of them in order moves places, no texts.
struct FolderNames {
  private var bytes: [UInt8] = []
  private var places: [Range<UInt32>] = []

  mutating func append(_ name: UnsafeRawBufferPointer) {
    let start = UInt32(bytes.count)
    unsafe bytes.append(contentsOf: name)
    places.append(start..<UInt32(bytes.count))
  }

  /// The names in the order of their bytes: that of `String` would depend on what Unicode holds equal.
  /// `nil` in the place of one that is not UTF-8.
  mutating func sorted() -> [String?] {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      places.sort { left, right in
        let (one, two) = unsafe (Self.name(left, bytes), Self.name(right, bytes))
        guard let a = one.baseAddress, let b = two.baseAddress else { return one.count < two.count }
        let order = unsafe memcmp(a, b, min(one.count, two.count))
        return order == 0 ? one.count < two.count : order < 0
      }
      return places.map { unsafe String(validating: Self.name($0, bytes), as: UTF8.self) }
    }
  }

  private static func name(
    _ place: Range<UInt32>,
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(rebasing: bytes[Int(place.lowerBound)..<Int(place.upperBound)])
  }
}
