import CommandLineSupport
import SessionProfiles

/// A profile of each side, or of one of them.
struct DiffPair: Sendable {
  /// A profile that is read, with its variants.
  struct Read: Sendable {
    var source: SourceText
    var compiler: Compiler
    /// Whether the file is no session, and nobody has named it.
    var isFound: Bool
  }

  /// Reads a side: not before it is compared, so that not all profiles are held at once.
  typealias Reading = @Sendable () -> Result<Read, CommandFailure>

  var old: Reading?
  var new: Reading?
  /// As it is named now, or was.
  var name: String
  var oldTitle: String
  var settings: ChangeSettings
}

/// What tells one request from another, without holding it.
struct RequestFingerprint: Hashable, Sendable {
  private let count: Int
  private let hashes: [Int]

  init(_ request: [UInt8]) {
    count = request.count
    hashes = (0..<2).map { round in
      var hasher = Hasher()
      hasher.combine(round)
      hasher.combine(request)
      return hasher.finalize()
    }
  }
}

/// What is compared, and what a pair gives.
struct PairComparison: Sendable {
  /// The variants that are looked at; none for all.
  var variants: [String] = []
  /// One variant against another.
  var against: (old: String, new: String)?

  /// What comparing gave, and what the run must know besides.
  struct Outcome: Sendable {
    var profiles: [ComparedProfile] = []
    /// The requests of a profile that is on one side only, to find it under another name.
    var requests: [String: RequestFingerprint] = [:]
    /// What of the choices of the command line the profiles have.
    var results: [(name: String, result: CheckResult)] = []
  }

  /// A side of a profile: its requests by variants.
  private struct Requests {
    var byVariant: [(variant: String?, request: ComposedRequest)] = []
    var problems: [String] = []
    var isSession = true
    var results: [CheckResult] = []
  }

  func compare(_ pair: DiffPair) -> Outcome {
    var outcome = Outcome()
    let old = pair.old.map { requests(of: $0(), against?.old, title: pair.oldTitle) }
    let new = pair.new.map { requests(of: $0(), against?.new, title: "") }
    outcome.results = ((old?.results ?? []) + (new?.results ?? [])).map { (pair.name, $0) }
    let sides = [old, new].compactMap(\.self).filter(\.isSession)
    if against != nil, sides.contains(where: { $0.byVariant.isEmpty && $0.problems.isEmpty }) {
      return outcome
    }
    let before = old.flatMap { $0.isSession ? $0 : nil }
    let after = new.flatMap { $0.isSession ? $0 : nil }
    switch (before, after) {
    case (let before?, let after?):
      let problems = before.problems + after.problems
      if problems.isEmpty {
        outcome.profiles = compare(before, after, pair)
      } else {
        outcome.profiles = [failed(pair, problems)]
      }
    case (let before?, nil):
      outcome.profiles = [profile(pair, nil, .removed)]
      outcome.requests = fingerprints(before)
    case (nil, let after?):
      if after.problems.isEmpty {
        outcome.profiles = [profile(pair, nil, .added)]
        outcome.requests = fingerprints(after)
      } else {
        outcome.profiles = [failed(pair, after.problems)]
      }
    case (nil, nil): break
    }
    return outcome
  }

  private func failed(_ pair: DiffPair, _ problems: [String]) -> ComparedProfile {
    var failed = ComparedProfile(file: pair.name, status: .failed)
    failed.problems = problems
    return failed
  }

  private func fingerprints(_ side: Requests) -> [String: RequestFingerprint] {
    guard side.problems.isEmpty else { return [:] }
    return Dictionary(
      side.byVariant.map { ($0.variant ?? "", RequestFingerprint($0.request.canonical)) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  private func profile(
    _ pair: DiffPair,
    _ variant: String?,
    _ status: ComparedProfile.Status
  ) -> ComparedProfile {
    let change = ProfileDifference.change("profile-\(status.rawValue)", settings: pair.settings)
    return ComparedProfile(
      file: pair.name,
      variant: variant,
      status: status,
      changes: change.map { [$0] } ?? []
    )
  }

  private func compare(_ old: Requests, _ new: Requests, _ pair: DiffPair) -> [ComparedProfile] {
    if let against {
      guard let mine = old.byVariant.first, let theirs = new.byVariant.first else { return [] }
      let title = "\(against.old)..\(against.new)"
      return [compared(mine.request, theirs.request, pair, title)]
    }
    var result: [ComparedProfile] = []
    for (variant, request) in new.byVariant {
      if let other = old.byVariant.first(where: { $0.variant == variant }) {
        result.append(compared(other.request, request, pair, variant))
      } else {
        result.append(profile(pair, variant, .added))
      }
    }
    for (variant, _) in old.byVariant
    where !new.byVariant.contains(where: { $0.variant == variant }) {
      result.append(profile(pair, variant, .removed))
    }
    return result
  }

  private func compared(
    _ old: ComposedRequest,
    _ new: ComposedRequest,
    _ pair: DiffPair,
    _ variant: String?
  ) -> ComparedProfile {
    let changes = ProfileDifference.changes(from: old, to: new, settings: pair.settings)
    return ComparedProfile(
      file: pair.name,
      variant: variant,
      status: changes.isEmpty ? .same : .changed,
      changes: changes
    )
  }

  // MARK: Reading

  private func requests(
    of side: Result<DiffPair.Read, CommandFailure>,
    _ chosen: String?,
    title: String
  ) -> Requests {
    var requests = Requests()
    let start = title.isEmpty ? "" : "\(shown(title)): "
    let read: DiffPair.Read
    switch side {
    case .success(let value): read = value
    case .failure(let failure):
      requests.problems = [start + failure.message]
      return requests
    }
    let wanted = chosen.map { [$0] } ?? variants
    let first = read.compiler.request(of: read.source)
    requests.results.append(first.result)
    if read.isFound, first.result.isSomethingElse {
      requests.isSession = false
      return requests
    }
    let offered = first.result.variants
    let names = wanted.isEmpty ? offered : offered.filter(wanted.contains)
    // Nothing of a profile that has no such variant, or of one without variants where two are compared.
    if names.isEmpty, !offered.isEmpty || chosen != nil { return requests }
    for name in offered.isEmpty ? [nil] : names.map(Optional.init) {
      // Without a choice it is the first one, or the profile has none.
      let (request, result) =
        name.flatMap { $0 == offered.first ? nil : $0 }
        .map { read.compiler.choosing($0).request(of: read.source) } ?? first
      if let request {
        requests.byVariant.append((name, request))
      } else {
        requests.problems += problems(of: result, read.source).map { start + $0 }
      }
    }
    return requests
  }

  private func problems(of result: CheckResult, _ source: SourceText) -> [String] {
    let found = result.diagnostics.filter { Rules.isAboutReading($0) }
    guard !found.isEmpty else {
      return ["\(shown(source.name)): this is no session of the Realtime API"]
    }
    return found.prefix(3).map { finding in
      let index = Int(finding.span.source.rawValue)
      let file = result.files.indices.contains(index) ? result.files[index] : source
      let place = LineTable(file.bytes).position(of: finding.span.start)
      let code = finding.rule.code
      return shown("\(file.name):\(place.line):\(place.column): \(code) \(finding.message)")
    }
  }
}
