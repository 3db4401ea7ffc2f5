/// A key that has no form of its own: letters and digits alone, and the words before them say what
/// they are.
struct SecretContext {
  /// What stands before it, in lower case, blanks and signs left out. Of several, one is enough.
  private var words: [[UInt8]]
  var alphabet: SecretShape.Alphabet
  var length: ClosedRange<Int>
  var kind: String

  init(
    _ words: [String],
    _ alphabet: SecretShape.Alphabet,
    _ length: ClosedRange<Int>,
    _ kind: String
  ) {
    self.words = words.flatMap { [Array($0.utf8), Array(($0 + "is").utf8)] }
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
    // developers.deepgram.com, "Authentication": `Authorization: Token …`.
    SecretContext(
      ["deepgram", "deepgramkey", "deepgramtoken", "authorizationtoken"],
      .hex,
      40...40,
      "a Deepgram API key"
    ),
    // www.assemblyai.com/docs, "Authentication": the header has the key alone.
    SecretContext(
      ["assemblyai", "assemblyaikey", "assemblyaitoken", "aaiapikey", "authorization"],
      .hex,
      32...32,
      "an AssemblyAI API key"
    ),
    // developers.cloudflare.com/fundamentals/api, "Create API token", and "Global API key".
    SecretContext(
      ["cloudflaretoken", "cloudflareapitoken", "cfapitoken", "cftoken", "cloudflare"],
      .urlSafe,
      40...40,
      "a Cloudflare token"
    ),
    SecretContext(
      ["xauthkey", "cloudflarekey", "globalapikey"],
      .hex,
      37...37,
      "a Cloudflare API key"
    ),
    // vercel.com/docs, "Tokens", before they had a prefix.
    SecretContext(["vercel", "verceltoken", "vercelapitoken"], .base62, 24...24, "a Vercel token"),
    // Heroku's and Pinecone's older keys, and those of other services: UUIDs.
    SecretContext(
      [
        "herokukey", "herokutoken", "herokuapitoken", "pineconekey", "pineconetoken", "apikey",
        "secretkey",
      ],
      .uuid,
      36...36,
      "an API key"
    ),
    // RFC 6750. Where tokens are told to be opaque, any of them.
    SecretContext(["bearer"], .dotted, 20...Int.max, "a bearer token"),
    // Azure and others give out bare digits and letters.
    SecretContext(["apikey", "subscriptionkey"], .hex, 32...64, "an API key"),
    SecretContext(["apikey", "subscriptionkey"], .base62, 24...128, "an API key"),
    SecretContext(
      ["apitoken", "accesstoken", "bottoken", "authtoken"],
      .hex,
      32...128,
      "an access token"
    ),
    SecretContext(
      ["apitoken", "accesstoken", "bottoken", "authtoken"],
      .urlSafe,
      24...255,
      "an access token"
    ),
    SecretContext(["secret", "password", "passwd"], .hex, 32...64, "a secret"),
    SecretContext(["secret", "password", "passwd"], .base62, 24...128, "a secret"),
  ]

  /// Whether these letters before a place say that a key follows. Then a key is one as well that
  /// counts up or down.
  static func nameKey(_ letters: [UInt8]) -> Bool {
    ["apikey", "apikeyis", "secretkey", "apitoken", "accesstoken"]
      .contains { letters.suffix($0.utf8.count).elementsEqual($0.utf8) }
  }

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
    words.contains { letters.suffix($0.count) == $0[...] }
  }
}
