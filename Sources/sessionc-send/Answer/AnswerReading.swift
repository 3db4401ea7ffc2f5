import CommandLineSupport
import RealtimeTransport
import SessionProfiles

/// An answer that says that a session was made: the session, or why there is none in it.
enum AnswerReading {
  case session(ServerAnswer, warning: String?)
  case problem(String)

  init(_ answer: HTTPAnswer, from url: ServerURL, _ credentials: Credentials) {
    let credentials = credentials.adding(keyIn: answer.body)
    let server = "\(shown(url.authority)) answered HTTP \(answer.status)"
    let request = answer.requestID.map { "; request \(credentials.excerpt(of: $0))" } ?? ""
    guard !answer.body.isEmpty else {
      self = .problem("\(server) without a body: there is no key in it\(request)")
      return
    }
    let type = answer.header("content-type").map { credentials.excerpt(of: $0) }
    let kind = "\(type ?? "no content type"), \(Summary.count(answer.body.count, "byte"))"
    do throws(JSONReader.Failure) {
      guard let session = ServerAnswer(try JSONReader.read(answer.body)) else {
        self = .problem(
          "\(server) (\(kind)) without a usable key in `value` or `client_secret.value`\(request)"
        )
        return
      }
      let isJSON = type.map { $0.lowercased().contains("json") } ?? false
      let warning = "\(server) with \(type ?? "no content type"); it is JSON and was read as such"
      self = .session(session, warning: isJSON ? nil : warning)
    } catch {
      // An answer that went wrong may hold a key in any form: only a page for people is shown.
      let isPage = answer.body.first { $0 > 0x20 } == UInt8(ascii: "<")
      let beginning = isPage ? "; it begins: \(credentials.excerpt(of: answer.body))" : ""
      self = .problem(
        "\(server) (\(kind)), which cannot be read as JSON: \(error.message) at byte \(error.offset)\(beginning)\(request)"
      )
    }
  }
}
