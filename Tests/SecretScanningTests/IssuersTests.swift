import SecretScanning
import TestSupport
import Testing

/// Keys of the services that agents are built with, and what has only some of their form.
@Suite struct IssuersTests {
  private static func random(_ count: Int, of alphabet: String = SampleSecret.base62) -> String {
    SampleSecret.random(count, of: alphabet, seed: UInt64(count) * 31 + 5)
  }

  private static let (hex, urlSafe) = (SampleSecret.hex, SampleSecret.urlSafe)
  private static let capitals = SampleSecret.base62.filter { !$0.isLowercase }
  private static let uuid = [8, 4, 4, 4, 12].map { random($0, of: hex) }.joined(separator: "-")
  /// 32 bytes in base64, with the signs that a URL escapes.
  private static let signature = random(20) + "+" + random(11) + "/" + random(9) + "A="
  private static let bot = "MTk4NjIyNDgzNDcxOTI1MjQ4"

  /// What stands before a key, the key, and what stands behind it.
  private static let keys: [(String, String, String)] = [
    ("", "\(bot).G" + random(5) + "." + random(38, of: urlSafe), ""),
    ("Bot ", "NzkyNzE1NDU0MTk2MDg4ODQy.X-" + random(4) + "." + random(27, of: urlSafe), ""),
    ("", "mfa." + random(84, of: urlSafe), ""),
    (
      "https://discord.com/api/",
      "webhooks/" + random(18, of: "123456789") + "/" + random(68, of: urlSafe), ""
    ),
    (
      "https://discordapp.com/api/v10/",
      "webhooks/" + random(19, of: "123456789") + "/" + random(68, of: urlSafe), "?wait=true"
    ),
    ("", "5" + random(9, of: "0123456789") + ":AA" + random(33, of: urlSafe), ""),
    (
      "https://api.telegram.org/", "bot12" + random(6, of: "56789") + ":AA" + random(33), "/getMe"
    ),
    ("Authorization: Token ", random(40, of: hex), ""), ("deepgram: ", random(40, of: hex), ""),
    ("the Deepgram key is ", random(40, of: hex), "."),
    ("ASSEMBLYAI_API_KEY=", random(32, of: hex), ""), ("authorization: ", random(32, of: hex), ""),
    ("assemblyai_key: '", random(32, of: hex), "'"),
    ("", "secret_" + random(43), ""), ("", "ntn_" + random(46), ""),
    ("", "pat" + random(14) + "." + random(64, of: hex), ""),
    ("", "NRAK-" + random(27, of: capitals), ""), ("", random(36, of: hex) + "NRAL", ""),
    ("license_key: ", "eu01xx" + random(30, of: hex) + "NRAL", ""),
    ("", "sntrys_eyJ" + random(120) + "=_" + random(43, of: SampleSecret.base64), ""),
    ("", "sntryu_" + random(64, of: hex), ""),
    ("", "dp.pt." + random(43), ""), ("", "dp.st.dev." + random(40), ""),
    ("", "dp.ct." + random(43), ""),
    ("", random(14) + ".atlasv1." + random(67, of: urlSafe), ""),
    ("", "HRKU-" + uuid, ""), ("", "HRKU-AA" + random(58, of: urlSafe), ""),
    ("HEROKU_API_KEY=", uuid, ""), ("heroku key: ", uuid, ""), ("pinecone_api_key: ", uuid, ""),
    ("https://a.blob.core.windows.net/c?sv=2022-11-02&se=2026&sr=b&sig=", signature, "&sp=r"),
    (
      "https://a.blob.core.windows.net/c?sig=",
      signature.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D"),
      "&sp=r"
    ),
    ("", "sk.eyJ" + random(80) + "." + random(22), ""),
    ("CLOUDFLARE_API_TOKEN=", random(40, of: urlSafe), ""),
    ("CF_API_TOKEN: ", random(40, of: urlSafe), ""), ("X-Auth-Key: ", random(37, of: hex), ""),
    ("", "v1.0-" + random(24, of: hex) + "-" + random(146, of: hex), ""),
    ("", "fo1_" + random(43, of: urlSafe), ""),
    ("FlyV1 ", "fm2_" + random(60, of: SampleSecret.base64) + "==" + random(40), ""),
    ("VERCEL_TOKEN=", random(24), ""), ("", "vercel_blob_rw_" + random(16) + "_" + random(30), ""),
    ("", "sk-lf-" + uuid, ""), ("", "pcsk_" + random(6) + "_" + random(63), ""),
    ("", "tvly-" + random(32), ""), ("", "tvly-dev-" + random(32), ""),
    ("", "e2b_" + random(40, of: hex), ""),
    // admin:secret-5, and a name of a key without a password.
    ("Authorization: Basic ", "YWRtaW46c2VjcmV0LTU=", ""),
    ("Authorization: Basic ", "b3BlcmF0b3I6Y29ycmVjdC1ob3JzZQ==", ""),
    ("\"Authorization\": \"Basic ", "b3BlcmF0b3I6Y29ycmVjdC1ob3JzZQ==", "\""),
    ("ACCESS_TOKEN=", random(40), ""), ("bot_token: ", random(32, of: hex), ""),
    ("api_key: ", "sk-" + "1234567890abcdef1234567890abcdef", ""),
    ("OPENAI_API_KEY=", "sk-" + "1234567890abcdef1234567890abcdef", "\n"),
    ("\"api-key\": \"", "sk-" + "0123456789abcdef0123456789abcdef", "\","),
  ]

  @Test(arguments: keys.indices, ["", "# ", "x: ", "- text before it, longer than a key: \""])
  func findsThem(_ index: Int, _ around: String) {
    let (before, key, after) = Self.keys[index]
    let text = around + before + key + after
    let found = SecretScanner.find(in: Array(text.utf8))
    let start = (around + before).utf8.count
    #expect(found.map(\.range) == [start..<start + key.utf8.count], "\(text): \(found)")
    #expect(SecretScanner.mayOccur(in: Array(text.utf8)), "\(text)")
  }

  @Test(arguments: [
    // What documentation writes.
    "tvly-YOUR_API_KEY_GOES_HERE_0123456789", "e2b_***",
    "pcsk_xxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "secret_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "sk-lf-00000000-0000-0000-0000-000000000000",
    "Authorization: Basic dXNlcjpwYXNzd29yZA==", "Authorization: Basic <base64 of user:password>",
    "Authorization: Basic ${CREDENTIALS}", "Authorization: Token $DEEPGRAM_API_KEY",
    "dp.pt.your-token", "NRAK-XXXXXXXXXXXXXXXXXXXXXXXXXXX", "VERCEL_TOKEN=your-token-of-24-letters",
    "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "HEROKU_API_KEY=$(heroku auth:token)",
    "webhooks/000000000000000000/" + String(repeating: "x", count: 68),
    "?sv=2022-11-02&sig=signature-goes-here", "sk-1234567890abcdef1234567890abcdef",
    "api_key: sk-abcdefghijklmnopqrstuvwxyz", "sk.eyJ…", "fm2_…",
    // Talk about them.
    "Basic authentication is spoken about here", "Basic understandingOfHTTPIsEnough1",
    "a secret_santa_list_for_the_office_party_in_december_2024", "patients.are.told.their.names",
    "the bot 12 answers: hello", "tokens begin with ntn_, pcsk_, tvly-, e2b_ and fo1_",
    "Nothing.is.said.about.it.and.nothing.is.known.about.it.and.so.on.and.on",
    "webhooks/of/discord/and/others/that/are/called/2024", "a signature: sig=short&x=1",
    "sntrys_, sntryu_ and NRAL", "dp.st.and.dp.ct.are.prefixes.of.tokens.of.doppler.since.2021",
    "call:vercel deployments_of_the_last_week_2024", "heroku app \(uuid)", "session \(uuid)",
    "api_key_id: \(uuid)", "at 12:30:AM in the hotel of the same name as in 2023",
    "1234567890:30 minutes past the hour and nothing else", "v1.0-beta-and-later-versions-of-it",
    random(64, of: hex), "etag: \(random(40, of: hex))", "pk.eyJ" + random(80) + "." + random(22),
    "pk-lf-\(uuid)", "https://\(random(32, of: hex))@o123.ingest.sentry.io/456",
  ]) func passesOver(_ text: String) {
    #expect(SecretScanner.find(in: Array(text.utf8)) == [], "\(text)")
  }
}
