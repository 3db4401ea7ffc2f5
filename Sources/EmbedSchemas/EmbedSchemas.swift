import Foundation

/// Writes one Swift file that holds the text of every given JSON file as a `StaticString`.
///
/// Usage: `EmbedSchemas OUTPUT.swift INPUT.json…`. A `StaticString` costs nothing at start-up and
/// compiles in constant time whatever its size, unlike an array literal of bytes.
@main
struct EmbedSchemas {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 2 else {
      throw EmbeddingError(description: "usage: EmbedSchemas OUTPUT.swift INPUT.json...")
    }
    var code =
      "// Made from schemas/ by EmbedSchemas at build time. Edit the JSON files instead.\n\n"
    code += "extension ProfileSchemas {\n"
    code += "  /// Every file of `schemas/`, by its file name.\n"
    code += "  static let files: [(name: StaticString, text: StaticString)] = [\n"
    for path in arguments.dropFirst(2).sorted() {
      let url = URL(fileURLWithPath: path)
      let text = try String(contentsOf: url, encoding: .utf8)
      guard !text.contains("\"\"\"###") else {
        throw EmbeddingError(description: "\(path): holds the closing delimiter of the literal")
      }
      code +=
        "    (\n      \"\(url.lastPathComponent)\",\n      ###\"\"\"\n\(text)\n\"\"\"###\n    ),\n"
    }
    code += "  ]\n}\n"
    try code.write(toFile: arguments[1], atomically: true, encoding: .utf8)
  }
}

struct EmbeddingError: Error, CustomStringConvertible {
  var description: String
}
