import ArgumentParser
import Foundation

/// What sessionc costs, against what libyaml alone costs for the same bytes in the same run.
@main
struct BenchmarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessionc-benchmarks",
    abstract: "Measure the stages and the commands against libyaml's own scan.",
    discussion: """
      Instructions are counted by valgrind, where it is there: for one more profile, by the difference \
      of two runs. Times are the best of three runs. Build with -c release, and sessionc with it.

        swift build -c release --product sessionc
        swift run -c release sessionc-benchmarks
        swift run -c release sessionc-benchmarks --quick --budgets .ci/budgets.json
      """
  )

  @Flag(help: "Only instructions, of typical profiles in both dialects.")
  var quick = false

  @Option(help: ArgumentHelp("Write the figures as JSON.", valueName: "file"))
  var json: String?

  @Option(help: ArgumentHelp("Write a chart of the ratios.", valueName: "file"))
  var svg: String?

  @Option(help: ArgumentHelp("Fail where a figure is above its budget.", valueName: "file"))
  var budgets: String?

  @Option(
    help: ArgumentHelp(
      "Only write profiles into this folder, to run something else on them.",
      valueName: "folder"
    )
  )
  var corpus: String?
  @Option(help: "Their kind: small, typical, flat, tools or instructions.")
  var kind = ProfileKind.typical
  @Option(help: "Their number.") var count = 1

  // What the program is called with by itself, under valgrind.
  @Option(help: .hidden) var stage: String?

  func run() throws {
    if let stage {
      try runStage(stage)
      return
    }
    if let corpus {
      try CorpusFolder.write(kind, count: count, to: URL(fileURLWithPath: corpus))
      return
    }
    let benchmark = try Benchmark()
    var measurement = Measurement()
    if let instructions = Instructions() {
      for kind in quick ? [.typical, .flat] : ProfileKind.allCases {
        measurement.costs += try benchmark.costs(of: kind, instructions)
      }
      measurement.startUp = try benchmark.startUp(instructions)
      measurement.growth = try benchmark.growth(instructions)
      measurement.composition = try benchmark.composition(instructions)
    } else {
      print("left out: instructions cannot be counted without valgrind")
    }
    measurement.strippedKiB = StrippedProgram.size(
      of: benchmark.sessionc,
      in: benchmark.corpus.scratch
    )
    if !quick { measurement.runs = try benchmark.runs(files: [1, 1000, 10_000]) }
    measurement.ownPeakKiB = ChildProcess.ownPeakKiB
    print(ResultTable.text(measurement))
    if let json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      try encoder.encode(measurement).write(to: URL(fileURLWithPath: json))
    }
    if let svg { try Data(ResultChart.svg(measurement).utf8).write(to: URL(fileURLWithPath: svg)) }
    if let budgets, !measurement.costs.isEmpty {
      let excesses = try Budgets.read(budgets).excesses(of: measurement)
      for line in excesses { print("over budget: \(line)") }
      if !excesses.isEmpty { throw ExitCode(1) }
      print("within the budgets of \(budgets)")
    }
  }

  private func runStage(_ name: String) throws {
    guard let stage = Stage(rawValue: name) else {
      throw ValidationError("--stage takes the name of a stage")
    }
    // One text is enough: the larger run has the smaller in it, but for more of the same.
    let bytes = Array(kind.text(0).utf8)
    var sum = 0
    for _ in 0..<count { sum &+= stage.run(bytes) }
    guard sum > 0 || stage == .check else {
      throw BenchmarkFailure("a profile of the corpus is wrong")
    }
  }
}
