import Foundation

/// What was measured, as JSON has it.
struct Measurement: Codable {
  /// Instructions for one more profile, and their ratio to the scan of the same bytes.
  struct Cost: Codable {
    var kind: String
    var step: String
    var instructions: Int
    var ratio: Double
  }

  /// A whole run, and its time against the scan of the same files by one core.
  struct Run: Codable {
    var command: String
    var kind: String
    var files: Int
    var seconds: Double
    var ratio: Double
    var peakKiB: Int
  }

  var costs: [Cost] = []
  /// What twice as much of something costs, in what it costs once: by kind and form of report.
  var growth: [String: Double] = [:]
  /// What one more profile over a base of 20 KB costs, in what the same profile costs written out.
  var composition: Double?
  var runs: [Run] = []
  /// The most memory that the benchmark itself had, below which that of a child cannot be told.
  var ownPeakKiB = 0
  /// Instructions from the start to the end of an empty program, of `--version`, and of a run over one
  /// profile; and those for one more finding.
  var startUp: [String: Int] = [:]
  /// The size of the command line without its symbols, where `strip` is there.
  var strippedKiB: Int?
}

/// Does the measuring.
struct Benchmark {
  let corpus: CorpusFolder
  /// This program, which is its own child for the stages.
  let own: String
  /// The command line, of the same build.
  let sessionc: String

  init() throws {
    corpus = try CorpusFolder()
    own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    sessionc =
      URL(fileURLWithPath: own).deletingLastPathComponent().appending(path: "sessionc").path
    guard FileManager.default.isExecutableFile(atPath: sessionc) else {
      throw BenchmarkFailure(
        "sessionc is not beside this program: build it with the same configuration"
      )
    }
  }

  // MARK: Instructions

  /// How many profiles more the larger run has.
  private func difference(_ kind: ProfileKind) -> Int {
    switch kind {
    case .small, .typical, .flat: 100
    case .tools: 5
    case .instructions: 2
    }
  }

  /// Costs of one more profile of a kind: each stage, and the commands.
  func costs(of kind: ProfileKind, _ instructions: Instructions) throws -> [Measurement.Cost] {
    let more = difference(kind)
    func perProfile(_ program: String, _ arguments: (Int) throws -> [String]) throws -> Int {
      // Two at least, since one alone keeps the other cores asleep.
      guard let few = instructions.count(program, try arguments(2)),
        let many = instructions.count(program, try arguments(2 + more))
      else { throw BenchmarkFailure("\(program) failed under valgrind") }
      return (many - few) / more
    }
    var steps: [(String, Int)] = []
    for stage in Stage.allCases {
      let cost = try perProfile(own) {
        ["--stage", stage.rawValue, "--kind", kind.rawValue, "--count", "\($0)"]
      }
      steps.append((stage.rawValue, cost))
    }
    steps.append(("lint", try perProfile(sessionc) { ["lint", try corpus.path(kind, count: $0)] }))
    // In a folder for each kind: to replace the requests of another one, which have the same names, is more
    // than to write.
    let outputs = corpus.outputs + "/" + kind.rawValue + "/"
    let compile = try perProfile(sessionc) {
      ["compile", try corpus.path(kind, count: $0), "-o", outputs]
    }
    steps.append(("compile", compile))
    let scan = Double(steps[0].1)
    return steps.map { step, cost in
      Measurement.Cost(
        kind: kind.rawValue,
        step: step,
        instructions: cost,
        ratio: Double(cost) / scan
      )
    }
  }

  /// What one more profile over a base of 20 KB costs, in what the same profile costs written out.
  func composition(_ instructions: Instructions) throws -> Double {
    let costs = try [true, false].map { isComposed in
      let counts = try [2, 202].map { count in
        let folder = corpus.scratch.appending(path: "family-\(isComposed)-\(count)")
        try CorpusFolder.writeFamily(count, isComposed: isComposed, to: folder)
        guard let count = instructions.count(sessionc, ["lint", folder.path]) else {
          throw BenchmarkFailure("lint of composed profiles failed")
        }
        return Double(count)
      }
      return counts[1] - counts[0]
    }
    return costs[0] / costs[1]
  }

  /// How the cost of a profile grows: 2 is in proportion. What every run costs is left out.
  func growth(_ instructions: Instructions) throws -> [String: Double] {
    var result: [String: Double] = [:]
    for kind in GrowthKind.allCases {
      for form in kind == .findings ? ["text", "json", "sarif"] : ["text"] {
        let costs = try [0, 1, 2].map { times in
          let file = corpus.scratch.appending(path: "\(kind.rawValue)-\(times).yaml")
          for (name, text) in kind.files(kind.count * times) {
            try Data(text.utf8).write(to: corpus.scratch.appending(path: name))
          }
          try Data(kind.text(kind.count * times).utf8).write(to: file)
          let count = instructions.count(
            sessionc,
            ["lint", "--format", form, "--max-findings", "0", file.path],
            failing: true
          )
          guard let count else { throw BenchmarkFailure("lint of \(kind.rawValue) failed") }
          return Double(count)
        }
        let name = form == "text" ? kind.rawValue : "\(kind.rawValue) as \(form)"
        result[name] = (costs[2] - costs[0]) / (costs[1] - costs[0])
      }
    }
    return result
  }

  func startUp(_ instructions: Instructions) throws -> [String: Int] {
    var result: [String: Int] = [:]
    result["--version"] = instructions.count(sessionc, ["--version"])
    if let empty = EmptyProgram.path(in: corpus.scratch) {
      result["an empty Swift program"] = instructions.count(empty, [])
    }
    for kind in [ProfileKind.typical, .flat] {
      let folder = try corpus.path(kind, count: 1)
      result["lint of one \(kind.rawValue) profile"] = instructions.count(
        sessionc,
        ["lint", folder]
      )
    }
    result["one more finding in the text report"] = try finding(instructions)
    return result
  }

  /// What a finding costs beside a tool like it in which nothing is found.
  private func finding(_ instructions: Instructions) throws -> Int {
    // The name of the file is in each finding: a short one, as of a project.
    let (files, few) = (FileManager.default, GrowthKind.findings.count)
    let folder = files.currentDirectoryPath
    _ = files.changeCurrentDirectoryPath(corpus.scratch.path)
    defer { _ = files.changeCurrentDirectoryPath(folder) }
    let counts = try [few, 2 * few].flatMap { count in
      let found = GrowthKind.findings.text(count)
      return try [found, found.replacing("wrong ", with: "right_")].map { text in
        let file = corpus.scratch.appending(path: "finding.yaml")
        try Data(text.utf8).write(to: file)
        let arguments = ["lint", "--max-findings", "0", "finding.yaml"]
        guard let count = instructions.count(sessionc, arguments, failing: true) else {
          throw BenchmarkFailure("lint of findings failed")
        }
        return count
      }
    }
    return (counts[2] - counts[0] - (counts[3] - counts[1])) / few
  }

  // MARK: Time

  /// Whole runs over many files, the best of three, against the scan of the same files by this program.
  func runs(files: [Int]) throws -> [Measurement.Run] {
    try files.flatMap { count -> [Measurement.Run] in
      let kind = ProfileKind.typical
      let folder = try corpus.path(kind, count: count)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      let scan = Self.best {
        let start = ContinuousClock.now
        for name in names {
          let data = FileManager.default.contents(atPath: folder + "/" + name) ?? Data()
          _ = Stage.scan.run(Array(data))
        }
        return (ContinuousClock.now - start) / .seconds(1)
      }
      // Another program of that name, in Python, knows no such command.
      let sourcemeta = ChildProcess.find("jsonschema", answering: ["version"])
      let peers: [(String, String?, [String])] = [
        ("lint", sessionc, ["lint", folder]),
        ("compile", sessionc, ["compile", folder, "-o", corpus.outputs + "/"]),
        ("yamllint", ChildProcess.find("yamllint"), [folder]),
        (
          "check-jsonschema", ChildProcess.find("check-jsonschema"),
          ["--schemafile", Self.schema] + names.map { folder + "/" + $0 }
        ),
        ("jsonschema", sourcemeta, ["validate", Self.schema, folder]),
        ("jsonschema --fast", sourcemeta, ["validate", "--fast", Self.schema, folder]),
      ]
      return peers.compactMap { command, program, arguments in
        // The others are slow enough to be measured on fewer files, and those in Python once.
        guard let program, program == sessionc || count <= 1000 else { return nil }
        let isSlow = ["yamllint", "check-jsonschema"].contains(command)
        var peak = 0
        let seconds = Self.best(of: isSlow ? 1 : 3) {
          let result = ChildProcess.run(program, arguments)
          peak = max(peak, result?.peakKiB ?? 0)
          return result?.seconds ?? .infinity
        }
        return Measurement.Run(
          command: command,
          kind: kind.rawValue,
          files: count,
          seconds: seconds,
          ratio: seconds / scan,
          peakKiB: peak
        )
      }
    }
  }

  /// The schema that the others check by: that of the dialect, so that they need not tell it.
  private static var schema: String { "schemas/ga-session.schema.json" }

  private static func best(of times: Int = 3, _ measure: () -> Double) -> Double {
    (0..<times).map { _ in measure() }.min() ?? 0
  }
}

struct BenchmarkFailure: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
