import CommandLineSupport
import RealtimeTransport
import SessionProfiles

/// Makes the request of a compiled profile from the options and the environment. Nothing is sent here,
/// and no key is read.
struct RequestBuilder {
  let options: SendOptions
  let server: ServerURL
  private let headers: [HeaderField]

  /// - Throws: `CommandFailure` for a base URL or a header that cannot be.
  init(_ options: SendOptions) throws(CommandFailure) {
    self.options = options
    server = try Self.server(options)
    headers = try Self.extraHeaders(options)
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
    if !headers.contains(where: \.isCredential) {
      fields.append(HeaderField("Authorization", [.text("Bearer "), .secret(key)]))
    }
    fields += try identification()
    let names = Set(headers.map { $0.name.lowercased() })
    fields = fields.filter { !names.contains($0.name.lowercased()) } + headers
    return HTTPRequest(url: server.appending(endpoint), headers: fields, body: body)
  }

  /// Where the key comes from.
  private var key: SecretSource {
    options.keyFile.map(SecretSource.file) ?? .environment("OPENAI_API_KEY")
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

  private static func server(_ options: SendOptions) throws(CommandFailure) -> ServerURL {
    let variable = Terminal.environment("OPENAI_BASE_URL").flatMap { $0.isEmpty ? nil : $0 }
    let source = options.baseURL != nil ? "--base-url" : "OPENAI_BASE_URL"
    do throws(RequestProblem) {
      return try ServerURL(options.baseURL ?? variable ?? SendOptions.standardBaseURL)
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
