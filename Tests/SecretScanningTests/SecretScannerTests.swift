import SecretScanning
import TestSupport
import Testing

/// What is a key, and what only looks like one.
@Suite struct SecretScannerTests {
  static func random(_ count: Int, of alphabet: String = base62, seed: UInt64 = 7) -> String {
    SampleSecret.random(count, of: alphabet, seed: seed)
  }

  static let (lower, hex, base62) = (SampleSecret.lower, SampleSecret.hex, SampleSecret.base62)
  static let (urlSafe, base64) = (SampleSecret.urlSafe, SampleSecret.base64)
  static let (base32, pem) = (SampleSecret.base32, SampleSecret.pem)
  static let header = SampleSecret.header

  /// What is taken for a secret, and what stands around it.
  struct Token: CustomTestStringConvertible {
    var before = ""
    var secret: String
    var after = ""
    var testDescription: String { before + String(secret.prefix(12)) }
  }

  static let tokens: [Token] =
    [
      "sk-proj-" + random(156, of: urlSafe), "sk-proj-" + random(48, of: base62),
      "sk-svcacct-" + random(156, of: urlSafe), "sk-admin-" + random(150, of: urlSafe),
      "sk-" + random(20) + "T3Blbk" + "FJ" + random(20, seed: 3), "sk-" + random(32, of: hex),
      "sk-None-" + random(40), "ek_" + random(32, of: hex), "sess-" + random(40),
      "sk-ant-api03-" + random(93, of: urlSafe) + "AA", "sk-or-v1-" + random(64, of: hex),
      "gsk_" + random(52), "hf_" + random(34, of: lower + lower.uppercased()),
      "xai-" + random(80), "pplx-" + random(48), "r8_" + random(37), "nvapi-" + random(64),
      "ghp_" + random(36), "gho_" + random(36), "ghu_" + random(36), "ghs_" + random(36),
      "ghr_" + random(36), "github_pat_" + random(22) + "_" + random(59, seed: 2),
      "glpat-" + random(20, of: urlSafe), "gldt-" + random(20), "glrt-" + random(20),
      "glptt-" + random(40, of: hex),
      "AKIA" + random(16, of: base32), "ASIA" + random(16, of: base32),
      "ABIA" + random(16, of: base32), "AKIA" + random(16, of: lower.uppercased()),
      "ABSK" + random(120, of: base64),
      "xoxb-" + random(12, of: "123456789") + "-" + random(12, of: "123456789") + "-" + random(24),
      "xoxp-" + random(12, of: "123456789") + "-" + random(32, of: hex),
      "xoxe-1-" + random(146), "xapp-1-A0" + random(9) + "-" + random(64, of: hex),
      "hooks.slack.com/services/T0" + random(9) + "/B0" + random(9, seed: 5) + "/" + random(24),
      "AIza" + random(35, of: urlSafe), "ya29." + random(120, of: urlSafe),
      "GOCSPX-" + random(28, of: urlSafe), "1//0" + random(90, of: urlSafe),
      "sk_live_" + random(24), "rk_live_" + random(99), "sk_test_" + random(24),
      "whsec_" + random(32), "sk_" + random(48, of: hex), "sk_car_" + random(22),
      "SK" + random(32, of: hex), "SG." + random(22, of: urlSafe) + "." + random(43, of: urlSafe),
      "key-" + random(32, of: hex), "npm_" + random(36),
      "pypi-AgEIcHlwaS5vcmc" + random(120, of: urlSafe), "dckr_pat_" + random(27, of: urlSafe),
      "dop_v1_" + random(64, of: hex), "shpat_" + random(32, of: hex),
      "hvs." + random(95, of: urlSafe), "glsa_" + random(32) + "_" + random(8, of: hex),
      header + "." + "eyJ" + "zdWIiOiIxMjM0In0" + "." + random(43, of: urlSafe),
      header + "." + random(30, of: urlSafe) + ".",
      pem, pem.replacing("EC PRIVATE", with: "PRIVATE"), pem.replacing("EC ", with: "ENCRYPTED "),
      pem.replacing("EC PRIVATE KEY", with: "OPENSSH PRIVATE KEY"),
      pem.replacing("EC PRIVATE KEY", with: "PGP PRIVATE KEY BLOCK"),
      pem.replacing(
        "-----BEGIN EC PRIVATE KEY-----",
        with: "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED"
      ),
      pem.replacing("\n", with: "\\n"), pem.replacing("\n", with: "\n# "),
    ].map { Token(secret: $0) } + [
      Token(before: "aws_secret_access_key: ", secret: random(40, of: base64)),
      Token(
        before: "\"SecretAccessKey\": \"",
        secret: random(40, of: base64, seed: 4),
        after: "\""
      ),
      Token(before: "secret_access_key\0", secret: random(40, of: base64, seed: 5)),
      Token(
        before: "DefaultEndpointsProtocol=https;AccountKey=",
        secret: random(86, of: base64),
        after: "=="
      ),
      Token(before: "auth_token: ", secret: random(32, of: hex)),
      Token(before: "The auth token is ", secret: random(32, of: hex, seed: 9), after: "."),
      Token(before: "Authorization: Bearer ", secret: random(40, of: urlSafe)),
      Token(before: "api-key: ", secret: random(32, of: hex)),
      Token(before: "xi-api-key = '", secret: random(32, of: hex, seed: 3), after: "'"),
      Token(before: "DEEPGRAM_API_KEY=", secret: random(40, of: hex)),
      Token(before: "our API key is ", secret: random(32), after: ", keep it"),
      Token(before: "client_secret: ", secret: random(40)),
      Token(before: "password: ", secret: random(24)),
      Token(before: "postgres://app:", secret: random(12), after: "@db.internal:5432/calls"),
      Token(before: "redis://:", secret: random(20), after: "@cache"),
      Token(before: "see https://operator:", secret: "p%40s-w0rd", after: "@example.org/ please"),
      Token(before: "mongodb+srv://root:", secret: "Tr0ub4dor&3", after: "@cluster0.mongodb.net"),
      Token(before: "{key:", secret: "ghp_" + random(36), after: "}"),
      Token(before: "OPENAI_API_KEY=", secret: "sk-proj-" + random(48), after: "\n"),
      Token(before: "api_key: ", secret: "sk-" + "1234567890abcdef1234567890abcdef"),
      Token(before: "(see ", secret: "sk_live_" + random(24), after: ")."),
    ]

  @Test(arguments: tokens, ["", "# ", "x: ", "text before it, which is longer, and then \""])
  func findsKeys(_ token: Token, _ before: String) {
    let text = before + token.before + token.secret + token.after
    let found = SecretScanner.find(in: Array(text.utf8))
    let start = (before + token.before).utf8.count
    #expect(found.map(\.range) == [start..<start + token.secret.utf8.count], "\(text): \(found)")
    #expect(SecretScanner.mayOccur(in: Array(text.utf8)))
  }

  static let lookalikes: [String] = [
    // What documentation writes.
    "sk-...", "sk-…", "sk-xxxx", "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "sk-proj-XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX", "sk-your-api-key-here-0123456789",
    "sk-1234567890abcdef1234567890abcdef", "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ",
    "sk-ant-your-key-goes-here-1234567890-abcdefghijklmn", "ek_abc123",
    "ek_example1234567890abcdef",
    "ek_1234567890abcdef1234567890abcdef", "AKIA" + "IOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE",
    "AKIAXXXXXXXXXXXXXXXX", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "aws_secret_access_key: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "ghp_0000000000000000000000000000000000000",
    "ghp_abcdefghijklmnopqrstuvwxyz0123456789", "xoxb-your-token-here-000000000000-000000",
    "xoxb-000000000000-000000000000-xxxxxxxxxxxxxxxxxxxxxxxx",
    "AIzaSyExampleExampleExampleExampleExam",
    "hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
    "sk_test_xxxxxxxxxxxxxxxxxxxxxxxx", "sk_live_replace_me_with_your_own_key",
    "Bearer YOUR_API_KEY",
    "Authorization: Bearer $OPENAI_API_KEY", "Authorization: Bearer ${TOKEN_OF_THE_CUSTOMER_API}",
    "Bearer <token>", "api_key: your-api-key-goes-here-please-1",
    "password: correct-horse-battery-staple",
    "https://user:password@example.com", "https://user:pass@host/",
    "https://<user>:<password>@host",
    "postgres://app:${DB_PASSWORD}@db/calls", "redis://:xxxxxx@cache",
    // Talk about keys.
    "Keys with the prefix sk- are secret; never read one out.",
    "a key begins with sk-proj- or sk-svcacct-",
    "tokens such as ghp_, gho_ and github_pat_ must not be spoken",
    "Say nothing that starts with AKIA.",
    "-----BEGIN RSA PRIVATE KEY-----", "text between -----BEGIN PRIVATE KEY----- and its END line",
    "-----BEGIN CERTIFICATE-----\n" + random(64, of: base64) + "\n-----END CERTIFICATE-----",
    "-----BEGIN PUBLIC KEY-----\n" + random(64, of: base64) + "\n-----END PUBLIC KEY-----",
    "The bearer of this ticket may enter at gate twenty-four.",
    "Basic understanding of the API key rotation",
    "The password is never asked for.", "Ask for the secret word, then for the order number.",
    // Words.
    "a risk-based task-oriented approach with sk-learn", "sk-something-rather-long-in-words",
    "sk-learn-1.5-compatible-with-python-3.13-and-numpy-2",
    "desk-research-and-ask-me-anything-2024",
    "sk-proj-2024-roadmap-and-planning-for-the-next-quarter", "task_list_for_the_2024_review",
    "hf_transfer_is_enabled_for_all_downloads", "key-value-pairs-are-separated-by-commas-1",
    "glpat-is-the-prefix-of-tokens-of-gitlab", "npm_config_registry_and_other_variables_2",
    "AKIAHABARASTATIONTOKYOEXIT", "SKIPPEDTHEWHOLECHAPTERABOUTKEYS",
    "eyJust.a.word", "eyJafjallajökull.is.a.volcano",
    "SG.and.SK.are.codes.of.countries.and.of.regions.too",
    // Identifiers that are no secrets.
    "sess_" + random(22), "fc_" + random(40, of: hex), "call_" + random(24), "item_" + random(21),
    "resp_" + random(48, of: hex), "msg_" + random(32, of: hex), "org-" + random(24),
    "proj_" + random(24), "asst_" + random(24), "vs_" + random(32, of: hex), "file-" + random(22),
    "pmpt_" + random(48, of: hex), "AC" + random(32, of: hex), "pk_live_" + random(24),
    "pk_test_" + random(24), "price_" + random(24), "cus_" + random(14), "rtc_" + random(30),
    "550e8400-e29b-41d4-a716-446655440000", "api_key_id: 550e8400-e29b-41d4-a716-446655440000",
    random(40, of: hex), "commit " + random(40, of: hex), "sha256:" + random(64, of: hex),
    "sha512-" + random(86, of: base64) + "==", "md5 " + random(32, of: hex),
    "data:image/png;base64,iVBORw0KGgo" + random(200, of: base64), "token: next page " + random(30),
    "gpt-4o-mini-realtime-preview-2024-12-17", "gpt-realtime-2025-08-28", "gpt-4o-mini-transcribe",
    "ft:gpt-4o-mini-2024-07-18:acme:support:9xYz12Ab", "accounts/acme/models/realtime-v2",
    "input_audio_transcription", "additionalProperties",
    "conversation.item.input_audio_transcription.completed",
    "https://example.com:8443/mcp?session=1", "https://example.com/@scope/package@1.2.3",
    "sip:alice@example.com", "mailto:support@example.com", "https://example.com/a:b@c",
    "ssh://git@example.com:22/repo.git", "call +49 30 901820 or 1-800-555-0199 now",
    "eyJ" + "hIjoxfQ.eyJiIjoyfQ." + random(20), "1.2.3-beta.4+build.20240101",
    "ANTHROPIC_API_KEY and OPENAI_API_KEY are read from the environment",
    "the aws_secret_access_key is in the vault",
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "配置文件中的密钥不会被读出来，请联系管理员获取访问权限。", "Ключ API хранится в переменной окружения сервера.",
  ]

  @Test(arguments: lookalikes) func passesOver(_ text: String) {
    #expect(SecretScanner.find(in: Array(text.utf8)) == [], "\(text)")
  }

  @Test func passesOverTheShippedProfiles() throws {
    for path in try Repository.profiles() {
      #expect(SecretScanner.find(in: try Repository.bytes(path)) == [], "\(path)")
    }
  }

  /// An escape may hide one: what is written `\u0073k-…` is `sk-…`.
  @Test func escapesAreLookedAt() {
    #expect(SecretScanner.mayOccur(in: Array("a: \"\\u0073k-\(Self.random(20))\"".utf8)))
  }

  /// Keys with a letter in place of a digit are as likely: a thousand of each kind, none missed.
  @Test(arguments: [
    ("ghp_", 36, base62), ("sk-", 48, base62), ("AKIA", 16, base32), ("sk_live_", 24, base62),
    ("sk-proj-", 48, urlSafe), ("sk-proj-", 156, urlSafe), ("glpat-", 20, base62),
    ("AIza", 35, urlSafe), ("npm_", 36, base62),
  ])
  func nearlyEveryKeyIsFound(_ prefix: String, _ count: Int, _ alphabet: String) {
    let missed = (0..<1000).filter { number in
      let key = prefix + Self.random(count, of: alphabet, seed: UInt64(number) * 977 + 1)
      return SecretScanner.find(in: Array(key.utf8)).count != 1
    }
    #expect(missed.count <= 2, "\(missed)")
  }

  /// Behind any number of beginnings, in a word of its own or not.
  @Test(arguments: ["sk-", "sk-a-", "eyJ.", "1//0", "a/", "ghp_", "hf_"], [10, 63, 64, 65, 1000])
  func aKeyBehindBeginningsIsFound(_ part: String, _ count: Int) {
    for sign in ["/", "=", ",", ":"] {
      let text = String(repeating: part, count: count) + sign + "ghp_" + Self.random(36)
      #expect(!SecretScanner.find(in: Array(text.utf8)).isEmpty, "\(count) of \(part)\(sign)")
    }
  }

  /// Signs that should be percent escapes in a password, and what only looks like one.
  @Test(arguments: [
    ("https://annabel:pa'ss5@db.example.com/x", true),
    ("https://annabel:pa#ss5@db.example.com/x", true),
    ("https://annabel:a#b#c'd@db.example.com", true),
    ("'https://db.example.com:8443','ann@example.com'", false),
    ("https://db.example.com:8443#ann@home", false), ("https://db.example.com#a:bcd@home", false),
    ("['https://db.example.com']:'ann@example.com'", false),
    ("https://db.example.com:8443'ann@home", false),
  ]) func passwordsInURLs(_ text: String, _ isFound: Bool) {
    #expect(SecretScanner.find(in: Array(text.utf8)).isEmpty == !isFound, "\(text)")
  }

  /// Each look at a beginning is as short in a long word as in a short one.
  @Test(arguments: [
    "eyJhbGciOiJIUzI1NiJ9.", "eyJhbGciOiJIUzI1NiJ9-", "eyJ-", "sk-", "sk-a-", "glpat-", "sess-",
  ]) func costGrowsWithTheLength(_ part: String) {
    let text = Array(String(repeating: part, count: (1 << 17) / part.utf8.count).utf8)
    let (_, time) = timed { SecretScanner.find(in: text) }
    #expect(time < .seconds(10), "\(part)")
  }

  /// Every shape but those that go on as long as they like ends where its alphabet does.
  @Test func longWordsOfBeginningsAreNoKeys() {
    for part in [
      "sk-", "eyJ.", "1//0", "://", "ghp_", "-----BEGIN PRIVATE KEY-----", "a/", "x:",
    ] {
      let text = Array(String(repeating: part, count: 20_000).utf8)
      #expect(SecretScanner.find(in: text).isEmpty, "\(part)")
    }
  }
}
