package import SessionProfiles

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
    var folder = path
    while true {
      folder = folder.contains("/") ? RealPath.folder(of: folder) : ""
      let file = folder.isEmpty ? Configuration.fileName : "\(folder)/\(Configuration.fileName)"
      if revision.tree.entry(file) != nil { return (try read(file), folder) }
      if folder.isEmpty { return (Configuration(), nil) }
    }
  }

  private func read(_ path: String) throws(CommandFailure) -> Configuration {
    if let known = found[ByteText(path)] { return known }
    let source = try revision.source(revision.name(of: path))
    let configuration = try Configuration.read(source, of: revision)
    found[ByteText(path)] = configuration
    return configuration
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
    let folder = revision.path(of: name).map { $0.contains("/") ? RealPath.folder(of: $0) : "" }
    let path = folder.map { $0.isEmpty ? revision.top : "\(revision.top)/\($0)" }
    return (configuration, path.flatMap(realPath) ?? revision.top)
  }
}
