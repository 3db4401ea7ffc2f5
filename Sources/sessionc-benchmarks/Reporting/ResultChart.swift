/// The ratios as a picture: a bar for each step of a kind, and a line where libyaml is.
enum ResultChart {
  private static let barHeight = 18
  private static let left = 190
  private static let unit = 80.0

  /// An SVG document.
  static func svg(_ measurement: Measurement) -> String {
    let costs = measurement.costs
    let widest = costs.map(\.ratio).max() ?? 1
    let width = left + Int(widest * unit) + 80
    let height = costs.count * barHeight + measurement.kinds.count * 14 + 40
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      font-family="sans-serif" font-size="12">
      <text x="8" y="18">Instructions for one more profile; 1 is libyaml's scan of the same bytes</text>

      """
    var y = 30
    for kind in measurement.kinds {
      for cost in costs where cost.kind == kind {
        let length = Int(cost.ratio * unit)
        let color =
          cost.step == "scan" ? "#888" : ["lint", "compile"].contains(cost.step) ? "#07c" : "#9cf"
        text += """
          <text x="\(left - 8)" y="\(y + 13)" text-anchor="end">\(kind) · \(cost.step)</text>
          <rect x="\(left)" y="\(y + 2)" width="\(length)" height="\(barHeight - 4)" fill="\(color)"/>
          <text x="\(left + length + 6)" y="\(y + 13)">\(ResultTable.ratio(cost.ratio))</text>

          """
        y += barHeight
      }
      y += 14
    }
    let line = left + Int(unit)
    return text + """
      <line x1="\(line)" y1="28" x2="\(line)" y2="\(y - 14)" stroke="#c00" stroke-dasharray="3,3"/>
      </svg>

      """
  }
}
