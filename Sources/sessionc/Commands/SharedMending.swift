import CommandLineSupport
import SessionProfiles
import SourceDiagnostics

/// Mends files that profiles share. A fix there changes every profile that uses the file, so it is safe only
/// where each of them in the project has the same finding with the same edit, and none gets an error by it.
struct SharedMending {
  /// A file that was mended.
  struct Mended {
    var before: SourceText
    var after: SourceText
    var fixed: Int
  }

  private let files: [ProfileFile]
  private let standardInputName: String
  private let projects: Projects
  private let selection: RuleSelection
  private let inputs: Inputs
  private let appliesUnsafe: Bool
  private(set) var mended: [Mended] = []
  /// How often findings are looked for: mending one may show another.
  private static let roundsMax = 10

  init(
    _ files: [ProfileFile],
    _ settings: LintSettings,
    _ projects: Projects,
    _ selection: RuleSelection
  ) {
    self.files = files
    standardInputName = settings.inputs.standardInputName
    self.projects = projects
    self.selection = selection
    inputs = settings.inputs
    appliesUnsafe = settings.appliesUnsafe
  }

  /// Mends what is found in files that the profiles share. Nothing is written: from then on the profiles are
  /// made of the mended files.
  mutating func run() {
    for _ in 0..<Self.roundsMax {
      var shared = SharedFindings()
      for (file, result) in check(files) {
        var result = result
        shared.take(from: &result, of: file.path)
      }
      var isChanged = false
      for file in shared.all(whereUsersAreAll: { _, _ in true }) where mend(file) {
        isChanged = true
      }
      if !isChanged { return }
    }
  }

  // MARK: One file

  private mutating func mend(_ file: SharedFindings.File) -> Bool {
    let candidates = file.result.diagnostics.filter { finding in
      finding.fix.map { $0.isSafe || appliesUnsafe } ?? false
    }
    guard !candidates.isEmpty else { return false }
    let users = SharedUsers(of: file.source.name, projects)
    let before = check(users.files)
    let agreed = SharedUsers.agreed(candidates, file.source.name, before.map(\.result))
    let chosen = zip(candidates, agreed).filter { $1 || appliesUnsafe }.map(\.0)
    let errors = before.map { Self.errors($0.result) }
    // All at once, else one by one: those that bring an error to some profile are left out.
    if apply(chosen, to: file.source, users, errors) { return true }
    guard chosen.count > 1 else { return false }
    return chosen.prefix(50).contains { apply([$0], to: file.source, users, errors) }
  }

  /// - Parameter errors: how many each user has.
  private mutating func apply(
    _ findings: [Diagnostic],
    to source: SourceText,
    _ users: SharedUsers,
    _ errors: [Int]
  ) -> Bool {
    var edits = TextEdits()
    let added = findings.count { finding in finding.fix.map { edits.add($0) } ?? false }
    let bytes = edits.applied(to: source.bytes)
    guard added > 0, bytes != source.bytes else { return false }
    projects.replace(source.name, with: bytes)
    let after = check(users.files).map { Self.errors($0.result) }
    guard zip(errors, after).allSatisfy({ $0 >= $1 }) else {
      projects.replace(source.name, with: source.bytes)
      return false
    }
    let new = SourceText(name: source.name, bytes: bytes)
    if let index = mended.firstIndex(where: { ByteText($0.before.name) == ByteText(source.name) }) {
      mended[index].after = new
      mended[index].fixed += added
    } else {
      mended.append(Mended(before: source, after: new, fixed: added))
    }
    return true
  }

  private static func errors(_ result: CheckResult) -> Int {
    result.more.errors + result.diagnostics.count { $0.severity == .error }
  }

  // MARK: Checking

  private func check(_ files: [ProfileFile]) -> [(file: ProfileFile, result: CheckResult)] {
    let recipes = files.compactMap { file -> (ProfileFile, LintRecipe)? in
      guard !file.isStandardInput, let project = try? projects.project(of: file.path) else {
        return nil
      }
      return (file, LintRecipe(project, selection, inputs, reading: projects.files))
    }
    return recipes.map(concurrently: true) { file, recipe in
      guard let source = try? InputFile.profile(file.path, standardInputAs: "-"),
        source.mayNameFiles
      else { return nil }
      return (file, recipe.check(source))
    }
    .compactMap(\.self)
  }
}

/// The profiles of a project that use a file.
struct SharedUsers {
  let files: [ProfileFile]

  init(of path: String, _ projects: Projects) {
    guard let identity = FileIdentity(path),
      let profiles = try? ProjectProfiles(of: path, projects)
    else {
      files = []
      return
    }
    files = profiles.users(of: identity).map(\.file)
  }

  /// Whether all profiles have a finding, with the same edit.
  static func agreed(
    _ findings: [Diagnostic],
    _ file: String,
    _ results: [CheckResult]
  ) -> [Bool] {
    var counts = findings.map { _ in 0 }
    for result in results {
      let number = result.files.firstIndex { ByteText($0.name) == ByteText(file) }
      let known = Set(
        result.diagnostics.filter { Int($0.span.source.rawValue) == number }.map(Edit.init)
      )
      for index in findings.indices where known.contains(Edit(findings[index])) {
        counts[index] += 1
      }
    }
    return counts.map { $0 == results.count && $0 > 0 }
  }

  /// A finding and what its fix does.
  private struct Edit: Hashable {
    var code: String
    var start: Int
    var end: Int
    var isSafe: Bool
    var edits: [String]

    init(_ finding: Diagnostic) {
      code = finding.rule.code
      start = finding.span.start
      end = finding.span.end
      isSafe = finding.fix?.isSafe ?? false
      edits = finding.fix?.edits.map { "\($0.span.start) \($0.span.end) \($0.text)" } ?? []
    }
  }
}
