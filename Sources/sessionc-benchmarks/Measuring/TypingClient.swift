import CanonicalJSON
import LanguageServer
import SessionProfiles

/// An editor that types into one profile, without what a process and its pipes cost.
final class TypingClient {
  private let server: LanguageServer
  /// How many bytes have been answered.
  private final class Answers { var bytes = 0 }
  private let answers = Answers()

  private final class NoProjects: Workspace {
    func compiler(
      for path: String,
      open: [String: [UInt8]]
    ) -> Result<Compiler?, WorkspaceFailure> { .success(Compiler()) }
    func path(of name: String) -> String { name }
  }

  /// The one that has a profile open: what opening it costs is no keystroke.
  static func with(_ bytes: [UInt8]) -> TypingClient {
    if let (text, client) = unsafe current, text == bytes { return client }
    let client = TypingClient(bytes)
    unsafe current = (bytes, client)
    return client
  }

  // The benchmark has one thread.
  nonisolated(unsafe) private static var current: ([UInt8], TypingClient)?

  private init(_ bytes: [UInt8]) {
    server = LanguageServer(version: "0", workspace: NoProjects()) { [answers] in
      answers.bytes += $0.count
    }
    send(#"{"id":0,"method":"initialize","params":{"capabilities":{}}}"#)
    let text = String(decoding: JSONValue.string(bytes).canonical(), as: UTF8.self)
    send(
      #"{"method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///p.yaml","version":1,"text":\#(text)}}}"#
    )
  }

  /// Types a line end behind the text; the number of bytes answered so far.
  func type() -> Int {
    let end = #"{"line":99999999,"character":0}"#
    send(
      #"{"method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///p.yaml","version":2},"contentChanges":[{"range":{"start":\#(end),"end":\#(end)},"text":"\n"}]}}"#
    )
    return answers.bytes
  }

  /// Asks for completions below the text; the number of bytes answered so far.
  func complete() -> Int {
    send(
      #"{"id":1,"method":"textDocument/completion","params":{"textDocument":{"uri":"file:///p.yaml"},"position":{"line":99999999,"character":0}}}"#
    )
    return answers.bytes
  }

  private func send(_ message: String) {
    server.receive(Array(message.utf8))
    server.work()
  }
}
