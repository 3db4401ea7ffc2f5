import CommandLineSupport
import SessionProfiles

/// What is printed of an answer, or written to a file.
struct AnswerOutput {
  let options: SendOptions
  let credentials: Credentials
  /// Where the answer is written; `nil` for standard output.
  private let file: String?

  init(_ options: SendOptions, _ credentials: Credentials) {
    self.options = options
    self.credentials = credentials
    file = options.output.flatMap { $0 == "-" ? nil : $0 }
  }

  /// Sees before anything is sent whether the answer and the reports can be written: a key that cannot
  /// be kept is lost, and so is a file that it is written over.
  func check(_ reports: [ReportDestination]) throws(CommandFailure) {
    if file == nil, !StandardStreams.isOutputOpen {
      throw CommandFailure("standard output is closed: there is no place for the answer")
    }
    var outputs = reports.compactMap { report in
      if case .file(let path) = report.place { ("--format", path) } else { nil }
    }
    if let file { outputs.append(("--output", file)) }
    let inputs = [
      options.profile == "-" ? options.stdinFilename : options.profile, options.keyFile,
      options.caFile, options.project.config,
    ]
    var places = OutputPlaces(inputs: inputs.compactMap { $0.flatMap { FileIdentity($0) } })
    for (option, path) in outputs {
      try places.add(path, as: option)
      try AtomicFile.checkWritable(path)
    }
  }

  func write(_ answer: ServerAnswer, from server: String) throws(CommandFailure) {
    guard options.print != nil || file != nil || isatty(STDOUT_FILENO) == 0 else {
      StandardStreams.text(summary(of: answer, from: server))
      return
    }
    let bytes = bytes(of: answer)
    guard let file else {
      StandardStreams.data(bytes, as: options.print == .secret ? .other : .json)
      return
    }
    if try AtomicFile.isReplaceable(file) {
      try Interrupt.deferred { () throws(CommandFailure) in
        try AtomicFile.write(bytes, to: file, mode: 0o600)
      }
    } else {
      // Into a pipe, which may take its time.
      try AtomicFile.write(bytes, to: file)
    }
    if isatty(STDERR_FILENO) == 1 {
      StandardStreams.error("sessionc: wrote \(shown(file)), which only you can read\n")
    }
  }

  private func bytes(of answer: ServerAnswer) -> [UInt8] {
    let content =
      switch options.print ?? .response {
      // A server that repeats the key it was asked with does not make it public.
      case .response: credentials.withoutOwn(answer.body).canonical()
      case .secret: Array(answer.secret.utf8)
      case .session:
        answer.settings.map { credentials.adding(answer.secret).withoutOwn($0).canonical() } ?? []
      }
    return content + [UInt8(ascii: "\n")]
  }

  // MARK: For people

  private func summary(of answer: ServerAnswer, from server: String) -> String {
    let settings = answer.settings
    let voice = settings?["voice"] ?? settings?["audio"]?["output"]?["voice"]
    let rows: [(String, String?)] = [
      ("model", settings?["model"]?.text),
      ("voice", voice?.text ?? voice?["id"]?.text),
      ("key", "*** (to use one, send with --print secret or --output FILE)"),
      ("expires", answer.expiresAt.map { Self.expiry($0, now: time(nil)) }),
    ]
    return rows.reduce(into: "a session was made at \(server)\n") { text, row in
      guard let value = row.1 else { return }
      let label = row.0 + String(repeating: " ", count: 8 - row.0.count)
      text += "  \(label) \(credentials.adding(answer.secret).excerpt(of: value))\n"
    }
  }

  /// Such as "2026-11-24 15:04:05 CET, in 10 min".
  private static func expiry(_ seconds: Int, now: Int) -> String {
    guard var moment = time_t(exactly: seconds), (0..<253_402_300_800).contains(seconds) else {
      return "\(seconds) seconds after 1970"
    }
    var parts = unsafe tm()
    unsafe localtime_r(&moment, &parts)
    var buffer = [CChar](repeating: 0, count: 64)
    let length = unsafe strftime(&buffer, buffer.count, "%Y-%m-%d %H:%M:%S %Z", &parts)
    let date = String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
    let left = seconds - now
    switch left {
    case ...0: return "\(date), which is past"
    case ..<120: return "\(date), in \(left) s"
    default: return "\(date), in \(left / 60) min"
    }
  }
}
