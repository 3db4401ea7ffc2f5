import CanonicalJSON
import LanguageServer
import SessionProfiles

/// The language server: lines that begin with `{` are messages as they are; what is between them is typed into a
/// document, in which then everything is asked for.
enum MessageTarget: FuzzTarget {
  static let name = "messages"

  static let fragments =
    Vocabulary.values + [
      #"{"id":1,"method":"shutdown"}"#, #"{"method":"exit"}"#, #"{"id":2,"method":"initialize"}"#,
      #"{"method":"$/cancelRequest","params":{"id":3}}"#, "\n", "\r\n", "😀", "{",
      #"{"method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///a.yaml"}}}"#,
      #"{"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.yaml"},"#
        + #""contentChanges":[{"range":{"start":{"line":0,"character":3},"end":{"line":1,"character":1}},"text":"\ud83d"}]}}"#,
    ]

  private final class Nowhere: Workspace {
    func compiler(
      for path: String,
      open: [String: [UInt8]]
    ) -> Result<Compiler?, WorkspaceFailure> { .success(Compiler()) }
    func path(of name: String) -> String { name }
  }

  static func test(_ bytes: [UInt8]) {
    var answers = 0
    let server = LanguageServer(version: "0", workspace: Nowhere()) { message in
      guard let value = try? JSONReader.read(message) else { fail("a message is JSON") }
      if value["id"] != nil { answers += 1 }
    }
    var requests = 0
    func ask(_ message: JSONValue) {
      server.receive(message.canonical())
      server.work()
    }
    let encoding = JSONValue.string(["utf-8", "utf-16", "utf-32"][bytes.count % 3])
    ask(
      message(
        "initialize",
        id: 0,
        object([
          (
            "initializationOptions",
            object([("inlayHints", .bool(true)), ("codeLens", .bool(true))])
          ),
          (
            "capabilities",
            object([
              ("general", object([("positionEncodings", .array([encoding]))])),
              (
                "textDocument",
                object([("codeAction", object([("codeActionLiteralSupport", object([]))]))])
              ),
            ])
          ),
        ])
      )
    )
    requests += 1
    let document = object([
      ("uri", .string("file:///a.yaml")), ("version", .number(1)), ("text", .string("")),
    ])
    ask(message("textDocument/didOpen", object([("textDocument", document)])))
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).prefix(8)
    for (number, line) in lines.enumerated() {
      if line.first == UInt8(ascii: "{") {
        let before = answers
        server.receive(Array(line))
        server.work()
        expect(answers <= before + 1, "a message has one answer or none")
        requests += answers - before
        continue
      }
      let text = String(decoding: line, as: UTF8.self) + "\n"
      let start = place(line.count % 7, line.count)
      let change = object([
        ("range", object([("start", start), ("end", start)])), ("text", .string(text)),
      ])
      ask(
        message(
          "textDocument/didChange",
          object([("textDocument", document), ("contentChanges", .array([change]))])
        )
      )
      // Once an input, since each is much work.
      guard number == lines.count - 1 else { continue }
      for method in [
        "completion", "hover", "codeAction", "documentSymbol", "foldingRange", "definition",
        "references", "rename", "documentLink", "inlayHint", "codeLens",
      ] {
        requests += 1
        ask(
          message(
            "textDocument/" + method,
            id: requests,
            object([
              ("textDocument", document), ("position", start), ("newName", .string("new_name")),
              ("range", object([("start", place(0, 0)), ("end", place(9, 0))])),
            ])
          )
        )
        guard server.exitStatus == nil else { return }
      }
    }
    expect(answers == requests, "each request has one answer")
  }

  private static func object(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(members.map { JSONMember(name: Array($0.0.utf8), value: $0.1) })
  }

  private static func place(_ line: Int, _ character: Int) -> JSONValue {
    object([("line", .number(Double(line))), ("character", .number(Double(character)))])
  }

  private static func message(
    _ method: String,
    id: Int? = nil,
    _ parameters: JSONValue
  ) -> JSONValue {
    var members: [(String, JSONValue)] = [("method", .string(method)), ("params", parameters)]
    if let id { members.append(("id", .number(Double(id)))) }
    return object(members)
  }
}
