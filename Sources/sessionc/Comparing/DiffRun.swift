import CommandLineSupport
import SessionProfiles
import SourceDiagnostics

/// What `diff` was asked for, out of the parser's wrappers.
struct DiffSettings {
  var paths: [String] = []
  /// The revision that the work tree is compared with.
  var against: String?
  var choices = Choices()
  /// One variant against another of the same profile.
  var variants: (old: String, new: String)?
  var target: Target?
  /// The least level that fails; `nil` for none.
  var failOn: ChangeLevel? = .cosmetic
  var destinations: [DiffDestination] = []
  var options = DifferenceOptions()
  var color = ColorChoice.auto
  /// Whether both sides have one configuration, or none.
  var isConfigurationFixed = false
}

/// One run of `diff`.
struct DiffRun {
  private let settings: DiffSettings
  private let projects: Projects
  private var troubles = Troubles()

  init(_ settings: DiffSettings, _ projects: Projects) {
    (self.settings, self.projects) = (settings, projects)
  }

  /// - Returns: the exit status.
  /// - Throws: `CommandFailure` where nothing can be compared.
  mutating func run() throws(CommandFailure) -> Int32 {
    var sides = try self.sides()
    if sides.old.profiles.isEmpty, sides.new.profiles.isEmpty, troubles.messages.isEmpty {
      throw CommandFailure("there is no profile on either side")
    }
    for index in sides.old.profiles.indices { choose(&sides.old.profiles[index].options) }
    for index in sides.new.profiles.indices { choose(&sides.new.profiles[index].options) }
    try checkOutputs(sides)
    var comparison = compare(sides)
    if settings.against != nil, let revision = sides.old.revision {
      comparison.profiles =
        try ConfigurationComparison(revision, sides).profiles + comparison.profiles
    }
    try write(comparison, sides)
    if !troubles.messages.isEmpty || comparison.profiles.contains(where: { $0.status == .failed }) {
      return 2
    }
    return settings.failOn.map { comparison.hasChanges(from: $0) } ?? false ? 1 : 0
  }

  /// No report is written over a profile or a configuration, or over another report.
  private func checkOutputs(_ sides: Sides) throws(CommandFailure) {
    let files = settings.destinations.compactMap(\.file)
    guard !files.isEmpty else { return }
    let read = (sides.old.workTreeFiles + sides.new.workTreeFiles + projects.namedFiles)
      .compactMap { FileIdentity($0) }
    var places = OutputPlaces(inputs: read)
    for file in files { try places.add(file, as: "--format") }
  }

  private func choose(_ options: inout Compiler.Options) {
    if let target = settings.target { options.target = target }
    options.choice.values = settings.choices.values
  }

  // MARK: Sides

  struct Sides {
    var old: DiffSide
    var new: DiffSide
    /// Two files, whatever they are called.
    var isOnePair = false
  }

  private mutating func sides() throws(CommandFailure) -> Sides {
    if let against = settings.against { return try sides(against) }
    guard settings.paths.count == 2 else {
      let side = try DiffSide.workTree(settings.paths, projects, byName: true, &troubles)
      return Sides(old: side, new: side)
    }
    let (old, isOldFolder) = try side(settings.paths[0])
    let (new, isNewFolder) = try side(settings.paths[1])
    guard isOldFolder == isNewFolder else {
      throw CommandFailure(
        "\(shown(settings.paths[0])) and \(shown(settings.paths[1])): a file and a folder cannot be compared"
      )
    }
    return Sides(old: old, new: new, isOnePair: !isOldFolder)
  }

  /// The configuration that both sides have, where the command line says so.
  private func fixedConfiguration() throws(CommandFailure) -> Configuration? {
    settings.isConfigurationFixed ? try projects.project(of: "./").configuration : nil
  }

  /// A file or folder of the work tree, or of a revision.
  private mutating func side(_ path: String) throws(CommandFailure) -> (DiffSide, isFolder: Bool) {
    guard let named = RevisionPath(path) else {
      if path != "-" {
        guard FileKind(at: path) != nil else {
          throw CommandFailure(
            "\(shown(path)): no such file or folder; to name a revision, write REV:path"
          )
        }
        try ProjectBounds.check(path, otherwise: "it is not read")
      }
      let isFolder = FileKind(at: path) == .folder
      return (try .workTree([path], projects, byName: false, &troubles), isFolder)
    }
    let revision = try Revision(named.revision, for: "REV:path")
    let name = named.name(in: revision)
    let (side, missing) = try DiffSide.revision(
      [name],
      revision,
      fixedConfiguration(),
      byName: false,
      &troubles
    )
    guard missing.isEmpty else {
      throw CommandFailure("\(shown(path)): no such file or folder in this revision")
    }
    let isFolder = revision.path(of: name).map { path in
      if case .folder = revision.tree.follow(path) { true } else { false }
    }
    return (side, isFolder ?? false)
  }

  /// A revision, and the work tree.
  private mutating func sides(_ against: String) throws(CommandFailure) -> Sides {
    let revision = try Revision(against, for: "--against")
    let (old, missing) = try DiffSide.revision(
      settings.paths,
      revision,
      fixedConfiguration(),
      byName: true,
      &troubles
    )
    for path in settings.paths { try ProjectBounds.check(path, otherwise: "it is not read") }
    let named =
      settings.paths.isEmpty ? try Inputs().searched(projects) : settings.paths
    let there = named.filter { FileKind(at: $0) != nil }
    for path in named
    where !there.contains(path)
      && (settings.paths.isEmpty ? old.profiles.isEmpty : missing.contains(path))
    {
      troubles.report("\(shown(path)): no such file or folder, here or in \(shown(against))")
    }
    let paths = settings.paths.isEmpty && there.count == named.count ? [] : there
    let new =
      there.isEmpty
      ? DiffSide(projects.files)
      : try DiffSide.workTree(paths, projects, byName: true, &troubles)
    return Sides(old: old, new: new)
  }

  // MARK: Comparing

  private mutating func compare(_ sides: Sides) -> Comparison {
    let pairs = pairs(sides)
    let work = PairComparison(variants: settings.choices.variants, against: settings.variants)
    var profiles: [ComparedProfile] = []
    var lonely: [(place: Int, requests: [String: RequestFingerprint])] = []
    var choices = settings.choices
    if let variants = settings.variants { choices.variants = [variants.old, variants.new] }
    var check = ChoiceCheck(choices)
    var rest = pairs[...]
    while !rest.isEmpty {
      let batch = Array(rest.prefix(Self.batchSize))
      rest = rest.dropFirst(Self.batchSize)
      for outcome in batch.map(concurrently: true, work.compare) {
        for (name, result) in outcome.results { check.add(result, of: name) }
        if !outcome.requests.isEmpty { lonely.append((profiles.count, outcome.requests)) }
        profiles += outcome.profiles
      }
    }
    check.report(to: &troubles)
    let leftOut = Self.match(lonely, in: &profiles)
    return Comparison(profiles.enumerated().filter { !leftOut.contains($0.offset) }.map(\.element))
  }

  /// Enough to keep the cores busy, and few enough that what is held does not grow with their number.
  private static let batchSize = 256

  private func pairs(_ sides: Sides) -> [DiffPair] {
    func read(_ profile: DiffSide.Profile?, of side: DiffSide) -> DiffPair.Reading? {
      guard let profile else { return nil }
      return {
        do throws(CommandFailure) {
          let source = try side.source(of: profile)
          let compiler = side.compiler(for: profile)
          return .success(.init(source: source, compiler: compiler, isFound: profile.isFound))
        } catch {
          return .failure(error)
        }
      }
    }
    func pair(_ old: DiffSide.Profile?, _ new: DiffSide.Profile?) -> DiffPair {
      let name = (new ?? old)?.name ?? ""
      return DiffPair(
        old: read(old, of: sides.old),
        new: read(new, of: sides.new),
        name: name == "-" ? Inputs().standardInputName : name,
        oldTitle: sides.old.title,
        settings: settings(old, new, of: sides)
      )
    }
    /// How grave changes are: against a revision what that says, so that no change can play itself down.
    func settings(
      _ old: DiffSide.Profile?,
      _ new: DiffSide.Profile?,
      of sides: Sides
    ) -> ChangeSettings {
      let before = old.flatMap { sides.old.changes[ByteText($0.name)] }
      if sides.old.revision != nil { return before ?? ChangeSettings() }
      return new.flatMap { sides.new.changes[ByteText($0.name)] } ?? before ?? ChangeSettings()
    }
    if sides.isOnePair { return [pair(sides.old.profiles.first, sides.new.profiles.first)] }
    var olds: [ByteText: DiffSide.Profile] = [:]
    for profile in sides.old.profiles { olds[ByteText(profile.key)] = profile }
    let known = Set(sides.new.profiles.map { ByteText($0.key) })
    return sides.new.profiles.map { pair(olds[ByteText($0.key)], $0) }
      + sides.old.profiles.filter { !known.contains(ByteText($0.key)) }.map { pair($0, nil) }
  }

  /// Finds profiles that are gone under other names, with the same requests.
  ///
  /// - Returns: the places of what has become of them.
  private static func match(
    _ lonely: [(place: Int, requests: [String: RequestFingerprint])],
    in profiles: inout [ComparedProfile]
  ) -> Set<Int> {
    var gone: [[String: RequestFingerprint]: [Int]] = [:]
    for (place, requests) in lonely where profiles[place].status == .removed {
      gone[requests, default: []].append(place)
    }
    var matched: Set<Int> = []
    for (place, requests) in lonely where profiles[place].status == .added {
      guard let old = gone[requests]?.first else { continue }
      gone[requests]?.removeFirst()
      profiles[place].status = .renamed
      profiles[place].oldFile = profiles[old].file
      profiles[place].changes = []
      matched.insert(old)
    }
    return matched
  }

  // MARK: Writing

  private func write(_ comparison: Comparison, _ sides: Sides) throws(CommandFailure) {
    var options = settings.options
    options.oldName = sides.old.title.isEmpty ? settings.paths.first ?? "" : sides.old.title
    options.newName =
      sides.new.title.isEmpty
      ? settings.against == nil ? settings.paths.last ?? "" : "the work tree" : sides.new.title
    for destination in settings.destinations {
      if let file = destination.file, projects.isMade(of: file) {
        throw CommandFailure("\(shown(file)): a profile of this run is made of it; write elsewhere")
      }
      var own = options
      if destination.file == nil, destination.form == .text {
        own.colors = Terminal(STDOUT_FILENO, color: settings.color).colors
      }
      try destination.write(destination.form.bytes(comparison, own))
    }
  }
}
