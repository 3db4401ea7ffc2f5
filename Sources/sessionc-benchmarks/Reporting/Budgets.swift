import Foundation

/// The most that one more profile may cost, as ratios to libyaml's scan: by kind and step.
struct Budgets: Codable {
  var ratios: [String: [String: Double]]
  /// The most that twice as much of anything may cost, in what it costs once.
  var growth: Double
  /// The most that one more profile over a shared base may cost, in what it costs written out.
  var composition: Double
  /// Instructions of whole runs, by name.
  var startUp: [String: Int]

  static func read(_ path: String) throws -> Budgets {
    try JSONDecoder().decode(Budgets.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// A line for each figure above its budget, or that has a budget and was not measured.
  func excesses(of measurement: Measurement) -> [String] {
    var lines: [String] = []
    for (kind, steps) in ratios.sorted(by: { $0.key < $1.key }) {
      for (step, budget) in steps.sorted(by: { $0.key < $1.key }) {
        let cost = measurement.costs.first { $0.kind == kind && $0.step == step }
        guard let cost else {
          lines.append("\(step) of \(kind) was not measured")
          continue
        }
        guard cost.ratio > budget else { continue }
        let ratio = ResultTable.ratio(cost.ratio)
        lines.append(
          "\(step) of \(kind) costs \(ratio) times the scan; the budget is \(ResultTable.ratio(budget))"
        )
      }
    }
    for (what, factor) in measurement.growth.sorted(by: { $0.key < $1.key }) where factor > growth {
      let (grown, most) = (ResultTable.ratio(factor), ResultTable.ratio(growth))
      lines.append("twice as many \(what) cost \(grown) times as much; the budget is \(most)")
    }
    if let factor = measurement.composition, factor > composition {
      let (cost, most) = (ResultTable.ratio(factor), ResultTable.ratio(composition))
      lines.append(
        "a profile over a base costs \(cost) times the same written out; the budget is \(most)"
      )
    }
    for (what, budget) in startUp.sorted(by: { $0.key < $1.key }) {
      guard let count = measurement.startUp[what] else {
        lines.append("\(what) was not measured")
        continue
      }
      if count > budget {
        lines.append("\(what) takes \(count) instructions; the budget is \(budget)")
      }
    }
    return lines
  }
}
