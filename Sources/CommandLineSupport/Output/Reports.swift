package import SessionProfiles

/// The reports of a run, each on its way to where it belongs.
package struct Reports {
  private struct Output {
    var place: ReportPlace
    var format: ReportFormat
    var report: any DiagnosticReport
    /// What is to go to a file, which is written whole.
    var bytes: [UInt8] = []
  }

  private var outputs: [Output]
  private let root: ReportRoot?
  private let findingsMax: Int?

  /// - Parameter findingsMax: how many findings are shown of one file; `nil` for all.
  package init(
    _ destinations: [ReportDestination],
    isStrict: Bool,
    color: ColorChoice,
    findingsMax: Int?
  ) {
    self.findingsMax = findingsMax
    outputs = destinations.map { destination in
      let (format, place) = (destination.format, destination.place)
      let terminal =
        switch place {
        case .standardOutput: Terminal(STDOUT_FILENO, color: color)
        case .standardError: Terminal(STDERR_FILENO, color: color)
        case .file: Terminal.none
        }
      return Output(
        place: place,
        format: format,
        report: format.report(version: sessioncVersion, isStrict: isStrict, text: terminal.renderer)
      )
    }
    let areForPeople = destinations.allSatisfy {
      [.text, .concise, .json].contains($0.format)
    }
    root = areForPeople ? nil : ReportRoot()
  }

  package mutating func add(_ source: SourceText, _ result: CheckResult) {
    add(
      source,
      result.diagnostics,
      silenced: result.silenced,
      more: result.more,
      others: Array(result.files.dropFirst())
    )
  }

  /// Adds a file that profiles share.
  package mutating func add(_ file: SharedFindings.File) {
    add(
      file.source,
      file.result.diagnostics,
      silenced: file.result.silenced,
      more: file.result.more,
      others: file.others,
      isProfile: false
    )
  }

  package mutating func add(
    _ source: SourceText,
    _ diagnostics: [Diagnostic],
    silenced: [SilencedDiagnostic],
    more: FindingCounts = FindingCounts(),
    others: [SourceText] = [],
    isProfile: Bool = true
  ) {
    let file = FileReport(
      source: source,
      path: root?.path(of: source.name),
      others: others.map { .init(source: $0, path: root?.path(of: $0.name)) },
      isProfile: isProfile,
      diagnostics: diagnostics,
      silenced: silenced,
      more: more,
      limit: findingsMax
    )
    for index in outputs.indices { write(outputs[index].report.add(file), to: index) }
  }

  /// Ends the reports, and writes those that go to files.
  ///
  /// - Parameters:
  ///   - projects: whose files no report may replace.
  ///   - problems: what else kept the run from being complete.
  package mutating func finish(
    _ troubles: inout Troubles,
    of projects: Projects? = nil,
    problems: [String] = []
  ) {
    for index in outputs.indices {
      let problems = troubles.messages + problems
      write(outputs[index].report.finish(problems: problems), to: index)
      guard case .file(let path) = outputs[index].place else { continue }
      if projects?.isMade(of: path) ?? false {
        troubles.report("\(shown(path)): a profile of this run is made of it; write elsewhere")
        continue
      }
      do throws(CommandFailure) {
        let output = outputs[index]
        let isText = [.text, .concise].contains(output.format)
        let bytes = isText ? TextForPeople(output.bytes).bytes : output.bytes
        try AtomicFile.write(bytes, to: path)
      } catch {
        troubles.report(error.message)
      }
    }
  }

  private mutating func write(_ bytes: [UInt8], to index: Int) {
    // As of most files, in which nothing is found.
    guard !bytes.isEmpty else { return }
    let isError: Bool
    switch outputs[index].place {
    case .standardOutput: isError = false
    case .standardError: isError = true
    case .file:
      outputs[index].bytes += bytes
      return
    }
    switch outputs[index].format {
    case .text, .concise:
      StandardStreams.say(TextForPeople(bytes, isColored: true), isError: isError)
    case .json, .sarif, .gitlab: StandardStreams.data(bytes, as: .json, isError: isError)
    case .github, .junit: StandardStreams.data(bytes, isError: isError)
    }
  }
}
