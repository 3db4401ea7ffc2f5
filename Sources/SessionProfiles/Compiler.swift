internal import ProfileIR
public import ProfileLinking
internal import ProfileRules
internal import ProfileTargets
internal import ServerOverlays
public import SourceDiagnostics
internal import YAMLSyntax

/// Compiles session profiles: the stages in their order, and nothing else.
///
///     bytes ──compose──▶ tree ──link──▶ tree ──bind──▶ IR ──check──▶ IR ──emit──▶ canonical JSON
///
/// Pure: the same files give the same result, whatever the machine. Nothing here reads the environment or
/// the clock, and the files that a profile names come from the one reader that it is given. Bad input is never an error to throw: it gives diagnostics and no
/// request.
public struct Compiler: Sendable {
  public var options: Options
  /// The files that profiles may name, each read once for all of them; without them, each one that is named
  /// is missing (SP701).
  public var files: SharedFiles?

  public init(options: Options = Options(), reading files: SharedFiles? = nil) {
    self.options = options
    self.files = files
  }

  /// The most bytes that a profile may have; a longer one gives SP004.
  public static let inputBytesMax = Limits().inputBytes

  /// Checks a profile: the problems of the file, in the order of the file, at most `findingsHeld`.
  public func lint(_ source: SourceText) -> [Diagnostic] { check(source).diagnostics }

  /// Checks a profile and, where it has no error, writes its request. One that has variants is written for the
  /// one that is chosen, and not at all without a choice.
  public func compile(_ source: SourceText) -> Compilation {
    var (result, checked) = run(source)
    if options.choice.variant == nil, !result.variants.isEmpty {
      return Compilation(request: nil, target: nil, result: result)
    }
    guard let checked, !result.hasErrors else {
      return Compilation(request: nil, target: nil, result: result)
    }
    let profile = checked.request
    let request = RequestEmitter.emit(
      profile,
      for: checked.target,
      pretty: options.isPretty,
      explicitDefaults: options.writesDefaults
    )
    if !request.secrets.isEmpty, !options.keepsSecretNames {
      var found = SecretToFillIn.findings(request.secrets.map(\.id), in: profile)
      for index in found.indices { checked.placement?.apply(to: &found[index]) }
      result.add(found, FindingCounts())
      return Compilation(request: nil, target: nil, result: result)
    }
    return Compilation(
      request: request.bytes,
      secrets: request.secrets.map { checked.placed($0.reference) },
      target: checked.target,
      server: checked.server,
      result: consume result,
      endpoint: checked.target.endpoint(for: profile.document),
      parts: options.makesSourceMap ? sourceMap(of: checked) : [],
      placement: checked.placement
    )
  }

  /// The same, for a profile that names other files.
  ///
  /// - Parameters:
  ///   - source: the profile.
  ///   - reader: finds and reads the others.
  public func compile(_ source: SourceText, reading reader: some ProfileReader) -> Compilation {
    Compiler(options: options, reading: SharedFiles(reader)).compile(source)
  }

  private func sourceMap(of checked: Checked) -> [SourceMap.Entry] {
    let request = checked.request
    let parts = checked.lowered.map { AuthoredParts(checked.profile, $0.tree) }
    return SourceMap.entries(of: request, for: checked.target) { id in
      let node = request[id]
      return parts?.path(of: node.key == .none ? node.value : node.key) ?? request.safePath(id)
    }
  }

  /// - Parameters:
  ///   - misspellings: where they are bound, the profile is not lowered: who asks wants to know what is
  ///     to be mended in it.
  ///   - isPart: whether the text is the part of another one that could be read.
  ///   - linksFiles: whether the files that the profile names are part of it; else its directives are values
  ///     like any.
  ///   - place: the session in the text, which is a file of another tool.
  func run(
    _ source: SourceText,
    misspellings: Binder.Misspellings = .unknown,
    isPart: Bool = false,
    linksFiles: Bool = true,
    at place: Place? = nil
  ) -> (result: CheckResult, checked: Checked?) {
    var bag = DiagnosticBag(limit: options.findingsHeld)
    var checked: Checked?
    var brokenAt: Int?
    var tree: NodeTree?
    if let place {
      tree = place.tree
    } else {
      tree = Composer.compose(source.bytes, into: &bag, brokenAt: &brokenAt)
    }
    let isLinked = linksFiles && place == nil && Self.namesFiles(tree)
    // The profile by itself, where it is made of several files. Of any other there is but one tree, which is
    // handed on: each copy shows in what a profile costs.
    var own: NodeTree?
    var turn: Turnstile.Turn?
    defer { withExtendedLifetime(turn) {} }
    if isLinked {
      own = tree
      tree = link(own, source, turn: &turn, into: &bag)
    }
    if isLinked, let composition = tree?.composition {
      if composition.isLeftOut { return (leftOut(own), nil) }
      let wanted = options.choice.variant
      if wanted != nil, !composition.variants.isEmpty, composition.variant != wanted {
        return (lackingVariant(own, composition), nil)
      }
    }
    if let tree, ProfileRoot.check(tree, into: &bag) {
      let readingFound = bag
      var unknownServer = NodeID.none
      let server = server(of: tree, called: source.name, unknown: &unknownServer)
      let shape = shape(of: tree, at: server)
      let schema = Server.schema(of: shape.dialect, at: server)
      let profile = Binder.bind(tree, to: schema, as: shape.document, misspellings: misspellings)
      check(profile, at: server, into: &bag)
      let target = target(of: profile, shape)
      let lowered = check(profile, shape, for: target, at: server, misspellings, into: &bag)
      if server?.isOpenAI ?? false, let day = target.ended {
        EndpointSwitchedOff.check(profile, for: target.dialect, since: day, into: &bag)
      }
      if !options.policies.isEmpty {
        let isWhole = !isPart && !(tree.composition?.isOpen ?? false)
        checkPolicies(of: profile, lowered, isWhole, called: source.name, into: &bag)
      }
      checked = Checked(
        profile: profile,
        lowered: lowered,
        target: target,
        server: server,
        turn: turn
      )
      // What such a server takes cannot be known.
      if unknownServer != .none {
        (bag, checked) = (readingFound, nil)
        bag.report(finding(aboutServer: unknownServer, in: tree))
      }
      if isLinked, tree.composition?.isOpen ?? false {
        bag = OpenProfile.certain(bag, after: readingFound, in: profile)
      }
    }
    var found = bag.sorted()
    // Known here also where nobody wants to be told of them.
    let secrets = found.filter(\.hidesSource).map(\.span.range)
    found = options.policy.apply(to: found)
    var result = CheckResult(limit: options.findingsHeld)
    result.more = options.policy.apply(to: bag.more)
    if let tree {
      let left = Ignores.apply(
        to: found,
        and: result.more,
        of: tree,
        under: options.policy,
        keeping: options.policies,
        limit: options.findingsHeld
      )
      (found, result.silenced, result.more) = (left.reported, left.silenced, left.more)
      if checked?.lowered != nil { LoweredFindings.dropUnknown(from: &found) }
      if isLinked, found.contains(where: LinkingRules.leavesHole) {
        // What a comment silences may be in what is not known.
        found.removeAll { $0.rule == UnusedIgnore.descriptor }
      }
      SharedValues.markUnsafe(&found, in: tree)
      // What moves fields reads one file.
      if let checked, !isLinked, place == nil {
        FlatFields.addFix(to: &found, of: checked.profile, name: source.name)
      }
    }
    if let place { place.keep(&found) }
    result.diagnostics = found
    if let brokenAt, !isPart { addReadable(of: source, before: brokenAt, to: &result) }
    result.tree = isLinked ? own : tree
    if let profile = checked?.profile {
      result.isBareSession =
        profile.document == .session && profile.schema.dialect?.document(.body) != nil
    }
    result.isComplete = checked != nil && result.more.isEmpty
    if let checked, !bag.isEmpty, !result.hasErrors { checkNumbers(of: checked, into: &result) }
    let text = isLinked ? tree?.allText(called: source.name) : nil
    let placement =
      isLinked ? tree.flatMap { tree in tree.composition.map { Placement(tree, $0) } } : nil
    placement?.addPointers(to: &result)
    Secrets.hide(
      in: &result.diagnostics,
      and: &result.silenced,
      of: text ?? source,
      knowing: secrets
    )
    if let placement, let composition = tree?.composition {
      result.add(composition)
      placement.place(&result)
    }
    if !result.more.isEmpty { result.tellOfCounted() }
    return (result, checked)
  }

  /// Adds what is wrong in the part of a text that could be read.
  private func addReadable(of source: SourceText, before place: Int, to result: inout CheckResult) {
    guard let part = ReadablePart(source, before: place) else { return }
    let (found, checked) = run(part.source, isPart: true)
    guard let profile = checked?.profile else { return }
    if found.files.count > 1 { result.files = [source] + found.files.dropFirst() }
    result.add(part.certain(found.diagnostics, in: profile), FindingCounts())
    result.silenced += found.silenced
  }

  /// - Parameter profile: as authored, or as it was lowered.
  func check(_ profile: BoundProfile, at server: Server?, into bag: inout DiagnosticBag) {
    ProfileChecker.check(
      profile,
      allowing: options.policy.allowed,
      hasOpenNames: server?.hasOpenNames ?? false,
      into: &bag
    )
  }

  /// No number becomes another in the request, whatever was said of it before and silenced: one with
  /// a finding has not been asked yet whether it is exact.
  private func checkNumbers(of checked: Checked, into result: inout CheckResult) {
    var bag = DiagnosticBag(limit: options.findingsHeld)
    InexactNumber.checkAll(checked.request, into: &bag)
    guard !bag.isEmpty else { return }
    var found = bag.sorted()
    if checked.lowered != nil {
      let parts = AuthoredParts(checked.profile, checked.request.tree, for: found)
      for index in found.indices { parts.apply(to: &found[index]) }
    }
    result.add(found, bag.more)
  }
}
