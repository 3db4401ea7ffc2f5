internal import CanonicalJSON
internal import ProfileTargets
internal import SourceDiagnostics
internal import YAMLSyntax

/// The way back from a request to the profile: from what a server calls a field, and from a JSON
/// Pointer.
struct RequestPlaces {
  private let request: JSONValue
  /// Without parts that nobody wrote, such as the mappings that lowering puts around others.
  private let entries: [String: SourceMap.Entry]
  /// The beginning of the profile's fields, for what has no place of its own.
  let start: SourceSpan

  /// Where a field stands that a server named.
  struct Place {
    /// The field, or the nearest one around it; `nil` for the request itself.
    var entry: SourceMap.Entry?
    /// A JSON Pointer into the request.
    var pointer = ""
    /// Whether it is the field itself.
    var isExact: Bool
  }

  /// - Parameter compilation: with a request and its source map.
  init?(_ compilation: Compilation) {
    guard let bytes = compilation.request, let request = try? JSONReader.read(bytes) else {
      return nil
    }
    self.request = request
    entries = Dictionary(
      compilation.parts.filter { !$0.path.isEmpty }.map { ($0.pointer, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let root = compilation.result.tree.map { Int($0[$0.root].start) } ?? 0
    start = SourceSpan(start: root, end: root)
  }

  subscript(pointer: String) -> SourceMap.Entry? { entries[pointer] }

  /// The session in the request, and its pointer.
  var session: (value: JSONValue, pointer: String) {
    request["session"].map { ($0, "/session") } ?? (request, "")
  }

  /// The place of a field as servers name them: `session.tools[0].name`, with or without `session.`,
  /// whether the request has that level or not. The server of the flat dialect leaves it out where its
  /// events, and the GA dialect, have it.
  ///
  /// Other spellings are understood as well: `/session/model`, `$.session.model`, `body.session.model`,
  /// `session["model"]`.
  func place(of param: String) -> Place {
    var path = Self.afterStep(param[...])
    for prefix in ["$", "#", "body"] where Self.begins(path, with: prefix) && request[prefix] == nil
    {
      path = Self.afterStep(path.dropFirst(prefix.count))
    }
    var routes = [route(path, from: (request, ""))]
    let inside = Self.begins(path, with: "session") ? path.dropFirst("session".count) : path
    routes.append(route(Self.afterStep(inside), from: session))
    let best = routes.max { ($0.isExact ? 1 : 0, $0.depth) < ($1.isExact ? 1 : 0, $1.depth) }
    guard let best else { return Place(entry: nil, isExact: false) }
    let isNowhere = !best.isExact && (best.depth == 0 || best.pointer == session.pointer)
    if isNowhere, let entry = authored(path) {
      return Place(entry: entry, pointer: entry.pointer, isExact: true)
    }
    return Place(entry: nearest(best.pointer), pointer: best.pointer, isExact: best.isExact)
  }

  /// What a name of the other dialect stands for, where the profile was written in it.
  private func authored(_ path: Substring) -> SourceMap.Entry? {
    let steps = path.split(whereSeparator: Self.isBetweenSteps).map(String.init)
    let names = steps.first == "session" ? steps.dropFirst() : steps[...]
    let pointer = names.map(JSONPointer.token).joined()
    return pointer.isEmpty
      ? nil
      : entries.values.filter { $0.path == pointer }
        .min { ($0.pointer.utf8.count, $0.pointer) < ($1.pointer.utf8.count, $1.pointer) }
  }

  /// The entry of a pointer, or of the nearest part around it: what the compiler adds has none.
  private func nearest(_ pointer: String) -> SourceMap.Entry? {
    var pointer = pointer[...]
    while !pointer.isEmpty {
      if let entry = entries[String(pointer)] { return entry }
      let slash = pointer.utf8.lastIndex(of: UInt8(ascii: "/"))
      pointer = pointer.prefix(upTo: slash ?? pointer.startIndex)
    }
    return nil
  }

  // MARK: Walking

  private struct Route {
    var pointer: String
    var depth: Int
    var isExact: Bool
  }

  /// Follows a path as far as the request goes. Names may hold dots: the longest that fits is taken.
  private func route(_ path: Substring, from start: (value: JSONValue, pointer: String)) -> Route {
    var (value, pointer) = start
    var rest = path
    var depth = 0
    while !rest.isEmpty {
      switch value {
      case .object(let members):
        let names = members.map { (String(decoding: $0.name, as: UTF8.self), $0.value) }
        let fitting = names.filter { Self.begins(rest, with: $0.0) }
        guard let (name, next) = fitting.max(by: { $0.0.utf8.count < $1.0.utf8.count }) else {
          return Route(pointer: pointer, depth: depth, isExact: false)
        }
        pointer += JSONPointer.token(name)
        value = next
        rest = Self.afterStep(rest.dropFirst(name.count))
      case .array(let items):
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let index = Int(digits), items.indices.contains(index) else {
          return Route(pointer: pointer, depth: depth, isExact: false)
        }
        pointer += "/\(index)"
        value = items[index]
        rest = Self.afterStep(rest[digits.endIndex...])
      default: return Route(pointer: pointer, depth: depth, isExact: false)
      }
      depth += 1
    }
    return Route(pointer: pointer, depth: depth, isExact: true)
  }

  private static func begins(_ path: Substring, with name: String) -> Bool {
    guard !name.isEmpty, path.hasPrefix(name) else { return false }
    return path.dropFirst(name.count).first.map(isBetweenSteps) ?? true
  }

  private static func afterStep(_ path: Substring) -> Substring { path.drop(while: isBetweenSteps) }

  private static func isBetweenSteps(_ character: Character) -> Bool {
    " ./[]'\"".contains(character)
  }
}
