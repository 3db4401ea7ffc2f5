/// A request as a command of curl, for a POSIX shell.
///
/// The secrets are read where the command runs, and reach curl through a pipe: an argument could be
/// read by every process of the machine. `printf` is part of the shell.
package struct CurlCommand {
  /// Longer bodies go through a file descriptor: Linux takes 128 KiB for one argument.
  private static let argumentBytesMax = 100_000

  private let request: HTTPRequest
  private let authorities: String?

  /// - Parameter authorities: the file of certificates to trust.
  package init(_ request: HTTPRequest, authorities: String? = nil) {
    self.request = request
    self.authorities = authorities
  }

  /// The command and a line feed.
  package var text: String {
    let secret = request.headers.filter { !$0.secrets.isEmpty }
    var lines: [String] = []
    if !secret.isEmpty {
      let format = secret.map { $0.name + ": %s\\n" }.joined()
      let values = secret.map(Self.doubleQuoted).joined(separator: " ")
      lines.append("printf \(Self.quoted(format)) \(values) |")
    }
    lines.append("curl --request \(request.method) \(Self.quoted(request.url.text))")
    if let authorities { lines.append("--cacert \(Self.quoted(authorities))") }
    if !secret.isEmpty { lines.append("--header @-") }
    for header in request.headers {
      guard let value = header.plainText else { continue }
      // Without a value curl wants a semicolon.
      let line = value.isEmpty ? "\(header.name);" : "\(header.name): \(value)"
      lines.append("--header \(Self.quoted(line))")
    }
    let body = self.body
    // `--data` takes the line feed away that ends a here-document; the body has none of its own.
    lines.append(body.option)
    let command = lines.dropFirst(secret.isEmpty ? 0 : 1).joined(separator: " \\\n  ")
    let pipe = secret.isEmpty ? "" : lines[0] + "\n  "
    return pipe + command + "\n" + body.document
  }

  /// The option for the body, and the here-document behind the command, if there is one.
  private var body: (option: String, document: String) {
    let isSecret = !request.bodySecrets.isEmpty
    let text = request.body.reduce(into: "") { text, part in
      switch part {
      case .text(let bytes):
        let more = String(decoding: bytes, as: UTF8.self)
        text += isSecret ? Self.escaped(more, "\\$`") : more
      case .secret(.environment(let name)): text += "\"${\(name)}\""
      case .secret(.file(let path)): text += "\"$(cat \(Self.quoted(path)))\""
      }
    }
    if isSecret { return ("--data @/dev/fd/3 3<<REQUEST", text + "\nREQUEST\n") }
    guard text.utf8.count > Self.argumentBytesMax else {
      return ("--data-raw \(Self.quoted(text))", "")
    }
    return ("--data @/dev/fd/3 3<<'REQUEST'", text + "\nREQUEST\n")
  }

  /// A text with a backslash before each of some characters.
  private static func escaped(_ text: String, _ special: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      if special.unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
  }

  /// A word that the shell takes as it is. The shell goes by bytes: a quote with a combining mark behind
  /// it, one `Character` to Swift, is a quote.
  private static func quoted(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "'") { result, scalar in
      if scalar == "'" { result += #"'\''"# } else { result.unicodeScalars.append(scalar) }
    } + "'"
  }

  /// A header's value in which the shell puts the secrets.
  private static func doubleQuoted(_ header: HeaderField) -> String {
    let parts = header.parts.map { part in
      switch part {
      case .text(let text): escaped(text, "\\\"$`")
      case .secret(.environment(let name)): "${\(name)}"
      case .secret(.file(let path)): "$(cat \(quoted(path)))"
      }
    }
    return "\"" + parts.joined() + "\""
  }
}
