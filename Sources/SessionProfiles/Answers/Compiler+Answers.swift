internal import CanonicalJSON
internal import ProfileRules
public import SourceDiagnostics

/// Where a request goes, and what a server answered, told as findings about the profile.
extension Compiler {
  /// A finding (SP801) at the line that made the field which the server refused.
  ///
  /// - Parameters:
  ///   - context: what is known besides, such as the status; part of the help.
  ///   - compilation: made with `makesSourceMap`.
  /// - Returns: `nil` where the error names no field.
  public func finding(
    about error: ServerError,
    context: String,
    of compilation: Compilation
  ) -> Diagnostic? {
    guard let param = error.param, let places = RequestPlaces(compilation) else { return nil }
    let place = places.place(of: param)
    let isMissing = !place.isExact && error.code == "missing_required_parameter"
    // What is unknown is its key; what is wrong is its value.
    let isKey = error.code == "unknown_parameter" || place.entry?.isScalar != true || !place.isExact
    let span = place.entry.map { isKey ? $0.span : $0.valueSpan } ?? places.start
    let isSession = place.isExact && place.pointer == places.session.pointer
    let exact = isSession ? "the session" : Self.name(of: place.entry?.path ?? place.pointer)
    var finding = RejectedByServer.finding(
      place.isExact ? exact : "`\(Wording.shown(param, most: Self.namesMax))`",
      reason: Secrets.redacted(error.message),
      at: span,
      path: place.entry?.path ?? "",
      label: isMissing ? "it is missing here" : nil,
      help: place.entry == nil && !isSession ? "\(Self.noPlace); \(context)" : context
    )
    finding.isAboutFile = place.entry == nil
    compilation.placement?.apply(to: &finding)
    return finding
  }

  /// Findings (SP802) about what the session lost or changed on its way: in the order of the profile,
  /// without those that its comments or the policy silence.
  ///
  /// - Parameters:
  ///   - answer: what the server answered to the request of `compilation`.
  ///   - compilation: made with `makesSourceMap`.
  ///   - redacting: takes out of a text what nobody may see.
  public func differences(
    of answer: ServerAnswer,
    from compilation: Compilation,
    redacting: @escaping (String) -> String = { $0 }
  ) -> [Diagnostic] {
    guard let settings = answer.settings, let target = compilation.target,
      let places = RequestPlaces(compilation)
    else { return [] }
    let (sent, base) = places.session
    let comparison = AnswerComparison(
      // The lifetime of the key is not among the settings.
      isLeftOut: { $0 == "/client_secret" || places[base + $0]?.isSecret ?? false },
      hasPlace: { places[base + $0] != nil },
      redacting: redacting
    )
    var bag = DiagnosticBag()
    for difference in comparison.differences(of: sent, from: settings, in: target.dialect) {
      let entry = places[base + difference.pointer]
      let isKey = difference.outcome == .dropped || entry?.isScalar != true
      var finding = ChangedByServer.finding(
        Self.name(of: entry?.path ?? difference.pointer),
        difference.outcome,
        at: entry.map { isKey ? $0.span : $0.valueSpan } ?? places.start,
        path: entry?.path ?? ""
      )
      finding.isAboutFile = entry == nil
      if finding.isAboutFile { finding.help = finding.help.map { "\(Self.noPlace); \($0)" } }
      bag.report(finding)
    }
    return reported(bag, of: compilation)
  }

  /// Findings (SP803) about where a request is about to go.
  ///
  /// - Parameters:
  ///   - compilation: made with `makesSourceMap`.
  ///   - host: the server's name, in lower case.
  public func findings(sending compilation: Compilation, to host: String) -> [Diagnostic] {
    guard compilation.target?.ended != nil, host == "api.openai.com",
      let endpoint = compilation.endpoint, let places = RequestPlaces(compilation)
    else { return [] }
    var bag = DiagnosticBag()
    var finding = EndpointSwitchedOff.finding(endpoint, at: places.start)
    finding.isAboutFile = true
    bag.report(finding)
    return reported(bag, of: compilation)
  }

  /// What the policy and the comments of the profile leave of findings about sending.
  private func reported(_ bag: DiagnosticBag, of compilation: Compilation) -> [Diagnostic] {
    var found = options.policy.apply(to: bag.sorted())
    if let tree = compilation.placement?.tree ?? compilation.result.tree {
      let codes = Set(found.map(\.rule.code))
      found = Ignores.apply(to: found, of: tree, under: options.policy).reported
        .filter { codes.contains($0.rule.code) }
    }
    for index in found.indices { compilation.placement?.apply(to: &found[index]) }
    return found
  }

  /// The help of a finding about what is in the request and has no place in the profile.
  private static let noPlace = "no line of the profile stands for it"

  /// The most characters of a field's path in a message.
  private static let namesMax = 120

  /// What a message calls a field: its path in the session, such as `tools[0].name`.
  private static func name(of pointer: String) -> String {
    let steps = JSONPointer.names(in: pointer)
    let names = steps.first == "session" ? steps.dropFirst() : steps[...]
    guard !names.isEmpty else { return "the session" }
    let path = names.reduce(into: "") { path, name in
      path += Int(name) != nil ? "[\(name)]" : path.isEmpty ? name : ".\(name)"
    }
    return "`\(Wording.shown(path, most: namesMax))`"
  }
}
