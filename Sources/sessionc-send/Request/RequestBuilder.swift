import CommandLineSupport
import RealtimeTransport
import SessionProfiles

/// Makes the request of a compiled profile from the options and the environment. Nothing is sent here,
/// and no key is read.
struct RequestBuilder {
  let options: SendOptions
  let url: ServerURL
  private let headers: [HeaderField]
  /// Where the key comes from; `nil` where the headers hold it.
  private let key: SecretSource?
  /// The name of the header that carries the key.
  private let keyHeader: String

  /// - Parameter server: the one that the profile is for.
  /// - Throws: `CommandFailure` for a base URL or a header that cannot be, and where a key would go to an
  ///   address that nobody who runs the command has named.
  init(_ options: SendOptions, for server: Server?) throws(CommandFailure) {
    self.options = options
    headers = try Self.extraHeaders(options)
    let named = try Self.namedURL(options)
    if let named { url = named } else { url = try Self.url(of: server) }
    keyHeader = server?.authHeader ?? "Authorization"
    do throws(RequestProblem) {
      _ = try HeaderField(argument: "\(keyHeader): key")
    } catch {
      throw CommandFailure("`auth-header` of \(shown(server?.name ?? "")): \(shown(error.message))")
    }
    let isCarried = headers.contains(where: \.isCredential)
    key = isCarried ? nil : try Self.key(options, for: named == nil ? server : nil)
  }

  /// - Parameter endpoint: below the base URL.
  func request(
    to endpoint: String,
    body: [HTTPRequest.BodyPart]
  ) throws(CommandFailure) -> HTTPRequest {
    var fields = [
      HeaderField("User-Agent", "sessionc/\(sessioncVersion)"),
      HeaderField("Accept", "application/json"),
      HeaderField("Content-Type", "application/json"),
    ]
    if let key {
      let scheme: [HeaderField.Part] =
        keyHeader.lowercased() == "authorization" ? [.text("Bearer ")] : []
      fields.append(HeaderField(keyHeader, scheme + [.secret(key)]))
    }
    fields += try identification()
    let names = Set(headers.map { $0.name.lowercased() })
    fields = fields.filter { !names.contains($0.name.lowercased()) } + headers
    return HTTPRequest(url: url.appending(endpoint), headers: fields, body: body)
  }

  /// Where the key comes from: what is for one service is not sent to another.
  ///
  /// - Parameter server: the one whose own address the request goes to.
  private static func key(
    _ options: SendOptions,
    for server: Server?
  ) throws(CommandFailure) -> SecretSource {
    if let file = options.keyFile { return .file(file) }
    guard let server, server.baseURL != nil else { return .environment("OPENAI_API_KEY") }
    guard let variable = server.keyVariable else {
      throw CommandFailure(
        "no variable is known that holds the key for \(shown(server.title)): name a file with --api-key-file"
      )
    }
    return .environment(variable)
  }

  /// Whose request it is, for the service.
  private func identification() throws(CommandFailure) -> [HeaderField] {
    let values = [
      ("OpenAI-Organization", "OPENAI_ORG_ID", Terminal.environment("OPENAI_ORG_ID")),
      ("OpenAI-Project", "OPENAI_PROJECT_ID", Terminal.environment("OPENAI_PROJECT_ID")),
      ("OpenAI-Safety-Identifier", "--safety-identifier", options.safetyIdentifier),
    ]
    var fields: [HeaderField] = []
    for (name, source, value) in values {
      guard let value, !value.isEmpty else { continue }
      do throws(RequestProblem) {
        try HeaderField.check(value)
      } catch {
        throw CommandFailure("\(source): \(error.message)")
      }
      fields.append(HeaderField(name, value))
    }
    return fields
  }

  /// The address that whoever runs the command has named.
  private static func namedURL(_ options: SendOptions) throws(CommandFailure) -> ServerURL? {
    let variable = Terminal.environment("OPENAI_BASE_URL").flatMap { $0.isEmpty ? nil : $0 }
    guard let text = options.baseURL ?? variable else { return nil }
    return try url(text, from: options.baseURL != nil ? "--base-url" : "OPENAI_BASE_URL")
  }

  /// The address of a server that ships; else that of api.openai.com.
  private static func url(of server: Server?) throws(CommandFailure) -> ServerURL {
    guard let server, !server.hasStandardAddress else {
      return try url(SendOptions.standardBaseURL, from: "--base-url")
    }
    guard let text = server.baseURL else {
      throw CommandFailure(
        "\(shown(server.title)) has no one address: name yours with --base-url or OPENAI_BASE_URL"
      )
    }
    guard server.isShipped else {
      throw CommandFailure(
        "the overlay of \(shown(server.name)) names \(shown(text)); a key is sent only where you say: name it with --base-url"
      )
    }
    return try url(text, from: server.name)
  }

  private static func url(_ text: String, from source: String) throws(CommandFailure) -> ServerURL {
    do throws(RequestProblem) {
      return try ServerURL(text)
    } catch {
      throw CommandFailure("\(source): \(shown(error.message))")
    }
  }

  private static func extraHeaders(
    _ options: SendOptions
  ) throws(CommandFailure) -> [HeaderField] {
    var fields: [HeaderField] = []
    for argument in options.headers {
      let field: HeaderField
      do throws(RequestProblem) {
        field = try HeaderField(argument: argument)
      } catch {
        throw CommandFailure("--header: \(shown(error.message))")
      }
      if field.isCredential, let text = field.plainText, isKeyLike(text) {
        throw CommandFailure(
          "--header \(field.name) holds what looks like a key: other processes have seen it, so revoke it; write --header '\(field.name): ${NAME}', where NAME is a variable of the environment that holds it"
        )
      }
      fields.append(field)
    }
    return fields
  }

  /// Whether a credential's text is the real thing: keys are long, and have no words in them.
  private static func isKeyLike(_ text: String) -> Bool {
    text.split(separator: " ").contains { $0.utf8.count >= 20 }
  }
}
