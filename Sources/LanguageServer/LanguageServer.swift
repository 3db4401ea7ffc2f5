internal import CanonicalJSON
internal import SessionProfiles
internal import SourceDiagnostics

/// Serves editors over the Language Server Protocol 3.17, on one thread: whoever runs it hands over the messages
/// that have come, lets it work, and hands over more.
///
/// It opens no file, no socket and no process, writes nothing, and puts nothing of a document into a log.
package final class LanguageServer {
  private enum State { case new, running, shutDown }

  private let version: String
  let workspace: any Workspace
  private let send: ([UInt8]) -> Void
  private let hasMoreInput: () -> Bool
  private var state = State.new
  private(set) var client = ClientCapabilities()
  private(set) var settings = Settings()
  /// The folders that are open.
  var roots: [String] = []
  private(set) var documents: [String: Document] = [:]
  private(set) var found = FoundFindings()
  var kept = KeptFindings()
  private var queue: [JSONValue] = []
  private var cancelled: Set<JSONValue> = []
  /// The status to end with, once the client has asked for the end.
  package private(set) var exitStatus: Int32?

  /// - Parameters:
  ///   - version: of the program, as clients show it.
  ///   - hasMoreInput: whether more has come that is not received yet. Then checking is broken off, and begins anew
  ///     when that has been answered.
  ///   - send: gets each message for the client, without its header.
  package init(
    version: String,
    workspace: some Workspace,
    hasMoreInput: @escaping () -> Bool = { false },
    send: @escaping ([UInt8]) -> Void
  ) {
    self.hasMoreInput = hasMoreInput
    self.version = version
    self.workspace = workspace
    self.send = send
  }

  /// Takes a message in. It is answered by `work`.
  package func receive(_ message: [UInt8]) {
    guard let value = try? JSONReader.read(message, replacesLoneSurrogates: true) else {
      answer(.null, error: -32700, "the message is no JSON")
      return
    }
    guard case .object = value else {
      answer(.null, error: -32600, "the message is no object")
      return
    }
    if value["method"]?.text == "$/cancelRequest" {
      if let id = value[["params", "id"]] { cancelled.insert(id) }
      return
    }
    queue.append(value)
  }

  /// Says that bytes came that are no message.
  package func receiveMalformed() {
    answer(.null, error: -32700, "the header of a message cannot be read")
  }

  /// Answers all that has been taken in, and then checks what has changed.
  package func work() {
    var messages = queue[...]
    queue = []
    while let message = messages.popFirst(), exitStatus == nil { handle(message) }
    cancelled = []
    guard state == .running, !client.pullsDiagnostics else { return }
    checkChanged().forEach(publish)
  }

  // MARK: Messages

  private func handle(_ message: JSONValue) {
    guard let method = message["method"]?.text else {
      // An answer to a request of the server's, which makes none.
      if message["id"] != nil, message["result"] == nil, message["error"] == nil {
        answer(message["id"] ?? .null, error: -32600, "the message has no method")
      }
      return
    }
    guard let id = message["id"] else {
      notify(method, message["params"] ?? .null)
      return
    }
    if cancelled.contains(id) {
      answer(id, error: -32800, "cancelled")
      return
    }
    switch state {
    case .new where method != "initialize":
      answer(id, error: -32002, "the first request must be `initialize`")
    case .shutDown: answer(id, error: -32600, "the server has been shut down")
    case .running where method == "initialize":
      answer(id, error: -32600, "the server has been initialized already")
    default: request(id, method, message["params"] ?? .null)
    }
  }

  private func request(_ id: JSONValue, _ method: String, _ parameters: JSONValue) {
    switch method {
    case "initialize":
      client = ClientCapabilities(parameters)
      settings.read(parameters["initializationOptions"])
      readRoots(parameters)
      state = .running
      answer(id, ServerCapabilities.answer(to: client, settings, version: version))
    case "shutdown":
      state = .shutDown
      answer(id, .null)
    default:
      do throws(RequestFailure) {
        answer(id, try result(of: method, parameters))
      } catch {
        answer(id, error: error.code.rawValue, error.message)
      }
    }
  }

  private func result(
    of method: String,
    _ parameters: JSONValue
  ) throws(RequestFailure) -> JSONValue {
    switch method {
    case "workspace/diagnostic": return workspaceFindings(parameters)
    case "workspace/executeCommand": return try execute(parameters)
    default:
      guard let feature = Feature(rawValue: method) else {
        let name = DisplayText.escaped(method)
        throw RequestFailure(.unknownMethod, "there is no method `\(name)`")
      }
      return try answer(to: feature, parameters)
    }
  }

  private func notify(_ method: String, _ parameters: JSONValue) {
    if method == "exit" {
      exitStatus = state == .shutDown ? 0 : 1
      return
    }
    guard state == .running else { return }
    let document = parameters["textDocument"]
    guard let uri = document?["uri"]?.text else {
      switch method {
      case "workspace/didChangeWatchedFiles": checkAll()
      case "workspace/didChangeWorkspaceFolders": changeRoots(parameters["event"])
      case "workspace/didChangeConfiguration":
        settings.read(parameters["settings"])
        checkAll()
      default: break
      }
      return
    }
    switch method {
    case "textDocument/didOpen":
      guard case .string(let text)? = document?["text"] else { return }
      documents[uri] = Document(uri: uri, version: document?["version"]?.integer, text: text)
      checkOthers(than: uri)
    case "textDocument/didChange":
      guard var changed = documents.removeValue(forKey: uri) else { return }
      for change in parameters["contentChanges"]?.items ?? [] {
        _ = changed.apply(change, in: client.encoding)
      }
      changed.version = document?["version"]?.integer
      changed.isDirty = true
      documents[uri] = changed
      // A configuration decides for all.
      if changed.isConfiguration { checkAll() } else { checkOthers(than: uri) }
    case "textDocument/didSave": checkAll()
    case "textDocument/didClose":
      guard documents.removeValue(forKey: uri) != nil else { return }
      kept.forget(uri)
      let changed = found.close(uri)
      if !client.pullsDiagnostics { changed.forEach(publish) }
      checkAll()
    default: break
    }
  }

  // MARK: Findings

  /// Has the documents checked again that are made of others.
  private func checkOthers(than uri: String) {
    for other in documents.keys where other != uri && found.isMadeOfOthers(other) {
      documents[other]?.isDirty = true
    }
  }

  private func checkAll() {
    for uri in documents.keys { documents[uri]?.isDirty = true }
  }

  /// Checks the documents that have changed, as long as nothing more comes.
  ///
  /// - Parameter asked: a document that is checked in any case, and then the others as well.
  /// - Returns: the files whose findings have to be told anew, each once.
  func checkChanged(and asked: String? = nil) -> [String] {
    var changed: [String] = []
    for uri in documents.keys.sorted() {
      guard let document = documents[uri], document.isDirty || uri == asked else { continue }
      let isStopped = { asked == nil && self.hasMoreInput() }
      let found = settings[.diagnostics] ? findings(of: document, isStopped: isStopped) : [uri: []]
      guard let found else { break }
      documents[uri]?.isDirty = false
      for file in self.found.replace(uri, with: found) where !changed.contains(file) {
        changed.append(file)
      }
    }
    return changed
  }

  private func publish(_ uri: String) {
    notifyClient(
      "textDocument/publishDiagnostics",
      .members([
        "uri": .string(uri), "version": documents[uri]?.version.map { .integer($0) },
        "diagnostics": .array(found.findings(of: uri)),
      ])
    )
  }

  /// What the documents hold that are open, by their paths.
  var openTexts: [String: [UInt8]] {
    documents.values.reduce(into: [:]) { texts, document in
      if let path = document.path { texts[path] = document.bytes }
    }
  }

  /// How a document is checked; `nil` for one that its project leaves out.
  func compiler(for document: Document) -> Result<Compiler?, WorkspaceFailure> {
    guard let path = document.path else { return .success(Compiler()) }
    return workspace.compiler(for: path, open: openTexts)
  }

  /// A place in a document that a client names, and how the document is checked.
  func cursor(in document: Document, at position: JSONValue?) -> (offset: Int, compiler: Compiler)?
  {
    guard let offset = document.lines.offset(position, in: client.encoding),
      case .success(let compiler?) = compiler(for: document)
    else { return nil }
    return (offset, compiler)
  }

  /// The addresses of the documents that are open, by their paths with links resolved.
  var openURIs: [String: String] {
    documents.values.reduce(into: [:]) { uris, document in
      if let path = document.path { uris[workspace.path(of: path)] = document.uri }
    }
  }

  /// The address of a file as the client writes it, by the name that findings give it.
  func uri(ofFile name: String, _ open: [String: String]? = nil) -> String {
    let path = workspace.path(of: name)
    return (open ?? openURIs)[path] ?? FileURI.of(path)
  }

  // MARK: Answers

  private func answer(_ id: JSONValue, _ result: JSONValue) {
    send(JSONValue.members(["jsonrpc": .string("2.0"), "id": id, "result": result]).canonical())
  }

  private func answer(_ id: JSONValue, error code: Int, _ message: String) {
    let error = JSONValue.members(["code": .integer(code), "message": .string(message)])
    send(JSONValue.members(["jsonrpc": .string("2.0"), "id": id, "error": error]).canonical())
  }

  private func notifyClient(_ method: String, _ parameters: JSONValue) {
    send(
      JSONValue.members([
        "jsonrpc": .string("2.0"), "method": .string(method), "params": parameters,
      ])
      .canonical()
    )
  }
}
