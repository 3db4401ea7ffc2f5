/// A pattern of paths: `*` stands for any part of one name, `?` for one character, `**` for any
/// number of folders. A pattern without `/` is about names at any depth, and one that matches a
/// folder is about all that is in it.
public struct PathPattern: Sendable {
  private let steps: [[UInt8]]

  private static let anyFolders = Array("**".utf8)

  public init(_ text: String) {
    var text = text.utf8[...]
    while text.starts(with: "./".utf8) { text = text.dropFirst(2) }
    let steps = text.split(separator: UInt8(ascii: "/")).map { Array($0) }
    self.steps = steps.count == 1 ? [Self.anyFolders] + steps : steps
  }

  /// Whether the pattern is about a path, or about a folder above it.
  public func matches(_ path: String) -> Bool {
    let names = path.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
    // Which of the pattern's beginnings match the names so far.
    var reached = [Bool](repeating: false, count: steps.count + 1)
    reached[0] = true
    skipFolders(&reached)
    for name in names {
      var next = [Bool](repeating: false, count: steps.count + 1)
      for (index, step) in steps.enumerated() where reached[index] {
        if step == Self.anyFolders {
          next[index] = true
        } else if Self.matches(name, step) {
          next[index + 1] = true
        }
      }
      reached = next
      skipFolders(&reached)
      if reached[steps.count] { return true }
    }
    return false
  }

  /// `**` stands for no folder as well.
  private func skipFolders(_ reached: inout [Bool]) {
    for (index, step) in steps.enumerated() where reached[index] && step == Self.anyFolders {
      reached[index + 1] = true
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
