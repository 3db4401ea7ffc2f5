import Foundation
import TestSupport
import Testing

/// Runs that are killed at any moment: every file is as it was or as it was to be, never in between, and
/// the next run takes away what the killed one left.
@Suite(.serialized) struct KillTests {
  private static let count = 32
  private static let rounds = 150
  /// No more than this for each test, however slow the machine is.
  private static let seconds: Double = 15

  private static func names(_ folder: String, _ ending: String) -> [String] {
    (0..<count).map { "\(folder)/\($0)\(ending)" }
  }

  /// Large enough that writing takes a moment.
  private static let filler = String(repeating: "# as good as nothing\n", count: 100)

  /// Starts a run, kills it at some moment that it would still last, and waits for its end.
  private func kill(
    _ arguments: [String],
    in sessionc: Sessionc,
    after seconds: Double,
    with signal: Int32
  ) throws {
    let running = try sessionc.start(arguments)
    usleep(useconds_t(seconds * 1_000_000))
    Foundation.kill(running.process.processIdentifier, signal)
    _ = try running.wait()
  }

  private func temporaries(_ sessionc: Sessionc) -> [String] {
    sessionc.names.filter { $0.contains(".sessionc-") }
  }

  /// How long a run takes that nobody kills.
  private func duration(of arguments: [String], in sessionc: Sessionc) throws -> Double {
    let start = Date()
    let result = try sessionc.run(arguments)
    #expect(result.status == 0)
    return Date().timeIntervalSince(start)
  }

  @Test func outputsAreOldOrNew() throws {
    let sessionc = try Sessionc()
    for (index, name) in Self.names("p", ".yaml").enumerated() {
      // Half of them start from a file that they share.
      let start = index % 2 == 0 ? "" : "$extends: ../_shared.yaml\n"
      try sessionc.write("\(start)instructions: '\(index) \(Self.filler)'\n", to: name)
    }
    try sessionc.write("voice: sage\n", to: "_shared.yaml")
    let forms = [["compile", "p", "-o", "out"], ["compile", "p", "-o", "out", "--pretty"]]
    let outputs = Self.names("out", ".json")
    var length = 0.0
    let expected = try forms.map { form -> [String?] in
      length = try duration(of: form, in: sessionc)
      return outputs.map { sessionc.text($0) }
    }
    #expect(!expected.joined().contains(nil))
    var random = Moments()
    var interrupted = 0
    let end = Date(timeIntervalSinceNow: Self.seconds)
    var round = 0
    while round < Self.rounds, Date() < end {
      let moment = length * random.next()
      try kill(
        forms[round % 2],
        in: sessionc,
        after: moment,
        with: round % 3 == 0 ? SIGTERM : SIGKILL
      )
      let found = outputs.map { sessionc.text($0) }
      let isNew = zip(found, expected[round % 2]).map { $0 == $1 }
      for index in outputs.indices where !isNew[index] {
        #expect(found[index] == expected[1 - round % 2][index], "\(outputs[index]) is torn")
      }
      if Set(isNew).count == 2 { interrupted += 1 }
      // Other tests run at the same time, so that a run takes now longer and now shorter.
      length *= isNew.contains(false) ? isNew.contains(true) ? 1 : 1.1 : 0.9
      // What is left is taken away by the next run, and whatever was not written is.
      if !temporaries(sessionc).isEmpty || round % 10 == 0 {
        #expect(try sessionc.run(forms[round % 2]).status == 0)
        #expect(temporaries(sessionc) == [])
        #expect(outputs.map { sessionc.text($0) } == expected[round % 2])
      } else if isNew.contains(false) {
        #expect(try sessionc.run(forms[round % 2]).status == 0)
      }
      round += 1
    }
    #expect(interrupted > 0 || round < 50)
  }

  @Test func profilesAreOldOrMended() throws {
    let sessionc = try Sessionc()
    let profiles = Self.names("p", ".yaml")
    let broken = profiles.indices.map { "voise: alloy  # \($0)\n" + Self.filler }
    let mended = profiles.indices.map { "voice: alloy  # \($0)\n" + Self.filler }
    func write() throws {
      for (name, text) in zip(profiles, broken) { try sessionc.write(text, to: name) }
    }
    try write()
    var length = try duration(of: ["lint", "--fix", "p"], in: sessionc)
    var random = Moments()
    var interrupted = 0
    let end = Date(timeIntervalSinceNow: Self.seconds)
    var round = 0
    while round < Self.rounds, Date() < end {
      try write()
      let moment = length * random.next()
      try kill(
        ["lint", "--fix", "p"],
        in: sessionc,
        after: moment,
        with: round % 3 == 0 ? SIGTERM : SIGKILL
      )
      let found = profiles.map { sessionc.text($0) }
      for index in profiles.indices where found[index] != mended[index] {
        #expect(found[index] == broken[index], "\(profiles[index]) is torn")
      }
      let count = zip(found, mended).count { $0 == $1 }
      if count > 0, count < Self.count { interrupted += 1 }
      length *= count == 0 ? 1.1 : count == Self.count ? 0.9 : 1
      if !temporaries(sessionc).isEmpty || round % 10 == 0 {
        #expect(try sessionc.run("lint", "--fix", "p").status == 0)
        #expect(temporaries(sessionc) == [])
        #expect(profiles.map { sessionc.text($0) } == mended)
      }
      round += 1
    }
    #expect(interrupted > 0 || round < 50)
  }
}

/// Moments of a run, the same in every run of the tests: from 0 to 1.
private struct Moments {
  private var state: UInt64 = 1

  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 40) / Double(1 << 24)
  }
}
