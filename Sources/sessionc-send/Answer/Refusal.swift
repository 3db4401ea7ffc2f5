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
  private let timeout: Duration

  init(
    _ answer: HTTPAnswer,
    to request: HTTPRequest,
    _ target: Target,
    _ credentials: Credentials,
    attempts: Int,
    timeout: Duration
  ) {
    self.answer = answer
    self.request = request
    self.target = target
    let credentials = credentials.adding(keyIn: answer.body)
    self.credentials = credentials
    self.attempts = attempts
    self.timeout = timeout
    error = (try? JSONReader.read(answer.body)).flatMap { body in
      ServerError(body, redacting: credentials.redacted)
    }
  }

  /// Whether the server means a field of the request, and says which.
  var isAboutField: Bool { (400..<500).contains(answer.status) && error?.param != nil }

  /// What is known beyond the server's message: the status with its code, the number of the request,
  /// and what to do.
  var context: String {
    var text = "the answer was HTTP \(answer.status)"
    if let code = error?.code { text += ", code `\(code)`" }
    if let id = answer.requestID { text += ", request \(credentials.excerpt(of: id))" }
    return advice.map { "\(text); \($0)" } ?? text
  }

  /// For an answer that is about no field.
  var message: String {
    var text = "\(shown(request.url.authority)) answered HTTP \(answer.status)"
    if let code = error?.code { text += " \(shown(code))" }
    if let location, isRedirect { text += ", a redirect to \(credentials.excerpt(of: location))" }
    text += details
    if let id = answer.requestID {
      text += "; request \(credentials.excerpt(of: id))"
    }
    if attempts > 1 { text += "; after \(attempts) attempts" }
    return text
  }

  private var details: String {
    if let error { return ": \(shown(error.message))" }
    if answer.body.isEmpty { return ", with an empty body" }
    let type = answer.header("content-type").map { "\(credentials.excerpt(of: $0)), " } ?? ""
    let size = Summary.count(answer.body.count, "byte")
    return " (\(type)\(size)): \(credentials.excerpt(of: answer.body))"
  }

  /// What to do; `nil` where only the message can say.
  var advice: String? {
    if target.ended != nil, answer.status == 404 || error?.code == "beta_api_shape_disabled" {
      return
        "api.openai.com switched this path off in May 2026, and similar servers do the same: send with --target ga-client-secrets"
    }
    switch answer.status {
    case 300..<400 where isRedirect:
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
    case 500..<600: return "the server has trouble of its own: try again later"
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

  private var location: String? { answer.header("location") }

  private var isRedirect: Bool {
    location != nil && [301, 302, 303, 307, 308].contains(answer.status)
  }

  private var wait: String {
    guard let wait = RetryPolicy.wait(askedBy: answer, now: Double(time(nil))), wait > .zero else {
      return "too many requests: wait a while"
    }
    let seconds = wait.components.seconds + (wait.components.attoseconds > 0 ? 1 : 0)
    let time = seconds > 86_400 ? "for more than a day" : "\(seconds) s"
    let limit = min(RetryPolicy.waitMax, timeout)
    let reason = wait > limit ? ", which is longer than this run would take" : ""
    return "too many requests: the server asks to wait \(time)\(reason)"
  }
}
