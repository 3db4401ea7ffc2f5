import CommandLineSupport
import SessionProfiles

/// Files that were named and are no profiles by themselves: the profiles that use them are checked in their
/// place.
struct NamedPartials {
  /// The profiles to work on.
  private(set) var files: [ProfileFile] = []
  /// Partials with how many profiles use them.
  private(set) var used: [(file: ProfileFile, count: Int)] = []
  /// Partials that no profile uses.
  private(set) var unused: [ProfileFile] = []

  /// - Throws: `CommandFailure` where a configuration cannot be used.
  init(_ named: [ProfileFile], _ projects: Projects) throws(CommandFailure) {
    var known: (root: String, profiles: ProjectProfiles)?
    var seen: Set<FileIdentity> = []
    for file in named {
      guard !file.isStandardInput, !file.isFound, Self.isPartial(file.path) else {
        files.append(file)
        continue
      }
      let root = try projects.project(of: file.path).root ?? RealPath.folder(of: file.path)
      if known?.root != root { known = (root, try ProjectProfiles(of: file.path, projects)) }
      guard let identity = file.identity, let profiles = known?.profiles else { continue }
      let users = profiles.users(of: identity)
      if users.isEmpty { unused.append(file) } else { used.append((file, users.count)) }
      for user in users {
        guard let identity = user.file.identity, seen.insert(identity).inserted else { continue }
        files.append(user.file)
      }
    }
    guard !used.isEmpty else { return }
    // A profile may have been named as well as one of its partials.
    var once: Set<FileIdentity> = []
    files = files.filter { $0.identity.map { once.insert($0).inserted } ?? true }
  }

  /// Whether a file only takes part in others: its name, or its folder's, begins with `_`, or it is text.
  static func isPartial(_ path: String) -> Bool {
    let steps = path.parts(between: "/")
    guard let name = steps.last else { return false }
    if name.begins(with: "_") || steps.dropLast().last?.begins(with: "_") ?? false { return true }
    return [".md", ".markdown", ".txt"].contains(where: name.ends(with:))
  }

  /// Says which profiles are checked in the place of a partial.
  func tell() {
    for (file, count) in used {
      StandardStreams.error(
        "sessionc: note: \(shown(file.path)): used by \(Summary.count(count, "profile"))\n"
      )
    }
  }
}
