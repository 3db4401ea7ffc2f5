/// Finds the shapes of well-known keys and tokens in text. Linear in the text.
package enum SecretScanner {
  package struct Match: Equatable {
    /// What it is, for a message; never the secret itself.
    package var kind: String
    /// Where it stands.
    package var range: Range<Int>
  }

  /// The most beginnings of keys in one word of which the whole key is looked at, and how much of each
  /// later one is: a word that is full of beginnings costs no more than others.
  private static let triesMax = 64
  private static let glance = 64

  /// Whether a file may hold a secret, or an escape that hides one: quick, and sure only where it says
  /// no.
  package static func mayOccur(in text: [UInt8]) -> Bool {
    LongWords.contains(in: text) { word in
      !LongWords.isOrdinary(word, in: text) && mayBeSecret(word, in: text)
    }
  }

  package static func find(in text: [UInt8]) -> [Match] {
    guard text.count >= LongWords.fewest else { return [] }
    var found = PrivateKey.find(in: text).map { Match(kind: "a private key", range: $0) }
    _ = LongWords.contains(in: text) { word in
      if !LongWords.isOrdinary(word, in: text) { search(word, in: text, into: &found) }
      return false
    }
    return found.count > 1 ? withoutOverlaps(found) : found
  }

  /// In order; what lies in another is left out.
  private static func withoutOverlaps(_ found: [Match]) -> [Match] {
    let ordered = found.enumerated().sorted {
      ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
    }
    return ordered.reduce(into: []) { result, match in
      if let last = result.last, last.range.upperBound > match.element.range.lowerBound { return }
      result.append(match.element)
    }
  }

  /// Whether a word of a file, where escapes are not read yet, may be a secret or a part of one.
  private static func mayBeSecret(_ word: Range<Int>, in text: [UInt8]) -> Bool {
    let bytes = text[word]
    if bytes.contains(UInt8(ascii: "\\")) { return true }
    if word.count >= SecretShape.fewest {
      let randomness = Randomness(bytes)
      // A line of a private key is known by its neighbours.
      if word.count >= PrivateKey.fewest, randomness.hasAllKinds { return true }
      if randomness.mayBeKey || word.count >= UUIDText.length && randomness.mayHaveUUID {
        return finds(word, in: text)
      }
    } else if word.count >= BasicCredentials.fewest, followsBasic(word, in: text) {
      return finds(word, in: text)
    }
    // A signature with escapes is in several words.
    if word.upperBound < text.count, text[word.upperBound] == UInt8(ascii: "%") {
      return finds(word, in: text)
    }
    // A URL with a password has two colons; its `@` may stand behind a sign that ends the word.
    return bytes.dropLast().count { $0 == UInt8(ascii: ":") } > 1 && finds(word, in: text)
  }

  /// Whether the word before this one may be `Basic`.
  private static func followsBasic(_ word: Range<Int>, in text: [UInt8]) -> Bool {
    let start = word.lowerBound
    return start >= 6 && text[start - 1] == 0x20 && text[start - 2] | 0x20 == UInt8(ascii: "c")
  }

  private static func finds(_ word: Range<Int>, in text: [UInt8]) -> Bool {
    var found: [Match] = []
    search(word, in: text, into: &found)
    return !found.isEmpty
  }

  // MARK: One word

  private static func search(_ word: Range<Int>, in text: [UInt8], into found: inout [Match]) {
    let byFirst = SecretShape.byFirst
    var index = word.lowerBound
    var isStart = true
    var tries = Tries()
    while index < word.upperBound {
      let byte = text[index]
      if isStart, let match = match(at: index, byFirst[Int(byte)], in: text, word, &tries) {
        found.append(match)
        index = match.range.upperBound
        continue
      }
      if byte == UInt8(ascii: ":"), let range = URLPassword.find(at: index, in: text) {
        found.append(Match(kind: "a password in a URL", range: range))
        index = max(range.upperBound, index + 1)
        continue
      }
      // Within a word of letters and digits no key begins.
      isStart = !SecretShape.Alphabet.base62.holds(byte)
      index += 1
    }
  }

  /// The looks for keys in one word so far.
  private struct Tries {
    private var count = 0
    /// How far the characters of an alphabet reach that were read last: many beginnings are followed by
    /// the same ones.
    private var bodies: [(alphabet: SecretShape.Alphabet, run: Range<Int>, end: Int)] = []

    /// Counts one more.
    ///
    /// - Returns: how many bytes of it may be looked at.
    mutating func next() -> Int {
      count += 1
      return count > triesMax ? glance : .max
    }

    mutating func body(
      at start: Int,
      of alphabet: SecretShape.Alphabet,
      in text: [UInt8],
      _ word: Range<Int>
    ) -> Range<Int> {
      let index = bodies.firstIndex { $0.alphabet == alphabet }
      if let index, start >= bodies[index].run.lowerBound, start <= bodies[index].run.upperBound {
        return start..<max(start, bodies[index].end)
      }
      let run = SecretScanner.run(at: start, of: alphabet, in: text, word)
      let body = SecretScanner.body(of: run, in: text)
      if let index { bodies.remove(at: index) }
      bodies.append((alphabet, run, body.upperBound))
      return body
    }
  }

  private static func match(
    at start: Int,
    _ shapes: [SecretShape],
    in text: [UInt8],
    _ word: Range<Int>,
    _ tries: inout Tries
  ) -> Match? {
    for shape in shapes where text[start..<word.upperBound].starts(with: shape.prefix) {
      let most = tries.next()
      let body = tries.body(at: start + shape.prefix.count, of: shape.alphabet, in: text, word)
      guard shape.length.contains(body.count),
        body.upperBound == text.count || !SecretShape.Alphabet.base62.holds(text[body.upperBound]),
        isKey(text[body].prefix(most), of: shape.alphabet) || isNamedKey(body, at: start, in: text)
      else { continue }
      return Match(kind: shape.kind, range: start..<body.upperBound)
    }
    if text[start..<word.upperBound].starts(with: JSONWebToken.prefix) {
      let most = tries.next()
      if let end = JSONWebToken.end(at: start, in: text, word, headerMax: most) {
        return Match(kind: "a JSON Web Token", range: start..<end)
      }
    }
    if let match = PartedToken.find(at: start, in: text, word) { return match }
    if let range = SharedAccessSignature.find(at: start, in: text, word) {
      return Match(kind: "an Azure signature", range: range)
    }
    return inContext(at: start, in: text, word)
  }

  /// The characters of an alphabet from a place on.
  static func run(
    at start: Int,
    of alphabet: SecretShape.Alphabet,
    in text: [UInt8],
    _ word: Range<Int>
  ) -> Range<Int> {
    var end = start
    while end < word.upperBound, alphabet.holds(text[end]) { end += 1 }
    return start..<end
  }

  /// The same without full stops behind it, which end a sentence.
  private static func body(
    at start: Int,
    of alphabet: SecretShape.Alphabet,
    in text: [UInt8],
    _ word: Range<Int>
  ) -> Range<Int> {
    body(of: run(at: start, of: alphabet, in: text, word), in: text)
  }

  private static func body(of run: Range<Int>, in text: [UInt8]) -> Range<Int> {
    let stops = text[run].reversed().prefix { $0 == UInt8(ascii: ".") }
    return run.lowerBound..<run.upperBound - stops.count
  }

  private static func isKey(_ body: ArraySlice<UInt8>, of alphabet: SecretShape.Alphabet) -> Bool {
    let randomness = Randomness(body)
    if Placeholder.matches(body, randomness) { return false }
    if alphabet == .capitals { return true }
    if alphabet == .uuid { return UUIDText.matches(body) && randomness.hasLettersAndDigits }
    return alphabet == .hex ? randomness.hasLettersAndDigits : randomness.isMixed
  }

  /// Whether the random part of a key counts up or down, and what stands before it calls it a key: then
  /// it is one that somebody made up and uses.
  private static func isNamedKey(_ body: Range<Int>, at start: Int, in text: [UInt8]) -> Bool {
    guard body.count >= 32, text[body].allSatisfy(SecretShape.Alphabet.hex.holds),
      SecretContext.nameKey(SecretContext.letters(before: start, in: text))
    else { return false }
    let randomness = Randomness(text[body])
    return randomness.hasLettersAndDigits && randomness.isVaried
  }

  private static func inContext(at start: Int, in text: [UInt8], _ word: Range<Int>) -> Match? {
    // Only what follows a blank, a sign or another text is a value of its own.
    let any: SecretShape.Alphabet = [.dotted, .base64Signs]
    guard start == word.lowerBound || !any.holds(text[start - 1]) else { return nil }
    let longest = body(at: start, of: any, in: text, word)
    guard longest.count >= BasicCredentials.fewest - 2 else { return nil }
    let letters = SecretContext.letters(before: start, in: text)
    guard letters.count >= 5 else { return nil }
    if BasicCredentials.follow(letters),
      let range = BasicCredentials.find(at: start, in: text, word)
    {
      return Match(kind: "a user name and password", range: range)
    }
    guard longest.count >= 20 else { return nil }
    for context in SecretContext.all where context.follows(letters) {
      let body = body(at: start, of: context.alphabet, in: text, word)
      guard body.count == longest.count, context.length.contains(body.count) else { continue }
      let randomness = Randomness(text[body])
      guard !Placeholder.matches(text[body], randomness) else { continue }
      let isKey =
        switch context.alphabet {
        case .hex: randomness.hasLettersAndDigits
        case .uuid: UUIDText.matches(text[body]) && randomness.hasLettersAndDigits
        case .dotted, .urlSafe: randomness.isMixed
        default: randomness.hasAllKinds || randomness.isShuffled
        }
      if isKey { return Match(kind: context.kind, range: body) }
    }
    return nil
  }
}
