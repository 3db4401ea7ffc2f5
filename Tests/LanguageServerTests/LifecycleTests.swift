import CanonicalJSON
import LanguageServer
import Testing

/// The life of a server, and messages that are none.
@Suite struct LifecycleTests {
  @Test func itBeginsAndEnds() {
    let editor = Editor()
    #expect(editor.last["result"]?["serverInfo"]?["name"]?.text == "sessionc")
    #expect(editor.last["result"]?["capabilities"]?["positionEncoding"]?.text == "utf-16")
    editor.send(#"{"jsonrpc":"2.0","method":"initialized","params":{}}"#)
    editor.send(#"{"jsonrpc":"2.0","id":1,"method":"shutdown"}"#)
    #expect(editor.last["result"] == .null)
    editor.send(#"{"jsonrpc":"2.0","id":2,"method":"textDocument/hover","params":{}}"#)
    #expect(editor.last["error"]?["code"]?.integer == -32600)
    #expect(editor.exitStatus == nil)
    editor.send(#"{"jsonrpc":"2.0","method":"exit"}"#)
    #expect(editor.exitStatus == 0)
  }

  @Test func whoDoesNotShutDownGetsOne() {
    let editor = Editor()
    editor.send(#"{"jsonrpc":"2.0","method":"exit"}"#)
    #expect(editor.exitStatus == 1)
  }

  @Test func theFirstRequestIsInitialize() {
    let editor = Editor(nil)
    editor.send(#"{"jsonrpc":"2.0","id":"a","method":"textDocument/hover","params":{}}"#)
    #expect(editor.last["error"]?["code"]?.integer == -32002)
    #expect(editor.last["id"]?.text == "a")
    // Nothing is taken in before it.
    editor.open("voice: nova\n")
    #expect(editor.messages.count == 1)
  }

  /// One error or none, and the server goes on.
  @Test(
    arguments: [
      ("{", -32700), ("[1]", -32600), ("\"a\"", -32600), ("", -32700), ("{\"id\":1}", -32600),
      (#"{"id":1,"method":"no/such"}"#, -32601), (#"{"id":1,"method":"initialize"}"#, -32600),
      (#"{"id":1,"method":7}"#, -32600), (String(repeating: "[", count: 200), -32700),
      (#"{"method":"no/such"}"#, nil), (#"{"method":"textDocument/didChange"}"#, nil),
      (#"{"method":"textDocument/didOpen","params":{"textDocument":{"uri":7}}}"#, nil),
      (#"{"method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///b"}}}"#, nil),
      (#"{"id":4,"result":null}"#, nil), (#"{"method":"$/cancelRequest","params":{"id":9}}"#, nil),
      (#"{"method":"$/setTrace","params":{"value":"off"}}"#, nil),
    ] as [(String, Int?)]
  )
  func whatIsNoMessageIsOneErrorOrNone(_ message: String, _ code: Int?) {
    let editor = Editor()
    editor.send(message)
    #expect(editor.messages.count == (code == nil ? 1 : 2))
    if let code { #expect(editor.last["error"]?["code"]?.integer == code) }
    editor.open("voice: nova\n")
    #expect(editor.codes() == ["SP201"])
  }

  @Test(
    arguments: [
      "textDocument/hover", "textDocument/completion", "textDocument/codeAction",
      "textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/diagnostic",
    ]
  )
  func aRequestWithoutWhatItNeedsIsAnswered(_ method: String) {
    let editor = Editor(Editor.full)
    #expect(editor.request(method)["result"] != nil)
    editor.open("voice: nova\n")
    #expect(editor.request(method)["result"] != nil)
    #expect(editor.request(method, Editor.position(-1, -7))["result"] != nil)
    #expect(editor.request(method, Editor.position(99, 99_999))["result"] != nil)
    #expect(editor.request(method, #""range":7"#)["result"] != nil)
  }

  @Test func whatIsCancelledIsNotWorkedOn() {
    let editor = Editor()
    editor.open("voice: nova\n")
    let request =
      #"{"id":5,"method":"textDocument/hover","params":{"textDocument":{"uri":"\#(Editor.uri)"}}}"#
    editor.send(request, works: false)
    editor.send(#"{"method":"$/cancelRequest","params":{"id":5}}"#)
    #expect(editor.last["error"]?["code"]?.integer == -32800)
    editor.send(request)
    #expect(editor.last["result"] != nil)
  }

  @Test func framesAreTakenOutOfTheStream() {
    let first = FrameReader.frame(Array("{}".utf8))
    let second = Array("content-length:  3 \r\nContent-Type: x\r\n\r\nabc".utf8)
    var reader = FrameReader()
    var frames: [FrameReader.Frame] = []
    for byte in first + second + Array("Length: 3\r\n\r\n".utf8) + first {
      reader.append([byte])
      while let frame = reader.next() { frames.append(frame) }
    }
    #expect(
      frames == [
        .message(Array("{}".utf8)), .message(Array("abc".utf8)), .malformed,
        .message(Array("{}".utf8)),
      ]
    )
  }

  @Test func aMessageThatIsTooLongIsPassedOver() {
    var reader = FrameReader()
    reader.append(Array("Content-Length: \(FrameReader.lengthMax + 1)\r\n\r\n".utf8))
    #expect(reader.next() == .malformed)
    let block = [UInt8](repeating: 0x61, count: 1 << 20)
    for _ in 0..<(FrameReader.lengthMax >> 20) {
      reader.append(block)
      #expect(reader.next() == nil)
    }
    reader.append(Array("a".utf8) + FrameReader.frame(Array("{}".utf8)))
    #expect(reader.next() == .message(Array("{}".utf8)))
  }
}
