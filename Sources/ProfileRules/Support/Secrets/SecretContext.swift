/// A key that has no form of its own: letters and digits alone, and the words before them say what
/// they are.
struct SecretContext {
  /// What stands before it, in lower case, blanks and signs left out. Of several, one is enough.
  var words: [String]
  var alphabet: SecretShape.Alphabet
  var length: ClosedRange<Int>
  var kind: String

  init(
    _ words: [String],
    _ alphabet: SecretShape.Alphabet,
    _ length: ClosedRange<Int>,
    _ kind: String
  ) {
    self.words = words
    self.alphabet = alphabet
    self.length = length
    self.kind = kind
  }

  static let all: [SecretContext] = [
    // docs.aws.amazon.com/IAM, "Manage access keys".
    SecretContext(["secretaccesskey", "awssecretkey"], .base64, 40...40, "an AWS secret key"),
    // Azure connection strings: learn.microsoft.com, "Configure connection strings".
    SecretContext(["accountkey", "sharedaccesskey"], .base64, 40...88, "an Azure key"),
    // www.twilio.com/docs/iam/api/authtoken
    SecretContext(["authtoken"], .hex, 32...32, "a Twilio auth token"),
    // RFC 6750. Where tokens are told to be opaque, any of them.
    SecretContext(["bearer"], .dotted, 20...Int.max, "a bearer token"),
    // Azure, Deepgram, AssemblyAI and others give out bare digits and letters.
    SecretContext(["apikey", "subscriptionkey"], .hex, 32...64, "an API key"),
    SecretContext(["apikey", "subscriptionkey"], .base62, 24...128, "an API key"),
    SecretContext(["secret", "password", "passwd"], .hex, 32...64, "a secret"),
    SecretContext(["secret", "password", "passwd"], .base62, 24...128, "a secret"),
  ]

  /// The letters before a place, in lower case, as far back as the longest words reach. Blanks and
  /// signs are left out; what ends a sentence or a bracket ends them.
  static func letters(before end: Int, in text: [UInt8]) -> [UInt8] {
    var letters: [UInt8] = []
    for byte in text[max(0, end - 48)..<end].reversed() {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): letters.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): letters.append(byte | 0x20)
      case UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: "}"), UInt8(ascii: ")"):
        return letters.reversed()
      default: continue
      }
    }
    return letters.reversed()
  }

  /// Whether one of the words, or one and "is", ends these letters.
  func follows(_ letters: [UInt8]) -> Bool {
    words.contains { word in
      let word = Array(word.utf8)
      return letters.suffix(word.count) == word[...]
        || letters.suffix(word.count + 2) == (word + Array("is".utf8))[...]
    }
  }
}
