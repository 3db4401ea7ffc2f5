/// A pattern of paths: `*` stands for any part of one name, `?` for one character, `**` for any
/// number of folders. A pattern without `/` is about names at any depth, and one that matches a
/// folder is about all that is in it.
public struct PathPattern: Sendable {
  private enum Step: Sendable {
    case anyFolders
    /// Just this name.
    case name([UInt8])
    case pattern([UInt8])
  }

  private let steps: [Step]

  /// As it is written.
  public let text: String

  public init(_ text: String) {
    self.text = text
    var text = text.utf8[...]
    while text.starts(with: "./".utf8) { text = text.dropFirst(2) }
    let names = text.split(separator: UInt8(ascii: "/")).map { Array($0) }
    var steps: [Step] = names.count == 1 ? [.anyFolders] : []
    for name in names {
      if name.elementsEqual("**".utf8) {
        // Any number of folders, and any number again, is any number.
        if case .anyFolders? = steps.last { continue }
        steps.append(.anyFolders)
      } else {
        let isPattern = name.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
        steps.append(isPattern ? .pattern(name) : .name(name))
      }
    }
    self.steps = steps
  }

  /// Whether the pattern is about a path, or about a folder above it.
  ///
  /// Of several `**` only the last one reached can still stand for more: what an earlier one could take
  /// in its place, the last can as well. So no more than the product of both lengths is looked at.
  public func matches(_ path: String) -> Bool { matches(Self.names(of: path)) }

  /// The names that a path is made of.
  package static func names(of path: String) -> [Substring.UTF8View] {
    path.utf8.split(separator: UInt8(ascii: "/"))
  }

  package func matches(_ names: [Substring.UTF8View]) -> Bool {
    var (name, step) = (0, 0)
    var last: (name: Int, step: Int)?
    while step < steps.count {
      if case .anyFolders = steps[step] {
        last = (name, step + 1)
        step += 1
      } else if name < names.count, Self.matches(names[name], steps[step]) {
        (name, step) = (name + 1, step + 1)
      } else if let again = last, again.name < names.count {
        last = (again.name + 1, again.step)
        (name, step) = (again.name + 1, again.step)
      } else {
        return false
      }
    }
    return !steps.isEmpty && !names.isEmpty
  }

  private static func matches(_ name: Substring.UTF8View, _ step: Step) -> Bool {
    switch step {
    case .anyFolders: true
    case .name(let text): name.elementsEqual(text)
    case .pattern(let pattern): matches(Array(name), pattern)
    }
  }

  private static func matches(_ name: [UInt8], _ pattern: [UInt8]) -> Bool {
    var (i, j) = (0, 0)
    var star: (name: Int, pattern: Int)?
    while i < name.count {
      if j < pattern.count, pattern[j] == UInt8(ascii: "*") {
        star = (i, j)
        j += 1
      } else if j < pattern.count, pattern[j] == UInt8(ascii: "?") {
        i += 1
        while i < name.count, name[i] & 0xC0 == 0x80 { i += 1 }
        j += 1
      } else if j < pattern.count, pattern[j] == name[i] {
        (i, j) = (i + 1, j + 1)
      } else if let last = star {
        star = (last.name + 1, last.pattern)
        (i, j) = (last.name + 1, last.pattern + 1)
      } else {
        return false
      }
    }
    return pattern[j...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
