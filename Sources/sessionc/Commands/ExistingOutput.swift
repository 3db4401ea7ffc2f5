import CommandLineSupport
import SessionProfiles

/// What stands where a request is to be written.
enum ExistingOutput {
  case nothing
  /// The very bytes that would be written.
  case same
  /// Another request: it is replaced, and may be shown.
  case request([UInt8])
  /// Something that `compile` has not written: nothing of it is shown.
  case other

  init(_ path: String, expected: [UInt8]) throws(CommandFailure) {
    guard FileKind(at: path) != nil else {
      self = .nothing
      return
    }
    // As much as would have to be the same; what begins otherwise need not be read at all.
    var bytes = try InputFile.read(path, limit: max(expected.count, 4096))
    if Self.areSame(bytes, expected) {
      self = .same
      return
    }
    guard bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else {
      self = .other
      return
    }
    if bytes.count > max(expected.count, 4096) {
      bytes = try InputFile.read(path, limit: WrittenRequest.bytesMax)
    }
    self = WrittenRequest.matches(bytes) ? .request(bytes) : .other
  }

  /// Many bytes at a time, which `==` does not.
  private static func areSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return unsafe left.withUnsafeBytes { left in
      unsafe right.withUnsafeBytes { right in
        guard let one = left.baseAddress, let two = right.baseAddress else { return true }
        return unsafe memcmp(one, two, left.count) == 0
      }
    }
  }
}
