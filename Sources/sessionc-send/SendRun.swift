import CommandLineSupport
import RealtimeTransport
import SessionProfiles
import SourceDiagnostics

/// One run of `send`: compile, check, post, and tell what came of it.
struct SendRun {
  private let options: SendOptions
  private let compiler: Compiler
  private let choices: Choices
  private let source: SourceText
  private let destinations: [ReportDestination]
  /// Reports that could not be written.
  private var troubles = Troubles()

  /// - Throws: `CommandFailure` for what keeps the profile from being read, or a request from being made.
  init(_ options: SendOptions) throws(CommandFailure) {
    self.options = options
    destinations = try ReportDestination.parse(options.format, standard: .standardError)
    guard !destinations.contains(where: { $0.place == .standardOutput }) else {
      throw CommandFailure("--format: standard output is for the answer; name a file, or none")
    }
    // What is wrong with the options is said before the profile is read.
    _ = try RequestBuilder(options, for: nil)
    if options.profile != "-" {
      try ProjectBounds.check(options.profile, otherwise: "it is not read")
    }
    source = try InputFile.profile(options.profile, standardInputAs: options.stdinFilename)
    let name = options.profile == "-" ? options.stdinFilename : options.profile
    let projects = try options.project.projects()
    var compilerOptions = try projects.project(of: name).compilerOptions
    compilerOptions.target = options.target
    choices = try options.choice.choices
    compilerOptions.choice = try choices.single()
    compilerOptions.makesSourceMap = true
    compilerOptions.keepsSecretNames = true
    // Where the request goes is known here, and told by itself.
    if compilerOptions.server == .openAI { compilerOptions.server = nil }
    compiler = Compiler(options: compilerOptions, reading: projects.files)
  }

  /// - Returns: the exit status.
  mutating func run() async throws(CommandFailure) -> Int32 {
    let status = try await compileAndSend()
    return troubles.messages.isEmpty ? status : 2
  }

  private mutating func compileAndSend() async throws(CommandFailure) -> Int32 {
    var compilation = compiler.compile(source)
    var check = ChoiceCheck(choices)
    check.add(compilation.result, of: source.name)
    check.report(to: &troubles)
    if !troubles.messages.isEmpty { return 2 }
    if choices.variants.isEmpty, !compilation.result.variants.isEmpty {
      throw ChoiceCheck.needsOne(source.name, of: compilation.result.variants)
    }
    let builder = try RequestBuilder(options, for: compilation.server)
    compilation.result.diagnostics += compiler.findings(
      sending: compilation,
      to: builder.url.host
    )
    let isRefused = options.strict && compilation.result.hasFindings
    guard let body = compilation.request, let target = compilation.target, !isRefused else {
      report(compilation.result)
      return 1
    }
    guard let endpoint = compilation.endpoint else {
      throw CommandFailure(
        "\(target.rawValue) is an event for an open connection, and not posted; send with --target \(target.postedInstead.rawValue)"
      )
    }
    let request = try builder.request(to: endpoint, body: parts(of: body, compilation.secrets))
    if let kind = options.dryRunKind {
      report(compilation.result)
      switch kind {
      case .request: StandardStreams.data(request.dump, as: .json)
      case .curl:
        let command = CurlCommand(request, authorities: options.caFile)
        StandardStreams.data(command.text, as: .json)
      }
      return 0
    }
    return try await send(request, target, compilation)
  }

  /// The body, with the secrets that it only names as parts of their own.
  private func parts(of body: [UInt8], _ secrets: [SecretReference]) -> [HTTPRequest.BodyPart] {
    var parts: [HTTPRequest.BodyPart] = []
    var start = 0
    for secret in secrets {
      parts.append(.text(Array(body[start..<secret.range.lowerBound])))
      parts.append(.secret(.environment(secret.name)))
      start = secret.range.upperBound
    }
    // The line feed belongs to the file, not to the request.
    parts.append(.text(Array(body[start...].dropLast())))
    return parts
  }

  /// Where the profile names each variable.
  private func places(
    of secrets: [SecretReference],
    in result: CheckResult
  ) -> [String: String] {
    secrets.reduce(into: [:]) { places, secret in
      let file = Int(secret.span.source.rawValue)
      let source = result.files.indices.contains(file) ? result.files[file] : source
      let place = LineTable(source.bytes).position(of: secret.span.start)
      places[secret.name] = "\(shown(source.name)):\(place.line):\(place.column)"
    }
  }

  // MARK: Sending

  private mutating func send(
    _ request: HTTPRequest,
    _ target: Target,
    _ compilation: Compilation
  ) async throws(CommandFailure) -> Int32 {
    let credentials = try Credentials(
      request.secrets,
      named: places(of: compilation.secrets, in: compilation.result)
    )
    let output = AnswerOutput(options, credentials)
    try output.check(destinations)
    let transportOptions = try transportOptions(for: request)
    let exchange = Exchange(
      Transport(options: transportOptions),
      policy: RetryPolicy(retriesMax: options.retries),
      timeout: .seconds(options.timeout)
    )
    let watcher = Watcher(request.url, credentials, options: options)
    await watcher.show(request)
    let watching = Task { await watcher.run() }
    let result: Result<(answer: HTTPAnswer, attempts: Int), TransportFailure>
    do throws(TransportFailure) {
      result = .success(
        try await exchange.run(request, secrets: credentials.secrets) { event in
          await watcher.note(event)
        }
      )
    } catch {
      result = .failure(error)
    }
    watching.cancel()
    await watcher.finish()
    switch result {
    case .failure(let failure):
      let proxy = transportOptions.proxy
      let problem = failure.message(for: request, options, proxy, credentials)
      return fail(problem, compilation.result)
    case .success(let (answer, attempts)):
      guard (200..<300).contains(answer.status) else {
        let refusal = Refusal(
          answer,
          to: request,
          target,
          credentials,
          attempts: attempts,
          timeout: .seconds(options.timeout)
        )
        return refuse(refusal, compilation)
      }
      return try accept(answer, to: request, compilation, credentials, output)
    }
  }

  private func transportOptions(
    for request: HTTPRequest
  ) throws(CommandFailure) -> Transport.Options {
    var result = Transport.Options()
    result.connectTimeout = .seconds(options.connectTimeout)
    do throws(RequestProblem) {
      result.proxy = try Proxy(for: request.url, environment: Terminal.environment)
    } catch {
      throw CommandFailure(error.message)
    }
    if let file = options.caFile {
      let bytes = try InputFile.read(file, limit: 16 << 20, takesPipes: true)
      do throws(RequestProblem) {
        result.authorities = try Transport.Authorities(pem: bytes)
      } catch {
        throw CommandFailure("--ca-file: \(shown(file)) \(error.message)")
      }
    }
    return result
  }

  // MARK: The end

  private mutating func refuse(
    _ refusal: Refusal,
    _ compilation: Compilation
  ) -> Int32 {
    if refusal.isAboutField, let error = refusal.error,
      let finding = compiler.finding(about: error, context: refusal.context, of: compilation)
    {
      report(compilation.result, adding: [finding])
      return 3
    }
    return fail(refusal.message, compilation.result, advice: refusal.advice)
  }

  private mutating func accept(
    _ answer: HTTPAnswer,
    to request: HTTPRequest,
    _ compilation: Compilation,
    _ credentials: Credentials,
    _ output: AnswerOutput
  ) throws(CommandFailure) -> Int32 {
    let session: ServerAnswer
    switch AnswerReading(answer, from: request.url, credentials) {
    case .problem(let problem): return fail(problem, compilation.result)
    case .session(let read, let warning):
      session = read
      if let warning { StandardStreams.error("sessionc: warning: \(warning)\n") }
    }
    if options.print == .session, session.settings == nil {
      let server = shown(request.url.authority)
      return fail("the answer of \(server) has no settings, only a key", compilation.result)
    }
    let differences = compiler.differences(
      of: session,
      from: compilation,
      redacting: credentials.adding(session.secret).redacted
    )
    report(compilation.result, adding: differences)
    try output.write(session, from: shown(request.url.authority))
    var summary = Summary()
    summary.add(differences)
    return summary.fails(strict: options.strict) ? 1 : 0
  }

  /// The network or the server failed.
  private mutating func fail(
    _ problem: String,
    _ result: CheckResult,
    advice: String? = nil
  ) -> Int32 {
    report(result, problem: problem)
    StandardStreams.error("sessionc: error: \(problem)\n")
    if let advice { StandardStreams.error("sessionc: note: \(advice)\n") }
    return 3
  }

  /// Reports findings, each once and in the order of the profile, with what the server's answer adds.
  private mutating func report(
    _ result: CheckResult,
    adding more: [Diagnostic] = [],
    problem: String? = nil
  ) {
    // What is held already, and the few that the answer adds.
    var bag = DiagnosticBag(limit: .max)
    for diagnostic in result.diagnostics + more { bag.report(diagnostic) }
    let findings = bag.sorted()
    let text = ReportDestination(format: .text, place: .standardError)
    let all = destinations.isEmpty ? [text] : destinations
    // Nothing to say is nothing said: to people, and beside the message of what failed.
    let wanted = all.filter { destination in
      let isSaid = destination == text || problem != nil && destination.place == .standardError
      return !findings.isEmpty || !result.more.isEmpty || !isSaid
    }
    var reports = Reports(
      wanted,
      isStrict: options.strict,
      color: options.color,
      findingsMax: options.maxFindings.most
    )
    var own = result
    own.diagnostics = findings
    var shared = SharedFindings()
    shared.take(from: &own, of: source.name)
    reports.add(source, own)
    for file in shared.all(whereUsersAreAll: { _, _ in false }) { reports.add(file) }
    reports.finish(&troubles, problems: problem.map { [$0] } ?? [])
  }
}
