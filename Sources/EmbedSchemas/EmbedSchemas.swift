import Foundation
import SchemaTables
import SourceDiagnostics
import YAMLSyntax

/// Writes one Swift file that holds the text of every given JSON file and the table of every dialect,
/// each as a `StaticString`.
///
/// Usage: `EmbedSchemas OUTPUT.swift INPUT.json…`. A `StaticString` costs nothing at start-up and
/// compiles in constant time whatever its size, unlike an array literal of bytes. A file that cannot be
/// understood fails the build.
@main
struct EmbedSchemas {
  /// The tables, by the name of their constant: the file of each kind of document.
  private static let tables: KeyValuePairs<String, [DocumentKind: String]> = [
    "flatTable": [
      .session: "sessions.schema.json",
      .sessionUpdate: "session-update.schema.json",
      .transcriptionUpdate: "transcription-session-update.schema.json",
    ],
    "gaTable": [
      .session: "ga-session.schema.json",
      .sessionUpdate: "ga-session-update.schema.json",
      .clientSecret: "ga-client-secrets.schema.json",
    ],
    "configurationTable": [.session: "config.schema.json"],
  ]

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
    var trees: [String: NodeTree] = [:]
    for path in arguments.dropFirst(2).sorted() {
      let url = URL(fileURLWithPath: path)
      let text = try String(contentsOf: url, encoding: .utf8)
      trees[url.lastPathComponent] = try tree(of: text, in: path)
      code +=
        "    (\n      \"\(url.lastPathComponent)\",\n\(try literal(text, from: path))\n    ),\n"
    }
    code += "  ]\n"
    for (name, files) in tables {
      code += "\n  package static let \(name): StaticString =\n"
      code += try literal(table(of: files, in: trees), from: name) + "\n"
    }
    code += "}\n"
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

  private static func table(
    of files: [DocumentKind: String],
    in trees: [String: NodeTree]
  ) throws -> String {
    var loader = SchemaLoader(trees)
    let session = files[.session].map { loader.root($0) } ?? .anything
    // A kind of document that the dialect does not have is read as a session.
    let roots = DocumentKind.allCases.map { kind in files[kind].map { loader.root($0) } ?? session }
    let fields = loader.finish()
    guard loader.problems.isEmpty else {
      throw EmbeddingError(description: loader.problems.joined(separator: "\n"))
    }
    guard let table = TableWriter.table(of: fields, roots: roots) else {
      throw EmbeddingError(description: "the schema is too large for the offsets of a table")
    }
    return table
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
