import CanonicalJSON
import SessionProfiles
import SourceDiagnostics

@testable import LanguageServer

/// A client that keeps what it gets.
final class Editor {
  static let uri = "file:///work/a.yaml"

  private(set) var messages: [JSONValue] = []
  private var server: LanguageServer?
  private var lastID = 0

  /// A workspace without files.
  private final class Nowhere: Workspace {
    func compiler(for path: String, open: [String: [UInt8]]) -> Result<Compiler?, WorkspaceFailure>
    {
      .success(Compiler())
    }
    func path(of name: String) -> String { name }
  }

  /// - Parameter capabilities: JSON; `nil` for a client that has not said what it can do.
  init(
    _ capabilities: String? = "{}",
    workspace: (any Workspace)? = nil,
    hasMoreInput: @escaping () -> Bool = { false }
  ) {
    func make(_ workspace: some Workspace) -> LanguageServer {
      LanguageServer(
        version: "0",
        workspace: workspace,
        hasMoreInput: hasMoreInput
      ) { [weak self] message in
        if let value = try? JSONReader.read(message) { self?.messages.append(value) }
      }
    }
    server = workspace.map { make($0) } ?? make(Nowhere())
    if let capabilities {
      send(
        #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"capabilities":\#(capabilities)}}"#
      )
    }
  }

  static let full = """
    {"general":{"positionEncodings":["utf-8"]},"textDocument":{"codeAction":\
    {"codeActionLiteralSupport":{},"isPreferredSupport":true},"hover":{"contentFormat":["plaintext"]},\
    "documentSymbol":{"hierarchicalDocumentSymbolSupport":true},\
    "publishDiagnostics":{"relatedInformation":true}}}
    """

  var exitStatus: Int32? { server?.exitStatus }
  var last: JSONValue { messages.last ?? .null }

  func send(_ message: String, works: Bool = true) {
    server?.receive(Array(message.utf8))
    if works { server?.work() }
  }

  func work() { server?.work() }

  /// What the server holds of a document.
  func bytes(uri: String = uri) -> [UInt8]? { server?.documents[uri]?.bytes }

  static func json(_ text: String) -> String {
    String(decoding: JSONValue.string(text).canonical(), as: UTF8.self)
  }

  func open(_ text: String, uri: String = uri) {
    notify(
      "didOpen",
      #"{"uri":"\#(uri)","languageId":"yaml","version":1,"text":\#(Self.json(text))}"#
    )
  }

  func change(_ changes: String, version: Int = 2, uri: String = uri, works: Bool = true) {
    send(
      #"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"\#(uri)","version":\#(version)},"contentChanges":\#(changes)}}"#,
      works: works
    )
  }

  func notify(_ method: String, _ document: String) {
    send(
      #"{"jsonrpc":"2.0","method":"textDocument/\#(method)","params":{"textDocument":\#(document)}}"#
    )
  }

  /// The answer to a request about the document.
  func request(_ method: String, _ more: String = "", uri: String = uri) -> JSONValue {
    lastID += 1
    let rest = more.isEmpty ? "" : "," + more
    send(
      #"{"jsonrpc":"2.0","id":\#(lastID),"method":"\#(method)","params":{"textDocument":{"uri":"\#(uri)"}\#(rest)}}"#
    )
    return messages.last { $0["id"]?.integer == lastID } ?? .null
  }

  static func position(_ line: Int, _ character: Int) -> String {
    #""position":{"line":\#(line),"character":\#(character)}"#
  }

  /// The findings that were published last for a document.
  func findings(uri: String = uri) -> [JSONValue]? {
    let last = messages.last { message in
      message["method"]?.text == "textDocument/publishDiagnostics"
        && message["params"]?["uri"]?.text == uri
    }
    guard case .array(let findings)? = last?["params"]?["diagnostics"] else { return nil }
    return findings
  }

  func codes(uri: String = uri) -> [String]? { findings(uri: uri)?.compactMap { $0["code"]?.text } }

  /// Such as `3:4-3:9`.
  static func range(_ value: JSONValue?) -> String {
    func place(_ name: String) -> String {
      let place = value?[name]
      return "\(place?["line"]?.integer ?? -1):\(place?["character"]?.integer ?? -1)"
    }
    return place("start") + "-" + place("end")
  }
}
