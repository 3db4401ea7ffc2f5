import SourceDiagnostics

/// One action of an overlay, done to a schema.
struct OverlayEdit {
  private let action: Overlay.Action
  private let file: String
  private let title: EditableValue
  /// Whether what is new says whose it is.
  var marksNew = true
  /// The keyword that says whose overlay changed a schema.
  private static let mark = "x-server"

  init(_ action: Overlay.Action, in file: String, of overlay: Overlay) {
    self.action = action
    self.file = file
    title = .text(overlay.title)
  }

  func apply(to value: EditableValue) throws(Overlay.Problem) -> EditableValue {
    try apply(to: value, action.steps[...])
  }

  private func apply(
    to value: EditableValue,
    _ steps: ArraySlice<String>
  ) throws(Overlay.Problem) -> EditableValue {
    guard let step = steps.first else { return try changed(value) }
    var value = value
    if case .list(var items) = value {
      guard let index = Int(step), items.indices.contains(index) else {
        throw missing(step, among: [])
      }
      if steps.count == 1, action.kind == .remove {
        items.remove(at: index)
      } else {
        items[index] = try apply(to: items[index], steps.dropFirst())
      }
      return .list(items)
    }
    guard let inside = value[step] else { throw missing(step, among: value.names) }
    value[step] =
      steps.count == 1 && action.kind == .remove ? nil : try apply(to: inside, steps.dropFirst())
    return value
  }

  /// What the action makes of the value at its target.
  private func changed(_ value: EditableValue) throws(Overlay.Problem) -> EditableValue {
    let written = EditableValue(action.value.node, of: action.value.tree)
    let new = marksNew ? written.marking(Self.mark, title) : written
    switch (action.kind, value, new) {
    case (.replace, _, _): return new
    case (.update, .object, .object(let members)):
      var value = value
      for member in members { value[member.name] = member.value }
      return value
    case (.append, .list(let items), .list(let more)):
      return .list(items + more.filter { !items.contains($0) })
    case (.update, _, _):
      throw problem("`update` adds members to an object, and there is none at `\(pointer)`")
    default: throw problem("`append` adds items to a list, and there is none at `\(pointer)`")
    }
  }

  /// The schema with the mark in the innermost schema around the change.
  func marked(_ value: EditableValue) -> EditableValue {
    mark(value, action.steps[...])?.value ?? value
  }

  private func mark(
    _ value: EditableValue,
    _ steps: ArraySlice<String>
  ) -> (value: EditableValue, isDone: Bool)? {
    var value = value
    var isDone = false
    if let step = steps.first {
      if case .list(var items) = value {
        if let index = Int(step), items.indices.contains(index),
          let inside = mark(items[index], steps.dropFirst())
        {
          items[index] = inside.value
          isDone = inside.isDone
          value = .list(items)
        }
      } else if let content = value[step], let inside = mark(content, steps.dropFirst()) {
        value[step] = inside.value
        isDone = inside.isDone
      }
    }
    guard !isDone, value.isSchema else { return (value, isDone) }
    value[Self.mark] = title
    return (value, true)
  }

  private var pointer: String { action.target.text }

  private func problem(_ message: String) -> Overlay.Problem {
    Overlay.Problem(node: action.value.node, message: message)
  }

  private func missing(_ step: String, among names: [String]) -> Overlay.Problem {
    let nearest = Suggestion.nearest(to: step, in: names)
    return Overlay.Problem(
      node: action.target.node,
      message: "`\(pointer)` leads nowhere in \(file): there is no `\(step)`",
      help: nearest.map { "did you mean `\($0)`?" }
        ?? (names.isEmpty ? nil : "there are \(names.prefix(12).joined(separator: ", "))")
    )
  }
}
