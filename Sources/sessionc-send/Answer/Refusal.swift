import CommandLineSupport
import RealtimeTransport
import SessionProfiles

/// An answer that made no session: what it is, and what to do about it.
struct Refusal {
  let answer: HTTPAnswer
  let error: ServerError?
  private let request: HTTPRequest
  private let target: Target
  private let credentials: Credentials
  private let attempts: Int

  init(
    _ answer: HTTPAnswer,
    to request: HTTPRequest,
    _ target: Target,
    _ credentials: Credentials,
    attempts: Int
  ) {
    self.answer = answer
    self.request = request
    self.target = target
    self.credentials = credentials
    self.attempts = attempts
    error = (try? JSONReader.read(answer.body)).flatMap(ServerError.init).map { error in
      var error = error
      error.message = credentials.redacted(error.message)
      return error
    }
  }

  /// Whether the server means a field of the request, and says which.
  var isAboutField: Bool { (400..<500).contains(answer.status) && error?.param != nil }

  /// What is known beyond the server's message: the status with its code, the number of the request,
  /// and what to do.
  var context: String {
    var text = "the answer was HTTP \(answer.status)"
    if let code = error?.code { text += " \(credentials.redacted(code))" }
    if let id = answer.requestID { text += ", request \(credentials.redacted(id))" }
    return advice.map { "\(text); \($0)" } ?? text
  }

  /// For an answer that is about no field.
  var message: String {
    var text = "\(shown(request.url.authority)) answered HTTP \(answer.status)"
    if let code = error?.code { text += " \(shown(credentials.redacted(code)))" }
    if let location = answer.header("location"), (300..<400).contains(answer.status) {
      text += ", a redirect to \(credentials.excerpt(of: Array(location.utf8), holdsKey: false))"
    }
    text += details
    if let id = answer.requestID {
      text += "; request \(credentials.excerpt(of: Array(id.utf8), holdsKey: false))"
    }
    if attempts > 1 { text += "; after \(attempts) attempts" }
    return text
  }

  private var details: String {
    if let error { return ": \(shown(error.message))" }
    if answer.body.isEmpty { return ", without a word" }
    let type = answer.header("content-type").map { "\(shown(credentials.redacted($0))), " } ?? ""
    let size = Summary.count(answer.body.count, "byte")
    return " (\(type)\(size)): \(credentials.excerpt(of: answer.body, holdsKey: true))"
  }

  /// What to do; `nil` where only the message can say.
  var advice: String? {
    if target == .sessions, answer.status == 404 || error?.code == "beta_api_shape_disabled" {
      return
        "the older path is switched off at api.openai.com since May 2026, and servers that resemble it follow: send with --target ga-client-secrets"
    }
    switch answer.status {
    case 300..<400:
      return
        "redirects are not followed, since the key must not travel: if the new address is right, name it with --base-url"
    case 401:
      return
        "the key was not accepted: check that \(keyName) holds a valid key of this server, and that organization and project are its own"
    case 403:
      return
        "the key may not do this: check what its project may use, and whether the service is offered where you are"
    case 404:
      return
        "look at --base-url, which usually ends in /v1; or the model, where the message is about it"
    case 408, 409: return "try again; --retries allows more attempts"
    case 413: return "the request is too large for this server: shorten instructions and tools"
    case 429: return "\(wait); a quota that is used up needs a look at the project's limits"
    case 500...: return "the server has trouble of its own: try again later"
    default: return nil
    }
  }

  private var keyName: String {
    switch request.secrets.first {
    case .file(let path): shown(path)
    case .environment(let name): name
    case nil: "the header"
    }
  }

  private var wait: String {
    guard let wait = RetryPolicy.wait(askedBy: answer, now: Double(time(nil))), wait > .zero else {
      return "too many requests: wait a while"
    }
    let seconds = wait.components.seconds + (wait.components.attoseconds > 0 ? 1 : 0)
    return "too many requests: the server asks to wait \(seconds) s"
  }
}
