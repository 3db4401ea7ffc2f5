/// The figures for people.
enum ResultTable {
  static func text(_ measurement: Measurement) -> String {
    var text = ""
    if !measurement.costs.isEmpty {
      text +=
        "instructions for one more profile, and their ratio to libyaml's scan of the same bytes\n"
      text += row("", measurement.steps) + "\n"
      for kind in measurement.kinds {
        let costs = measurement.costs.filter { $0.kind == kind }
        text += row(kind, costs.map { "\($0.instructions)" }) + "\n"
        text += row("", costs.map { ratio($0.ratio) }) + "\n"
      }
      text += "\nstart-up, and a finding, in instructions\n"
      for (what, count) in measurement.startUp.sorted(by: { $0.key < $1.key }) {
        text += "  \(what): \(count)\n"
      }
    }
    if let factor = measurement.composition {
      text +=
        "\none more profile over a base of 20 KB, in what it costs written out: \(ratio(factor))\n"
    }
    if !measurement.growth.isEmpty {
      text += "\nwhat twice as much of it costs, in what it costs once\n"
      for (what, factor) in measurement.growth.sorted(by: { $0.key < $1.key }) {
        text += "  \(what): \(ratio(factor))\n"
      }
    }
    if let size = measurement.strippedKiB { text += "\nsessionc without symbols: \(size) KiB\n" }
    if !measurement.runs.isEmpty {
      text += "\nwhole runs, and their time against the scan of the same files by one core\n"
      text += row("", ["files", "seconds", "ratio", "peak MiB"]) + "\n"
      for run in measurement.runs {
        let seconds = "\((run.seconds * 1000).rounded() / 1000)"
        // A child begins with the memory of whoever starts it.
        let isOwn = run.peakKiB <= measurement.ownPeakKiB
        let peak = (isOwn ? "<= " : "") + "\(run.peakKiB / 1024)"
        let cells = ["\(run.files)", seconds, ratio(run.ratio), peak]
        text += row(run.command, cells) + "\n"
      }
    }
    return text
  }

  private static func row(_ name: String, _ cells: [String]) -> String {
    padded(name, 18, left: true) + cells.map { padded($0, 11, left: false) }.joined()
  }

  private static func padded(_ text: String, _ width: Int, left: Bool) -> String {
    let blanks = String(repeating: " ", count: max(0, width - text.count))
    return left ? text + blanks : blanks + text
  }

  static func ratio(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let digits = hundredths % 100
    return "\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits)"
  }
}

extension Measurement {
  /// In the order in which they were measured.
  var kinds: [String] { unique(costs.map(\.kind)) }
  var steps: [String] { unique(costs.map(\.step)) }

  private func unique(_ names: [String]) -> [String] {
    names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
