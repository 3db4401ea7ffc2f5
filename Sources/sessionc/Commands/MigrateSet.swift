import CommandLineSupport
import SessionProfiles
import SourceDiagnostics

/// Profiles that have files in common, and those files: they are rewritten together, or not at all.
struct MigrateSet {
  /// A file that is rewritten.
  struct Rewritten {
    var before: SourceText
    var after: SourceText
    /// What has no counterpart in the GA dialect, and is a comment there.
    var findings: [Diagnostic]
  }

  private let projects: Projects
  private let profiles: [ProjectProfiles.Entry]
  private(set) var rewritten: [Rewritten] = []
  /// Why nothing is rewritten.
  private(set) var problems: [String] = []

  /// - Parameter profiles: those of the run that name other files.
  init(_ profiles: [ProjectProfiles.Entry], _ projects: Projects) {
    self.projects = projects
    self.profiles = profiles
  }

  /// Parts profiles into those that have a layer in common, each with all that it has one in common with: one
  /// that cannot be rewritten keeps no other profile from it.
  static func thatShareLayers(_ profiles: [ProjectProfiles.Entry]) -> [[ProjectProfiles.Entry]] {
    // Of each profile, one before it that it belongs to, or itself.
    var earlier = Array(profiles.indices)
    func first(_ index: Int) -> Int {
      var index = index
      while earlier[index] != index {
        earlier[index] = earlier[earlier[index]]
        index = earlier[index]
      }
      return index
    }
    var users: [FileIdentity: Int] = [:]
    for (index, profile) in profiles.enumerated() {
      for layer in layers(of: profile) {
        guard let identity = FileIdentity(layer.name) else { continue }
        if let user = users[identity] {
          let (one, other) = (first(user), first(index))
          earlier[max(one, other)] = min(one, other)
        } else {
          users[identity] = index
        }
      }
    }
    var sets: [Int: [ProjectProfiles.Entry]] = [:]
    for (index, profile) in profiles.enumerated() {
      sets[first(index), default: []].append(profile)
    }
    return sets.sorted { $0.key < $1.key }.map(\.value)
  }

  /// A profile and what it starts from.
  private static func layers(of profile: ProjectProfiles.Entry) -> [SourceText] {
    let layers = Set(profile.uses.filter { $0.kind == .extends }.map(\.file))
    return profile.files.enumerated().filter { $0.offset == 0 || layers.contains($0.offset) }
      .map(\.element)
  }

  /// The files that are in the flat dialect.
  var flat: [String] { rewritten.map(\.before.name) }

  /// Rewrites the flat ones among all files of the profiles, in memory.
  ///
  /// - Throws: `CommandFailure` where a configuration cannot be used.
  mutating func run() throws(CommandFailure) {
    let sources = layers()
    try rewrite(sources, fillsDefaults: true)
    guard !rewritten.isEmpty, problems.isEmpty else { return }
    try checkUsers()
    guard problems.isEmpty else { return }
    let before = try requests()
    try checkRequests(before)
    guard !problems.isEmpty else { return }
    // What one file leaves out another may have.
    let first = problems
    restore()
    problems = []
    try rewrite(sources, fillsDefaults: false)
    if problems.isEmpty { try checkRequests(before) }
    guard !problems.isEmpty else { return }
    restore()
    problems = first
  }

  /// Lets the profiles be made of the files as they are.
  private mutating func restore() {
    for file in rewritten { projects.replace(file.before.name, with: file.before.bytes) }
    rewritten = []
  }

  private mutating func rewrite(
    _ sources: [SourceText],
    fillsDefaults: Bool
  ) throws(CommandFailure) {
    for source in sources {
      let options = try projects.project(of: source.name).compilerOptions
      let migration = Compiler(options: options)
        .migrateLayer(source, fillsDefaults: fillsDefaults)
      if migration.wasGA { continue }
      if let after = migration.profile {
        let findings = migration.diagnostics.filter(Self.isAboutField)
        rewritten.append(Rewritten(before: source, after: after, findings: findings))
      } else if let refusal = migration.refusal {
        let place = LineTable(source.bytes).position(of: refusal.span.start)
        problems.append(
          "\(shown(source.name)):\(place.line):\(place.column): \(shown(refusal.message))"
        )
      } else {
        problems.append("\(shown(source.name)): it cannot be read")
      }
    }
  }

  /// Whether a finding is about a field that cannot be carried over. Of a file by itself others may be wrong: it
  /// may have the rest from other files.
  private static func isAboutField(_ finding: Diagnostic) -> Bool {
    let name = finding.path.utf8.lastIndex(of: UInt8(ascii: "/")).map { finding.path[$0...] } ?? ""
    return ["SP101", "SP105"].contains(finding.rule.code) && !name.hasPrefix("/$")
  }

  /// The profiles and what they start from, each once.
  private func layers() -> [SourceText] {
    var result: [SourceText] = []
    var seen: Set<ByteText> = []
    for file in profiles.flatMap(Self.layers(of:)) {
      if seen.insert(ByteText(file.name)).inserted { result.append(file) }
    }
    return result
  }

  /// No profile that is not rewritten may start from a file that is.
  private mutating func checkUsers() throws(CommandFailure) {
    let known = Set(profiles.compactMap(\.file.identity))
    for file in rewritten {
      guard let identity = FileIdentity(file.before.name), !known.contains(identity) else {
        continue
      }
      let users = try ProjectProfiles(of: file.before.name, projects).users(of: identity)
      let others = users.filter { $0.file.identity.map { !known.contains($0) } ?? true }
      guard let other = others.first else { continue }
      let more = others.count > 1 ? " and \(others.count - 1) more" : ""
      problems.append(
        "\(shown(file.before.name)): \(shown(other.file.path))\(more) \(others.count > 1 ? "use" : "uses") it as well: name all of them, or the folder"
      )
    }
  }

  /// Every profile says the same as before, for the target that it is rewritten for.
  ///
  /// - Parameter before: what they said before.
  private mutating func checkRequests(_ before: [[UInt8]?]) throws(CommandFailure) {
    for file in rewritten { projects.replace(file.before.name, with: file.after.bytes) }
    let after = try requests()
    for (profile, (old, new)) in zip(profiles, zip(before, after)) {
      let name = shown(profile.file.path)
      if let old, !Self.areSame(old, new) {
        problems.append("\(name): its files cannot be rewritten so that it says the same")
      } else if old == nil, new == nil, try hasMixedFiles(profile) {
        problems.append("\(name): its files would still be in two dialects")
      }
    }
  }

  /// Whether two requests say the same: where `$unset` takes the last member of a mapping away, an empty one
  /// stays.
  private static func areSame(_ old: [UInt8], _ new: [UInt8]?) -> Bool {
    guard let new else { return false }
    if old == new { return true }
    guard let before = try? JSONReader.read(old), let after = try? JSONReader.read(new) else {
      return false
    }
    return withoutEmptyMembers(before) == withoutEmptyMembers(after)
  }

  private static func withoutEmptyMembers(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let items): return .array(items.map(withoutEmptyMembers))
    case .object(let members):
      let kept = members.map { JSONMember(name: $0.name, value: withoutEmptyMembers($0.value)) }
      return .object(kept.filter { $0.value != .object([]) })
    case .null, .bool, .number, .string: return value
    }
  }

  private func requests() throws(CommandFailure) -> [[UInt8]?] {
    var result: [[UInt8]?] = []
    for profile in profiles { result.append(try request(of: profile)) }
    return result
  }

  /// The request of a profile, or those of all its variants together.
  private func request(of profile: ProjectProfiles.Entry) throws(CommandFailure) -> [UInt8]? {
    let compilation = try compile(profile)
    let variants = compilation.result.variants
    guard !variants.isEmpty else { return compilation.request }
    var members: [JSONMember] = []
    for variant in variants {
      guard let request = try compile(profile, variant).request,
        let value = try? JSONReader.read(request)
      else { return nil }
      members.append(JSONMember(name: Array(variant.utf8), value: value))
    }
    return JSONValue.object(members).canonical()
  }

  private func hasMixedFiles(_ profile: ProjectProfiles.Entry) throws(CommandFailure) -> Bool {
    try compile(profile).diagnostics.contains { $0.rule.code == "SP707" }
  }

  private func compile(
    _ profile: ProjectProfiles.Entry,
    _ variant: String? = nil
  ) throws(CommandFailure) -> Compilation {
    var options = try projects.project(of: profile.file.path).compilerOptions
    options.target = .gaClientSecrets
    options.keepsSecretNames = true
    options.choice.variant = variant
    options.policies = FieldPolicies()
    let name = profile.files.first?.name ?? profile.file.path
    let bytes =
      rewritten.first { ByteText($0.before.name) == ByteText(name) && projects.isReplaced(name) }?
      .after.bytes ?? profile.files.first?.bytes ?? []
    return Compiler(options: options, reading: projects.files)
      .compile(SourceText(name: name, bytes: bytes))
  }
}
