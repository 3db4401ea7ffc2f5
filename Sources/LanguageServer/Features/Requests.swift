internal import CanonicalJSON
internal import SessionProfiles
internal import SourceDiagnostics

/// The request that a profile is compiled to, for whoever wants to look at it.
extension LanguageServer {
  /// The one command. Its arguments are the address of a profile and, of one that has variants, the name of one; it
  /// gives the text of the request.
  static let showRequest = "sessionc.showRequest"

  /// One lens at the beginning of a profile, or one for each of its variants.
  func codeLenses(of document: Document) -> JSONValue {
    guard !document.isText, !document.isConfiguration,
      case .success(let compiler?) = compiler(for: document),
      let result = check(document, compiler), !result.isSomethingElse
    else { return .array([]) }
    let range = document.lines.json(SourceSpan(start: 0, end: 0), in: client.encoding)
    let variants = result.variants.isEmpty ? [nil] : result.variants.map(Optional.some)
    return .array(
      variants.map { variant in
        let arguments = [document.uri, variant].compactMap(\.self).map { JSONValue.string($0) }
        let title = "show the request" + (variant.map { " of \($0)" } ?? "")
        return .members([
          "range": range,
          "command": .members([
            "title": .shown(title), "command": .string(Self.showRequest),
            "arguments": .array(arguments),
          ]),
        ])
      }
    )
  }

  func execute(_ parameters: JSONValue) throws(RequestFailure) -> JSONValue {
    guard parameters["command"]?.text == Self.showRequest else {
      throw RequestFailure(.invalidParameters, "the only command is `\(Self.showRequest)`")
    }
    let arguments = parameters["arguments"]?.items.compactMap(\.text) ?? []
    guard let uri = arguments.first, let document = documents[uri] else {
      throw RequestFailure(
        .invalidParameters,
        "the first argument is the address of a document that is open"
      )
    }
    switch compiler(for: document) {
    case .failure(let failure): throw RequestFailure(.requestFailed, failure.message)
    case .success(nil): throw RequestFailure(.requestFailed, "the project leaves this file out")
    case .success(var compiler?):
      compiler.options.isPretty = true
      compiler.options.keepsSecretNames = true
      if arguments.count > 1 { compiler = compiler.choosing(arguments[1]) }
      let compilation = compiler.compile(document.source)
      if let request = compilation.request {
        return .string(String(decoding: request, as: UTF8.self))
      }
      let variants = compilation.result.variants
      throw RequestFailure(
        .requestFailed,
        compilation.result.hasErrors || variants.isEmpty
          ? "the profile has errors, so there is no request"
          : "the profile has variants; name one of them: \(variants.joined(separator: ", "))"
      )
    }
  }
}
