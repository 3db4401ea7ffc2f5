import CommandLineSupport
import SessionProfiles
import SourceDiagnostics

/// Where the configurations of the work tree check less than those of a revision.
struct ConfigurationComparison {
  /// One for each file that lets more through.
  private(set) var profiles: [ComparedProfile] = []

  /// - Throws: `CommandFailure` where a configuration cannot be read.
  init(_ revision: Revision, _ sides: DiffRun.Sides) throws(CommandFailure) {
    var files: Set<ByteText> = []
    for profile in sides.old.profiles + sides.new.profiles {
      guard let path = revision.path(of: profile.name) else { continue }
      for place in Configuration.places(above: path) {
        // Where one file of a folder has been, all above it have.
        guard files.insert(ByteText(place.file)).inserted else { break }
      }
    }
    for file in files.sorted() { try compare(file.text, revision) }
  }

  private mutating func compare(_ path: String, _ revision: Revision) throws(CommandFailure) {
    let name = revision.name(of: path)
    let isThere = FileKind(at: name) != nil
    let wasThere = revision.tree.entry(path) != nil
    guard isThere || wasThere else { return }
    // Where there was none, nothing was allowed that a profile does not say.
    let before = wasThere ? try revision.source(name) : SourceText(name: name, bytes: [])
    let old = wasThere ? try Configuration.read(before, of: revision) : Configuration()
    let now = isThere ? try Projects(config: name, isOff: false) : nil
    let new = try now?.project(of: name).configuration ?? Configuration()
    let text = isThere ? try InputFile.read(name, limit: Compiler.inputBytesMax) : []
    let after = SourceText(name: name, bytes: text)
    let changes = ConfigurationLoosening.all(from: old, to: new).compactMap { loosening in
      // What a change says of itself does not count.
      ProfileDifference.change(loosening, before, after, settings: old.changes)
    }
    guard !changes.isEmpty else { return }
    var profile = ComparedProfile(file: name, status: .changed, changes: changes)
    profile.isConfiguration = true
    profiles.append(profile)
  }
}
