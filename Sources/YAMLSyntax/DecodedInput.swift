internal import CLibYAML

/// Text in the place where libyaml's scanner expects it from libyaml's reader.
///
/// The reader decodes into `buffer`, of which `unread` characters wait to be scanned, and asks for more
/// until `eof`; the fields of `yaml_parser_t` in `yaml.h`. Text that is known to be readable
/// (`ReadableText`) is put there as a whole, and the reader has nothing left to do. A typical profile is
/// linted with a tenth fewer instructions for it. With a libyaml that this was not tested with, its reader
/// reads.
@unsafe struct DecodedInput {
  private let text: UnsafeMutablePointer<UInt8>
  private let own: (start: UnsafeMutablePointer<UInt8>?, end: UnsafeMutablePointer<UInt8>?)

  /// The scanner looks a few characters ahead, beyond the end as well.
  private static let padding = 16
  /// Longer texts are left to libyaml's reader, which does not hold them once more.
  static let bytesMax = 4 << 20

  /// Whether these insides of libyaml are known: of the version that the tests run with.
  static func isTested(_ version: String) -> Bool { version == "0.2.5" }

  private static let isThisTested = unsafe isTested(String(cString: yaml_get_version_string()))

  /// Puts the text into a parser that has read nothing yet; `nil` where its reader must see to it.
  init?(
    _ input: UnsafeBufferPointer<UInt8>,
    for parser: UnsafeMutablePointer<yaml_parser_t>
  ) {
    guard unsafe Self.isThisTested, unsafe input.count <= Self.bytesMax,
      let scalars = unsafe ReadableText.scalarCount(of: input)
    else { return nil }
    unsafe text = .allocate(capacity: input.count + Self.padding)
    if let first = input.baseAddress {
      unsafe text.initialize(from: first, count: input.count)
    }
    unsafe (text + input.count).initialize(repeating: 0, count: Self.padding)
    let buffer = unsafe parser.pointee.buffer
    unsafe own = unsafe (buffer.start, buffer.end)
    unsafe parser.pointee.buffer.start = unsafe text
    unsafe parser.pointee.buffer.pointer = unsafe text
    // The NUL by which the scanner knows the end is a character as well.
    unsafe parser.pointee.buffer.last = unsafe text + input.count + 1
    unsafe parser.pointee.buffer.end = unsafe text + input.count + Self.padding
    unsafe parser.pointee.unread = scalars + 1
    unsafe parser.pointee.eof = 1
  }

  /// Gives the parser its own buffer back, which it frees.
  func remove(from parser: UnsafeMutablePointer<yaml_parser_t>) {
    unsafe parser.pointee.buffer.start = unsafe own.start
    unsafe parser.pointee.buffer.pointer = unsafe own.start
    unsafe parser.pointee.buffer.last = unsafe own.start
    unsafe parser.pointee.buffer.end = unsafe own.end
    unsafe text.deallocate()
  }
}
