import ArgumentParser
import CommandLineSupport

/// Which file of an import becomes which profile, decided before anything is read or written.
struct ImportPlan {
  /// Each input with its output; `nil` is standard output.
  let files: [(input: String, output: String?)]
  /// The folder that the profiles are written into, which may still have to be made.
  let folder: String?

  /// - Parameter output: what `-o` names: a folder that is there or ends in a slash, or a file. For several inputs, a
  ///   name without the ending of a profile is a folder as well.
  init(_ inputs: [String], output: String?) throws {
    let output = output == "-" ? nil : output
    let isNew = output.map { FileKind(at: $0) == nil && ProfileFinder.stem(of: $0) == nil } ?? false
    guard let output, Self.isFolder(output) || inputs.count > 1 && isNew else {
      guard inputs.count == 1 else {
        throw ValidationError(
          "several files are written into a folder: name one with -o, such as `-o profiles/`"
        )
      }
      folder = nil
      files = inputs.map { ($0, output) }
      if let output { try Self.check(inputs, [output]) }
      return
    }
    var path = output
    while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
    var places: [[UInt8]: String] = [:]
    files = try inputs.map { input in
      let name = try Self.name(of: input)
      let place = (path == "/" ? path : path + "/") + name
      if let other = places.updateValue(input, forKey: Array(name.utf8)) {
        throw ValidationError(
          "`\(shown(other))` and `\(shown(input))` would both be written to `\(shown(place))`"
        )
      }
      return (input, place)
    }
    folder = path
    try Self.check(inputs, files.compactMap(\.output))
  }

  /// - Throws: `CommandFailure` where a profile may not be written.
  private static func check(_ inputs: [String], _ outputs: [String]) throws(CommandFailure) {
    var places = OutputPlaces(inputs: inputs.compactMap { FileIdentity($0) })
    for output in outputs where FileKind(atLink: output) == nil { try places.add(output) }
  }

  private static func isFolder(_ path: String) -> Bool {
    path.utf8.last == UInt8(ascii: "/") || FileKind(at: path) == .folder
  }

  /// The input's name, without its folder and its ending, and `.yaml`.
  private static func name(of input: String) throws -> String {
    guard input != "-" else {
      throw ValidationError("standard input has no name: write it to a file with -o FILE")
    }
    let bytes = Array(input.utf8)
    let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    var name = bytes[start...]
    if let point = name.lastIndex(of: UInt8(ascii: ".")), point > name.startIndex {
      name = name[..<point]
    }
    guard !name.isEmpty else { throw ValidationError("`\(shown(input))` is a folder") }
    return String(decoding: name, as: UTF8.self) + ".yaml"
  }
}
