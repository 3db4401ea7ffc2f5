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
    guard unsafe sameWord(one + index, two + index, as: UInt64.self) else { return false }
    index &+= 8
  }
  // The rest together with as many bytes before it as make a word.
  if count >= 8 { return unsafe sameWord(one + (count - 8), two + (count - 8), as: UInt64.self) }
  if count >= 4 {
    return unsafe sameWord(one, two, as: UInt32.self)
      && sameWord(one + (count - 4), two + (count - 4), as: UInt32.self)
  }
  while index < count {
    guard unsafe sameWord(one + index, two + index, as: UInt8.self) else { return false }
    index &+= 1
  }
  return true
}

@inlinable @inline(__always)
func sameWord<Word: FixedWidthInteger & BitwiseCopyable>(
  _ left: UnsafeRawPointer,
  _ right: UnsafeRawPointer,
  as word: Word.Type
) -> Bool {
  unsafe left.loadUnaligned(as: word) == right.loadUnaligned(as: word)
}
