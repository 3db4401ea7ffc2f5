import CommandLineSupport
import RealtimeTransport
import SessionProfiles

/// The secrets of a request, read from where they are kept, and kept out of all that is shown.
struct Credentials {
  let secrets: [SecretSource: Secret]
  /// What else nobody may see: the ephemeral key, once there is one.
  private var others: [Secret] = []

  /// - Parameter places: where the profile names variables.
  /// - Throws: `CommandFailure` where one is missing or cannot be one; it never repeats any.
  init(_ sources: [SecretSource], named places: [String: String]) throws(CommandFailure) {
    var secrets: [SecretSource: Secret] = [:]
    for source in sources {
      let text = try Self.text(of: source, places)
      do throws(Secret.Problem) {
        secrets[source] = try Secret(text, isKey: Self.isKey(source))
      } catch {
        throw CommandFailure("\(Self.name(of: source)) \(error.message)")
      }
    }
    self.secrets = secrets
    // A server may repeat one in JSON.
    others = secrets.values.compactMap { secret in
      let escaped = secret.escapedForJSON()
      return escaped == secret.revealed() ? nil : Secret(inAnswer: escaped)
    }
  }

  private static func text(
    of source: SecretSource,
    _ places: [String: String]
  ) throws(CommandFailure) -> String {
    switch source {
    case .file(let path):
      let bytes = try InputFile.read(path, limit: 64 << 10, takesPipes: true)
      return String(decoding: bytes, as: UTF8.self)
    case .environment(let name):
      if let text = Terminal.environment(name), !text.isEmpty { return text }
      if let place = places[name] {
        throw CommandFailure("\(place): the environment has no \(name) to fill in")
      }
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

  /// Whether a source holds a key by itself, and not the value of some header.
  private static func isKey(_ source: SecretSource) -> Bool {
    if case .environment(let name) = source { name == "OPENAI_API_KEY" } else { true }
  }

  /// These and what may be the key in the body of an answer, whether that can be read or not.
  func adding(keyIn body: [UInt8]) -> Credentials {
    var keys: [String] = []
    if let value = try? JSONReader.read(body) {
      Self.collect(from: value, isKey: false, into: &keys)
    } else {
      let found = Self.text(body).matches(
        of: /"(?:value|client_secret|secret|token|key)"\s*:\s*"((?:[^"\\]|\\.)+)/
      )
      keys = found.map { String($0.output.1) }
    }
    return keys.prefix(64).reduce(self) { $0.adding($1) }
  }

  /// The texts of a value that stand under a name that keys have.
  private static func collect(from value: JSONValue, isKey: Bool, into keys: inout [String]) {
    let names: Set = ["value", "client_secret", "secret", "token", "key"]
    switch value {
    case .string where isKey: keys.append(value.text ?? "")
    case .array(let items): for item in items { collect(from: item, isKey: isKey, into: &keys) }
    case .object(let members):
      for member in members {
        let name = String(decoding: member.name, as: UTF8.self)
        collect(from: member.value, isKey: isKey || names.contains(name), into: &keys)
      }
    default: break
    }
  }

  /// These and an ephemeral key. A few letters are none: they would be hidden in every word.
  func adding(_ key: String) -> Credentials {
    guard key.utf8.count >= 8, key.utf8.count <= 8192 else { return self }
    var credentials = self
    credentials.others.append(Secret(inAnswer: key))
    return credentials
  }

  /// The beginning of a body as text. In some encodings there is a NUL between two letters, which would
  /// hide a key.
  private static func text(_ body: [UInt8]) -> String {
    String(decoding: body.prefix(64 << 10).filter { $0 != 0 }, as: UTF8.self)
  }

  // MARK: Keeping them out of what is shown

  /// A text from outside, without anything in it that is, or looks like, a key.
  func redacted(_ text: String) -> String {
    Secrets.redacted(Secret.redacted(text, without: own))
  }

  private var own: [Secret] { others + Array(secrets.values) }

  /// A value whose texts are without the very secrets of this run, and else as they are.
  func withoutOwn(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let bytes):
      .string(Secret.removed(own, from: String(decoding: bytes, as: UTF8.self)))
    case .array(let items): .array(items.map(withoutOwn))
    case .object(let members):
      .object(members.map { JSONMember(name: $0.name, value: withoutOwn($0.value)) })
    default: value
    }
  }

  /// A text as part of a message: as `excerpt`, of a header or a name.
  func excerpt(of text: String) -> String { excerpt(of: Array(text.utf8)) }

  /// The beginning of a body as one line that may be shown: at most 200 characters, control
  /// characters escaped, without keys.
  func excerpt(of body: [UInt8]) -> String {
    // What is shown is short; blanks and redacting take some away before.
    let text = Self.text(body).replacing(/(?:ek_|sk-)[A-Za-z0-9_.-]{8,}/) { _ in "***" }
    let words = redacted(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let scalars = words.unicodeScalars
    let isCut = scalars.count > 200
    let start = isCut ? String(String.UnicodeScalarView(scalars.prefix(200))) : words
    return shown(start) + (isCut ? "…" : "")
  }
}
