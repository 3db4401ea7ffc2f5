package import SessionProfiles
import SourceDiagnostics

/// The projects of a revision: for each file the nearest configuration above it.
package final class RevisionProjects {
  private let revision: Revision
  private let fixed: Configuration?
  private var found: [ByteText: Configuration] = [:]

  /// - Parameter configuration: the one to use for all files, if one was named.
  package init(_ revision: Revision, configuration: Configuration? = nil) {
    (self.revision, fixed) = (revision, configuration)
  }

  /// The configuration of a file, and the folder that it is in; both from the top folder.
  ///
  /// - Throws: `CommandFailure` where it cannot be used.
  package func configuration(
    of path: String
  ) throws(CommandFailure) -> (configuration: Configuration, folder: String?) {
    if let fixed { return (fixed, nil) }
    for (file, folder) in Configuration.places(above: path)
    where revision.tree.entry(file) != nil { return (try read(file), folder) }
    return (Configuration(), nil)
  }

  private func read(_ path: String) throws(CommandFailure) -> Configuration {
    if let known = found[ByteText(path)] { return known }
    let source = try revision.source(revision.name(of: path))
    let configuration = try Configuration.read(source, of: revision)
    found[ByteText(path)] = configuration
    return configuration
  }
}

extension Configuration {
  /// Where the configuration of a file may be, the nearest place first; all from the top folder.
  package static func places(above path: String) -> [(file: String, folder: String)] {
    var places: [(file: String, folder: String)] = []
    var folder = path
    repeat {
      folder = RevisionTree.folder(of: folder)
      places.append((folder.isEmpty ? fileName : "\(folder)/\(fileName)", folder))
    } while !folder.isEmpty
    return places
  }
}

extension RevisionPath {
  /// The configuration that it names, with the folder that its paths count from.
  ///
  /// - Throws: `CommandFailure` where it cannot be used.
  package func configuration() throws(CommandFailure) -> (
    configuration: Configuration, root: String
  ) {
    let revision = try Revision(revision, for: "--config")
    let name = name(in: revision)
    let configuration = try Configuration.read(try revision.source(name), of: revision)
    let folder = revision.path(of: name).map(RevisionTree.folder(of:))
    let path = folder.map { $0.isEmpty ? revision.top : "\(revision.top)/\($0)" }
    return (configuration, path.flatMap(realPath) ?? revision.top)
  }
}
