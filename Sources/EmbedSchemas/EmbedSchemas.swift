import Foundation
import SchemaLoading
import SchemaTables
import SourceDiagnostics
import YAMLSyntax

/// Writes one Swift file that holds the text of every given JSON file, the table of every dialect, each as a
/// `StaticString`, and the registry of dialects and targets.
///
/// Usage: `EmbedSchemas OUTPUT.swift INPUT.json…`; files of a folder `facts` say how others are written, those of
/// a folder `servers` what servers add to a dialect. A
/// `StaticString` costs nothing at start-up and compiles in constant time whatever its size, unlike an array
/// literal of bytes. A file that cannot be understood fails the build.
@main
struct EmbedSchemas {
  static func main() {
    do {
      try run()
    } catch {
      // As compilers write it, so that the build shows it.
      FileHandle.standardError.write(Data("error: schemas: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run() throws {
    // The set of a record is one number.
    guard FieldFact.allCases.count <= 64 else {
      throw EmbeddingError(description: "there are more than 64 kinds of facts")
    }
    let arguments = CommandLine.arguments
    guard arguments.count > 2 else {
      throw EmbeddingError(description: "usage: EmbedSchemas OUTPUT.swift INPUT.json...")
    }
    var code = """
      // Made from schemas/ by EmbedSchemas at build time. Edit the JSON files instead.

      package import SchemaTables

      extension ProfileSchemas {
        /// Every file of `schemas/` that is read at run time, by its name there.
        static let files: [(name: StaticString, text: StaticString)] = [

      """
    var trees: [String: NodeTree] = [:]
    var shapes: [String: NodeTree] = [:]
    var overlays: [String: NodeTree] = [:]
    for path in arguments.dropFirst(2).sorted() {
      let url = URL(fileURLWithPath: path)
      let text = try String(contentsOf: url, encoding: .utf8)
      let tree = try tree(of: text, in: path)
      var name = url.lastPathComponent
      let folder = url.deletingLastPathComponent().lastPathComponent
      switch folder {
      case "facts":
        shapes[name] = tree
        // The others say how files are written that nobody reads later.
        guard ["overlay.schema.json", "vocabulary.schema.json"].contains(name) else { continue }
        name = "facts/" + name
      case "servers":
        name = "servers/" + name
        overlays[name] = tree
      default: trees[name] = tree
      }
      code += "    (\n      \"\(name)\",\n\(try literal(text, from: path))\n    ),\n"
    }
    code += "  ]\n"
    let registry = try Registry(trees, shapes: shapes)
    try OverlayFacts.check(overlays, trees, shapes)
    for (index, table) in registry.tables.enumerated() {
      code += "\n  static let table\(index): StaticString =\n"
      code += try literal(table, from: registry.dialects[index].name) + "\n"
    }
    for (name, table) in [
      ("signTable", registry.signTable), ("configurationTable", registry.configurationTable),
    ] {
      code += "\n  package static let \(name): StaticString =\n"
      code += try literal(table, from: name) + "\n"
    }
    code += registry.code + "}\n"
    try code.write(toFile: arguments[1], atomically: true, encoding: .utf8)
  }

  private static func tree(of text: String, in path: String) throws -> NodeTree {
    var bag = DiagnosticBag()
    let tree = Composer.compose(Array(text.utf8), into: &bag)
    guard let tree, bag.count == 0 else {
      throw EmbeddingError(description: "\(path): \(bag.sorted().first?.message ?? "unreadable")")
    }
    return tree
  }

  private static func literal(_ text: String, from origin: String) throws -> String {
    guard !text.contains("\"\"\"###"), !text.contains("\\###") else {
      throw EmbeddingError(description: "\(origin): holds what cannot stand in the literal")
    }
    // A literal cannot hold this one by itself.
    let text = text.unicodeScalars.map { $0 == "\r" ? "\\###r" : String($0) }.joined()
    return "###\"\"\"\n\(text)\n\"\"\"###"
  }
}

struct EmbeddingError: Error, CustomStringConvertible {
  var description: String
}
