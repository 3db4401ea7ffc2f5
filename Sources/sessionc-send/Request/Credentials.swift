import CommandLineSupport
import RealtimeTransport
import SessionProfiles

/// The secrets of a request, read from where they are kept, and kept out of all that is shown.
struct Credentials {
  let secrets: [SecretSource: Secret]

  /// - Throws: `CommandFailure` where one is missing or cannot be one; it never repeats any.
  init(_ sources: [SecretSource]) throws(CommandFailure) {
    var secrets: [SecretSource: Secret] = [:]
    for source in sources {
      let text = try Self.text(of: source)
      do throws(Secret.Problem) {
        secrets[source] = try Secret(text)
      } catch {
        throw CommandFailure("\(Self.name(of: source)) \(error.message)")
      }
    }
    self.secrets = secrets
  }

  private static func text(of source: SecretSource) throws(CommandFailure) -> String {
    switch source {
    case .file(let path):
      return String(decoding: try InputFile.read(path, limit: 64 << 10), as: UTF8.self)
    case .environment(let name):
      if let text = Terminal.environment(name), !text.isEmpty { return text }
      guard name == "OPENAI_API_KEY" else {
        throw CommandFailure("\(name) is not set, which a --header names")
      }
      throw CommandFailure(
        "there is no key: set OPENAI_API_KEY, or name a file that holds it with --api-key-file; --dry-run needs none"
      )
    }
  }

  private static func name(of source: SecretSource) -> String {
    switch source {
    case .file(let path): "the key in \(shown(path))"
    case .environment(let name): "the value of \(name)"
    }
  }

  /// A text from outside, without anything in it that is, or looks like, a key.
  func redacted(_ text: String) -> String {
    Secrets.redacted(secrets.values.reduce(text) { $1.redacted(from: $0) })
  }

  /// The beginning of a body as one line that may be shown: at most 200 characters, control
  /// characters escaped, without keys.
  ///
  /// - Parameter holdsKey: whether a key may stand in it under its documented name.
  func excerpt(of body: [UInt8], holdsKey: Bool) -> String {
    // What is shown is short; blanks and redacting take some away before.
    var text = String(decoding: body.prefix(64 << 10), as: UTF8.self)
    if holdsKey {
      text = text.replacing(/("value"\s*:\s*")[^"]*/) { match in match.output.1 + "***" }
    }
    let words = redacted(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let scalars = words.unicodeScalars
    let isCut = scalars.count > 200
    let start = isCut ? String(String.UnicodeScalarView(scalars.prefix(200))) : words
    return shown(start) + (isCut ? "…" : "")
  }
}
