import CommandLineSupport
import RealtimeTransport

/// Tells on standard error how the sending goes: a line on a terminal while it takes long, notes about
/// further attempts there, and with `--verbose` everything that is sent and answered but the secrets.
actor Watcher {
  private let server: ServerURL
  private let credentials: Credentials
  private let attemptsMax: Int
  private let isVerbose: Bool
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let start = ContinuousClock.now
  private var attempt = 1
  /// When the wait between two attempts ends.
  private var pause: ContinuousClock.Instant?
  private var isShown = false
  private var isOver = false

  init(_ server: ServerURL, _ credentials: Credentials, options: SendOptions) {
    self.server = server
    self.credentials = credentials
    attemptsMax = options.retries + 1
    isVerbose = options.verbose
  }

  /// Redraws the line while there is something to wait for.
  func run() async {
    guard isTerminal else { return }
    while !isOver, (try? await Task.sleep(for: .milliseconds(200))) != nil {
      let now = ContinuousClock.now
      guard !isOver, now - start > .seconds(1) else { continue }
      var text = "waiting for \(shown(server.authority)), \((now - start).components.seconds) s"
      if let pause, pause > now {
        text +=
          "; attempt \(attempt + 1) of \(attemptsMax) in \((pause - now).components.seconds + 1) s"
      } else if attempt > 1 {
        text += "; attempt \(attempt) of \(attemptsMax)"
      }
      StandardStreams.status(text)
      isShown = true
    }
  }

  /// Takes the line away, before anything else is written.
  func finish() {
    isOver = true
    clear()
  }

  private func clear() {
    if isShown { StandardStreams.status("") }
    isShown = false
  }

  func show(_ request: HTTPRequest) {
    guard isVerbose else { return }
    say("> \(request.method) \(request.url.text)")
    for header in request.headers { say("> \(header.name): \(header.shownValue)") }
    let filledIn = request.bodySecrets.count
    let secrets =
      filledIn == 0 ? "" : ", and \(filledIn) secret\(filledIn == 1 ? "" : "s") filled in"
    say("> (\(request.textCount) bytes\(secrets))")
  }

  func note(_ event: Exchange.Event) {
    switch event {
    case .attempt(let number):
      attempt = number
      pause = nil
    case .answered(let answer, let duration):
      guard isVerbose else { return }
      say("< \(answer.status) after \(Self.text(duration)), \(answer.body.count) bytes")
      let credentials = credentials.adding(keyIn: answer.body)
      for (name, value) in answer.headers {
        let isKnown = Self.knownHeaders.contains(name.lowercased())
        let shown = isKnown ? credentials.excerpt(of: value) : "(\(value.utf8.count) bytes)"
        say("< \(name): \(shown)")
      }
    case .failed(let failure, let duration):
      guard isVerbose else { return }
      let detail = credentials.excerpt(of: failure.detail)
      say("< no whole answer after \(Self.text(duration)): \(detail)")
    case .waiting(let delay):
      pause = .now + delay
      guard isVerbose || isTerminal else { return }
      clear()
      say("sessionc: note: attempt \(attempt + 1) of \(attemptsMax) in \(Self.text(delay))")
    }
  }

  private func say(_ text: String) {
    StandardStreams.error(shown(credentials.redacted(text)) + "\n")
  }

  /// Headers of answers that say something and hold no key.
  private static let knownHeaders: Set<String> = [
    "connection", "content-length", "content-type", "date", "location", "openai-organization",
    "openai-processing-ms", "openai-version", "retry-after", "retry-after-ms", "server",
    "transfer-encoding", "www-authenticate", "x-ratelimit-limit-requests",
    "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests", "x-request-id",
    "x-should-retry",
  ]

  private static func text(_ duration: Duration) -> String {
    if duration < .seconds(1) { return "\(Int(duration / .milliseconds(1))) ms" }
    let tenths = Int((duration / .seconds(0.1)).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }
}
