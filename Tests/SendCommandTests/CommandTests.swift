import Foundation
import LoopbackServer
import TestSupport
import Testing

/// `sessionc send` as a command: what it refuses, and how it runs `sessionc-send`.
@Suite struct CommandTests {
  @Test func aProfileWithErrorsIsNeverSent() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let broken = Sending.profile.replacing("0.6", with: "1.6")
    for (profile, arguments) in [
      (broken, []), ("type: realtime\nmodel: new-model\n", ["--strict"]),
    ] {
      let sessionc = try Sessionc(["p.yaml": profile])
      // The profile comes first: a key is not even looked for.
      var environment = Sending.environment(server.port)
      environment["OPENAI_API_KEY"] = nil
      let result = try sessionc.run(["send", "p.yaml"] + arguments, environment: environment)
      #expect(result.status == 1)
      #expect(result.output.isEmpty && result.error.contains("p.yaml:"))
    }
    #expect(server.requests.isEmpty)
  }

  @Test func warningsDoNotKeepAProfileFromBeingSent() throws {
    let server = try LoopbackServer(.http(200, Sending.answer(session: #"{"model":"m"}"#)))
    let result = try Sending.send(
      to: server,
      "--print",
      "secret",
      profile: "type: realtime\nmodel: new-model\n"
    )
    #expect(result.status == 0)
    #expect(result.output == Sending.secret + "\n")
    #expect(result.error.contains("warning[SP207"))
  }

  /// Arguments, and what the one line says.
  @Test(arguments: [
    (["p.yaml"], "there is no key: set OPENAI_API_KEY"),
    (["missing.yaml"], "missing.yaml: no such file or directory"),
    (["."], ".: is a folder, not a file"),
    (["p.yaml", "--api-key-file", "missing"], "missing: no such file or directory"),
    (["p.yaml", "--api-key-file", "p.yaml"], "the key in p.yaml has a space at place 6"),
    (
      ["p.yaml", "--target", "ga-session-update"],
      "ga-session-update is an event for an open connection"
    ),
    (["p.yaml", "--base-url", "http://api.openai.com/v1"], "--base-url: http would show the key"),
    (["p.yaml", "--base-url", "https://me:pw@host"], "--base-url: a URL has no user name"),
    (["p.yaml", "--header", "nothing"], "--header: a header is written `Name: value`"),
    (["p.yaml", "--header", "Content-Length: 1"], "`Content-Length` is written by sessionc"),
    (["p.yaml", "--header", "X: ${UNSET_4711}"], "UNSET_4711 is not set"),
    (["p.yaml", "--safety-identifier", "a\nb"], "--safety-identifier: a header's value"),
    (["p.yaml", "--format", "json=-"], "--format: standard output is for the answer"),
    (["p.yaml", "--format", "xml"], "--format: `xml` is not a form of report"),
    (["p.yaml", "--timeout", "0"], "--timeout takes seconds"),
    (["p.yaml", "--timeout", "nan"], "--timeout takes seconds"),
    (["p.yaml", "--retries", "11"], "--retries takes a number from 0 to 10"),
    (["p.yaml", "--print", "everything"], "response"),
    ([], "profile"),
    (["p.yaml", "--nonsense"], "--nonsense"),
  ])
  func whatCannotBeDoneIsSaidInOneLine(_ arguments: [String], _ text: String) throws {
    let sessionc = try Sessionc(["p.yaml": Sending.profile])
    let key = arguments.contains("X: ${UNSET_4711}") ? ["OPENAI_API_KEY": Sending.key] : [:]
    let result = try sessionc.run(["send"] + arguments, environment: key)
    #expect(result.status == 2, "\(result.error)")
    #expect(result.output.isEmpty)
    #expect(result.error.contains(text), "\(result.error)")
  }

  // MARK: Keys

  @Test(arguments: [
    ["p.yaml", "--api-key", "abc"], ["p.yaml", "--api-key=abc"], ["p.yaml", "--token", "abc"],
    ["p.yaml", "--print", Sending.key], ["p.yaml", Sending.key],
    ["p.yaml", "--header", "Authorization: Bearer \(Sending.key)"],
    ["p.yaml", "--header", "api-key: 0123456789abcdef0123456789abcdef"],
    ["p.yaml", "--header", "X-Anything: \(Sending.secret)"],
    ["p.yaml", "--base-url", "https://host/v1?key=\(Sending.key)"],
  ])
  func aKeyInAnArgumentIsRefusedAndNotRepeated(_ arguments: [String]) throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let sessionc = try Sessionc(["p.yaml": Sending.profile])
    for program in ["sessionc", "sessionc-send"] {
      let result = try sessionc.start(
        (program == "sessionc" ? ["send"] : []) + arguments,
        environment: Sending.environment(server.port),
        program: Sessionc.product(program)
      ).wait()
      #expect(result.status == 2)
      #expect(result.error.contains("OPENAI_API_KEY") || result.error.contains("${NAME}"))
      #expect(!Sending.leaks(result) && !result.error.contains("abc"), "\(result.error)")
    }
    #expect(server.requests.isEmpty)
  }

  @Test func aKeyInAProfileIsRefusedAndNotRepeated() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let profile = Sending.profile.replacing("Be brief.", with: "Use \(Sending.key).")
    let result = try Sending.send(to: server, profile: profile)
    #expect(result.status == 1)
    #expect(result.error.contains("SP601") && !Sending.leaks(result))
    #expect(server.requests.isEmpty)
  }

  // MARK: The program behind it

  @Test func withoutTheProgramOneLineSaysHowToBuildIt() throws {
    let sessionc = try Sessionc(["p.yaml": Sending.profile])
    let alone = sessionc.url("bin/sessionc")
    try FileManager.default.createDirectory(
      at: alone.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try FileManager.default.copyItem(at: Sessionc.executable, to: alone)
    // A program in the working folder is nobody's.
    try sessionc.write("#!/bin/sh\necho caught\n", to: "sessionc-send")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755],
      ofItemAtPath: sessionc.url("sessionc-send").path
    )
    let libraries = Sessionc.swiftLibraries
    let result = try sessionc.start(
      ["send", "p.yaml"],
      environment: ["PATH": ":.:/usr/bin", "LD_LIBRARY_PATH": libraries],
      program: alone
    ).wait()
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(
      result.error.contains("`pip install 'sessionc[send]'`")
        && result.error.contains("`SESSIONC_SENDING=1 swift build --product sessionc-send`"),
      "\(result.error)"
    )
    #expect(result.error.split(separator: "\n").count == 1)
    // On PATH it is found, and gets everything as it is.
    try sessionc.write(
      "#!/bin/sh\nprintf '<%s>' \"$@\"\necho \"$X\"\ncat\necho oops >&2\nexit 7\n",
      to: "tools/sessionc-send"
    )
    let tools = sessionc.url("tools")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755],
      ofItemAtPath: tools.appending(path: "sessionc-send").path
    )
    let found = try sessionc.start(
      ["send", "p.yaml", "--header", "a: b  c", "--dry-run=curl"],
      input: "input",
      environment: ["PATH": "\(tools.path):/usr/bin:/bin", "X": "y", "LD_LIBRARY_PATH": libraries],
      program: alone
    ).wait()
    #expect(found.status == 7)
    #expect(found.output == "<p.yaml><--header><a: b  c><--dry-run=curl>y\ninput")
    #expect(found.error == "oops\n")
  }

  @Test func helpNeedsNoSecondProgram() throws {
    for arguments in [["send", "--help"], ["help", "send"]] {
      let result = try Sessionc().run(arguments)
      #expect(result.status == 0)
      #expect(result.output.contains("USAGE: sessionc send") && result.output.contains("--dry-run"))
    }
  }

  /// The promise to whoever checks profiles from strangers. `sessionc-send` shows that the test can see
  /// such code.
  @Test func sessioncHasNoNetworkCode() throws {
    // The calls of the C library, as names that a program imports; parts of the libraries.
    let signs = ["\0socket\0", "\0connect\0", "\0getaddrinfo\0"]
    let parts = ["AsyncHTTPClient", "BoringSSL", "NIOCore", "NIOPosix"]
    func found(in product: String) throws -> [String] {
      let program = try Data(contentsOf: Sessionc.product(product), options: .alwaysMapped)
      return (signs + parts).filter { program.range(of: Data($0.utf8)) != nil }
    }
    #expect(try found(in: "sessionc") == [])
    #expect(try found(in: "sessionc-send") == signs + parts)
  }

  // MARK: Ctrl-C

  @Test func anInterruptEndsAtOnce() throws {
    let server = try LoopbackServer(Reply([]))
    let sessionc = try Sessionc(["p.yaml": Sending.profile])
    let running = try sessionc.start(
      ["send", "p.yaml", "--output", "answer.json"],
      environment: Sending.environment(server.port)
    )
    while server.requests.isEmpty, running.process.isRunning { usleep(10_000) }
    let start = ContinuousClock.now
    running.process.interrupt()
    let result = try running.wait()
    #expect(result.status == 130)
    #expect(running.process.terminationReason == .exit)
    #expect(result.output.isEmpty && result.error.isEmpty, "\(result.error)")
    #expect(sessionc.names == ["p.yaml"])
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  /// Also while nobody reads the pipe that the answer goes into.
  @Test func anInterruptEndsTheWaitForAReader() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let sessionc = try Sessionc(["p.yaml": Sending.profile])
    #expect(mkfifo(sessionc.url("pipe").path, 0o600) == 0)
    let running = try sessionc.start(
      ["send", "p.yaml", "--output", "pipe"],
      environment: Sending.environment(server.port)
    )
    while server.requests.isEmpty, running.process.isRunning { usleep(10_000) }
    usleep(300_000)
    running.process.interrupt()
    #expect(try running.wait().status == 130)
  }
}
