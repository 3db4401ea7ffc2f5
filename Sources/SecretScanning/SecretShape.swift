/// The form of one kind of key or token: what it begins with, and what follows.
struct SecretShape {
  /// The letters, digits and signs that a token is made of.
  struct Alphabet: OptionSet {
    var rawValue: UInt16

    static let digits = Alphabet(rawValue: 1)
    static let lowerHex = Alphabet(rawValue: 2)
    static let upperHex = Alphabet(rawValue: 4)
    static let lowerRest = Alphabet(rawValue: 8)
    static let upperRest = Alphabet(rawValue: 16)
    /// `-` and `_`.
    static let dashes = Alphabet(rawValue: 32)
    static let dot = Alphabet(rawValue: 64)
    /// `+` and `/`.
    static let base64Signs = Alphabet(rawValue: 128)
    /// `=`, which fills base64 up.
    static let padding = Alphabet(rawValue: 256)

    static let lower: Alphabet = [.lowerHex, .lowerRest]
    static let upper: Alphabet = [.upperHex, .upperRest]
    static let hex: Alphabet = [.digits, .lowerHex, .upperHex]
    static let capitals: Alphabet = [.digits, .upper]
    static let base62: Alphabet = [.digits, .lower, .upper]
    static let urlSafe: Alphabet = [.base62, .dashes]
    static let dotted: Alphabet = [.urlSafe, .dot]
    /// That of UUIDs, which have dashes at four places.
    static let uuid: Alphabet = [.hex, .dashes]
    static let base64: Alphabet = [.base62, .base64Signs]
    /// Base64 of either kind with its padding, in several parts.
    static let anyBase64: Alphabet = [.base64, .dashes, .padding]

    /// What a byte is; nothing for what no token has.
    init(of byte: UInt8) {
      self =
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "f"): .lowerHex
        case UInt8(ascii: "g")...UInt8(ascii: "z"): .lowerRest
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digits
        case UInt8(ascii: "A")...UInt8(ascii: "F"): .upperHex
        case UInt8(ascii: "G")...UInt8(ascii: "Z"): .upperRest
        case UInt8(ascii: "-"), UInt8(ascii: "_"): .dashes
        case UInt8(ascii: "."): .dot
        case UInt8(ascii: "+"), UInt8(ascii: "/"): .base64Signs
        case UInt8(ascii: "="): .padding
        default: []
        }
    }

    init(rawValue: UInt16) { self.rawValue = rawValue }

    func holds(_ byte: UInt8) -> Bool { !isDisjoint(with: Alphabet(of: byte)) }
  }

  /// The fewest characters of a whole token.
  static let fewest = 20

  var prefix: [UInt8]
  var alphabet: Alphabet
  /// How many characters follow the prefix.
  var length: ClosedRange<Int>
  /// What it is, for a message.
  var kind: String

  init(_ prefix: String, _ alphabet: Alphabet, _ length: ClosedRange<Int>, _ kind: String) {
    self.prefix = Array(prefix.utf8)
    self.alphabet = alphabet
    self.length = length
    self.kind = kind
  }

  init(
    _ prefix: String,
    _ alphabet: Alphabet,
    _ length: PartialRangeFrom<Int>,
    _ kind: String
  ) {
    self.init(prefix, alphabet, length.lowerBound...Int.max, kind)
  }
}
