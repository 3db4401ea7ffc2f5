/// Tokens of several parts with signs between them, each part of its own alphabet and length.
struct PartedToken: Sendable {
  private enum Part: Sendable {
    case literal([UInt8])
    case run(SecretShape.Alphabet, ClosedRange<Int>)
  }

  private let parts: [Part]
  private let kind: String
  /// What must hold of the parts that vary.
  private let isToken: @Sendable ([ArraySlice<UInt8>]) -> Bool

  private init(
    _ parts: [Part],
    _ kind: String,
    where isToken: @escaping @Sendable ([ArraySlice<UInt8>]) -> Bool = { _ in true }
  ) {
    self.parts = parts
    self.kind = kind
    self.isToken = isToken
  }

  private static func text(_ text: String) -> Part { .literal(Array(text.utf8)) }

  /// What begins with letters of its own.
  private static let named: [PartedToken] = [
    // discord.com/developers/docs/resources/webhook: an identifier, and a token.
    PartedToken(
      [text("webhooks/"), .run(.digits, 17...20), text("/"), .run(.urlSafe, 60...90)],
      "a Discord webhook"
    ),
    // core.telegram.org/bots/api, "Making requests": as a part of the URL.
    PartedToken(
      [text("bot"), .run(.digits, 6...12), text(":"), .run(.urlSafe, 35...35)],
      "a Telegram bot token",
      where: isTelegram
    ),
    // airtable.com/developers/web/api/authentication
    PartedToken(
      [text("pat"), .run(.base62, 14...14), text("."), .run(.hex, 64...64)],
      "an Airtable token"
    ),
    // developers.cloudflare.com/fundamentals/api, "Origin CA keys".
    PartedToken(
      [text("v1.0-"), .run(.hex, 24...24), text("-"), .run(.hex, 100...200)],
      "a Cloudflare Origin CA key"
    ),
  ]

  private static let unnamed: [PartedToken] = [
    // discord.com/developers/docs/reference, "Authentication": the first part is the number of the
    // bot, in base64.
    PartedToken(
      [
        .run(.base62, 22...28), text("."), .run(.urlSafe, 6...7), text("."),
        .run(.urlSafe, 27...45),
      ],
      "a Discord bot token"
    ) { parts in
      let number = Base64.decoded(parts[0]) ?? []
      return number.count >= 16 && number.allSatisfy { $0 &- 0x30 < 10 }
    },
    // core.telegram.org/bots/api, "Authorizing your bot": the number of the bot, and a text.
    PartedToken(
      [.run(.digits, 6...12), text(":"), .run(.urlSafe, 35...35)],
      "a Telegram bot token",
      where: isTelegram
    ),
    // developer.hashicorp.com/terraform, "API tokens".
    PartedToken(
      [.run(.base62, 14...14), text(".atlasv1."), .run(.urlSafe, 60...80)],
      "a Terraform token"
    ),
    // docs.newrelic.com, "License key"
    PartedToken([.run(.base62, 40...40)], "a New Relic license key") { parts in
      parts[0].suffix(4).elementsEqual("NRAL".utf8) && Randomness(parts[0]).isMixed
        && parts[0].dropLast(4).allSatisfy { $0 < 0x3A || $0 > 0x60 }
    },
  ]

  /// The most letters and digits that one of these begins with.
  private static let beginningMax = 40

  @Sendable private static func isTelegram(_ parts: [ArraySlice<UInt8>]) -> Bool {
    parts[1].first == UInt8(ascii: "A") && Randomness(parts[1]).isMixed
  }

  /// The token that begins at a place.
  static func find(
    at start: Int,
    in text: [UInt8],
    _ word: Range<Int>
  ) -> SecretScanner.Match? {
    // Nearly every word ends here.
    let word = start..<word.upperBound
    guard word.count >= 40, SecretShape.Alphabet.base62.holds(text[start]) else { return nil }
    let first = text[start]
    let isNamed =
      first == UInt8(ascii: "w") || first == UInt8(ascii: "b") || first == UInt8(ascii: "p")
      || first == UInt8(ascii: "v")
    for token in named where isNamed {
      guard case .literal(let prefix) = token.parts[0],
        text[start..<word.upperBound].starts(with: prefix)
      else { continue }
      if let match = token.match(at: start, in: text, word) { return match }
    }
    // All begin with letters and digits, and then comes something else: so many there must be.
    let end = min(word.upperBound, start + beginningMax + 1)
    let count = SecretScanner.run(at: start, of: .base62, in: text, start..<end).count
    for token in unnamed {
      guard case .run(_, let length) = token.parts[0], length.contains(count) else { continue }
      if let match = token.match(at: start, in: text, word) { return match }
    }
    return nil
  }

  private func match(
    at start: Int,
    in text: [UInt8],
    _ word: Range<Int>
  ) -> SecretScanner.Match? {
    var index = start
    var runs: [ArraySlice<UInt8>] = []
    for part in parts {
      switch part {
      case .literal(let literal):
        guard text[index..<word.upperBound].starts(with: literal) else { return nil }
        index += literal.count
      case .run(let alphabet, let length):
        // One more than there may be: it would be another word.
        let end = min(word.upperBound, index + length.upperBound + 1)
        let run = SecretScanner.run(at: index, of: alphabet, in: text, index..<end)
        guard length.contains(run.count) else { return nil }
        runs.append(text[run])
        index = run.upperBound
      }
    }
    if index < text.count, SecretShape.Alphabet.base62.holds(text[index]) { return nil }
    guard let secret = runs.last, !Placeholder.matches(secret, Randomness(secret)), isToken(runs)
    else { return nil }
    return SecretScanner.Match(kind: kind, range: start..<index)
  }
}

/// The signature of a URL of Azure: learn.microsoft.com, "Create a service SAS". It is 32 bytes in base64,
/// with percent escapes where it stands in a URL.
enum SharedAccessSignature {
  private static let name = Array("sig=".utf8)

  /// The signature whose name begins at `start`.
  static func find(at start: Int, in text: [UInt8], _ word: Range<Int>) -> Range<Int>? {
    guard text[start..<word.upperBound].starts(with: name) else { return nil }
    let first = start + name.count
    // A `%` ends a word, and not the signature.
    let value = text[first..<min(text.count, first + 140)].prefix {
      SecretShape.Alphabet.anyBase64.holds($0) || $0 == UInt8(ascii: "%")
    }
    guard value.count >= 43, Randomness(value).isMixed else { return nil }
    let plain = DecodedText.withoutEscapes(Array(value))?.bytes ?? Array(value)
    return Base64.decoded(plain[...])?.count == 32 ? value.indices : nil
  }
}

/// A user name and password as HTTP sends them: `Basic`, and both in base64 (RFC 7617).
enum BasicCredentials {
  /// The fewest characters of them that are looked at.
  static let fewest = 16
  private static let word = Array("basic".utf8)

  /// Whether these letters before a place say that credentials stand there.
  static func follow(_ letters: [UInt8]) -> Bool { letters.suffix(word.count) == word[...] }

  static func find(at start: Int, in text: [UInt8], _ word: Range<Int>) -> Range<Int>? {
    let range = SecretScanner.run(at: start, of: .anyBase64, in: text, word)
    guard range.count >= fewest, let plain = Base64.decoded(text[range]),
      let colon = plain.firstIndex(of: UInt8(ascii: ":")), plain.allSatisfy({ $0 >= 0x20 })
    else { return nil }
    let (user, password) = (plain[..<colon], plain[(colon + 1)...])
    // Some services take a key for the name, without a password.
    if password.isEmpty { return SecretScanner.find(in: Array(user)).isEmpty ? nil : range }
    return password.count < 3 || Placeholder.isPassword(password) ? nil : range
  }
}
