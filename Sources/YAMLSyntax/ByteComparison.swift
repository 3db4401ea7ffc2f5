/// Whether two runs of bytes are the same, eight at a time: names are compared so often that a loop over
/// single bytes shows.
@inlinable
public func sameBytes(
  _ left: UnsafeBufferPointer<UInt8>,
  _ right: UnsafeBufferPointer<UInt8>
) -> Bool {
  let count = left.count
  guard count == right.count, let one = unsafe UnsafeRawPointer(left.baseAddress),
    let two = unsafe UnsafeRawPointer(right.baseAddress)
  else { return count == right.count }
  var index = 0
  while index &+ 8 <= count {
    let a = unsafe one.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    let b = unsafe two.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    guard a == b else { return false }
    index &+= 8
  }
  while index < count {
    let a = unsafe one.load(fromByteOffset: index, as: UInt8.self)
    let b = unsafe two.load(fromByteOffset: index, as: UInt8.self)
    guard a == b else { return false }
    index &+= 1
  }
  return true
}
