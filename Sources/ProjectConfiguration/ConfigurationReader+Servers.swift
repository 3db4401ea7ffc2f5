internal import ProfileIR
internal import ProfileLinking
internal import ProfileRules
internal import ServerOverlays
internal import SourceDiagnostics
internal import YAMLSyntax

/// Which servers the profiles are for.
extension ConfigurationReader {
  mutating func readServers(_ files: (any ProfileReader)?) {
    let own = readOverlays(files)
    var servers = Servers(standard: nil, rows: [], own: own)
    guard let id = file.sessionField("server") else {
      // Overlays that no `server` chooses among are for all profiles.
      if own.count > 1, let list = file.sessionField("overlays") {
        report(
          "there are overlays for several servers, and `server` does not say which one to use",
          at: list,
          help: "write `server: \(own[0].name)`, or a mapping of path patterns to names"
        )
      }
      servers.standard = own.first
      configuration.servers = servers
      return
    }
    if file.node(id).kind == .mapping {
      var rows: [(pattern: PathPattern, server: Server)] = []
      for row in file.children(of: id) {
        if let server = server(at: row, among: servers) {
          rows.append((PathPattern(file.name(row)), server))
        }
      }
      servers = Servers(standard: nil, rows: rows, own: own)
    } else {
      servers.standard = server(at: id, among: servers)
    }
    configuration.servers = servers
  }

  private mutating func server(at id: IRID, among servers: Servers) -> Server? {
    guard let name = file.string(id) else { return nil }
    if let server = servers.server(named: name) { return server }
    bag.report(
      file.mistake(
        "no server is called `\(Wording.shown(name))`",
        at: id,
        rule: NotInEnum.descriptor,
        help: servers.advice(insteadOf: name)
      )
    )
    return nil
  }

  /// The servers of the project's own overlays, each by the name of its files.
  private mutating func readOverlays(_ files: (any ProfileReader)?) -> [Server] {
    guard let list = file.sessionField("overlays") else { return [] }
    var builders: [(name: String, builder: ServerBuilder)] = []
    for id in file.children(of: list) {
      let read = readFile(
        at: id,
        of: "overlays",
        files,
        limit: ServerBuilder.bytesMax,
        advice: "name a file of the project, relative to this one, such as `mine.overlay.json`",
        otherwise: "remove it"
      )
      guard let read else { continue }
      let name = Server.name(ofFile: read.path)
      guard !name.isEmpty else {
        report("an overlay needs a name before its first point", at: id, help: "rename the file")
        continue
      }
      let known = builders.firstIndex { $0.name == name }
      var builder = known.map { builders[$0].builder } ?? ServerBuilder(name: name)
      for problem in builder.add(read.source.bytes) {
        var span = problem.span
        span.source = lastFile
        bag.report(
          Diagnostic(UnknownField.descriptor, problem.message, at: span, help: problem.help)
        )
      }
      if let known {
        builders[known].builder = builder
      } else {
        builders.append((name, builder))
      }
    }
    return builders.map(\.builder.server)
  }
}
