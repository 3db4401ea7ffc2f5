import SessionProfiles
import Testing

@testable import sessionc_benchmarks

@Suite struct BenchmarksTests {
  /// What is measured is the good path, and no text is twice there.
  @Test(arguments: ProfileKind.allCases) func theCorpusHasNoFindings(_ kind: ProfileKind) {
    let texts = (0..<3).map(kind.text)
    #expect(Set(texts).count == texts.count)
    let findings = Compiler().lint(SourceText(name: "p.yaml", text: texts[1]))
    let advice = kind == .tools ? ["`tools` has 200 items, more than 128"] : []
    #expect(findings.map(\.message) == advice)
    #expect(kind.text(7) == kind.text(7))
  }

  @Test(arguments: Stage.allCases) func everyStageComesToItsEnd(_ stage: Stage) {
    for kind in [ProfileKind.small, .typical, .flat] {
      let result = stage.run(Array(kind.text(1).utf8))
      #expect(stage == .check ? result == 0 : result > 0)
    }
  }

  private func measurement(ratio: Double, startUp: Int) -> Measurement {
    var measurement = Measurement()
    measurement.costs = [
      Measurement.Cost(kind: "typical", step: "lint", instructions: 1, ratio: ratio)
    ]
    measurement.startUp = ["--version": startUp]
    return measurement
  }

  @Test func whatIsOverItsBudgetIsNamed() {
    let budgets = Budgets(
      ratios: ["typical": ["lint": 1.5]],
      growth: 2.2,
      composition: 1.2,
      startUp: ["--version": 100]
    )
    #expect(budgets.excesses(of: measurement(ratio: 1.5, startUp: 100)) == [])
    #expect(
      budgets.excesses(of: measurement(ratio: 1.51, startUp: 101)) == [
        "lint of typical costs 1.51 times the scan; the budget is 1.50",
        "--version takes 101 instructions; the budget is 100",
      ]
    )
    #expect(budgets.excesses(of: Measurement()).count == 2)
    var quadratic = measurement(ratio: 1, startUp: 1)
    quadratic.growth = ["nodes": 2.0, "tools": 3.97]
    #expect(
      budgets.excesses(of: quadratic) == [
        "twice as many tools cost 3.97 times as much; the budget is 2.20"
      ]
    )
  }

  @Test func theFiguresAreShown() {
    let measurement = measurement(ratio: 1.256, startUp: 7)
    #expect(ResultTable.text(measurement).contains("1.26"))
    let chart = ResultChart.svg(measurement)
    #expect(chart.contains(">typical · lint</text>") && chart.hasSuffix("</svg>\n"))
  }
}
