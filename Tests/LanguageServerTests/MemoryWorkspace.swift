import LanguageServer
import SessionProfiles
import SourceDiagnostics
import TestSupport

/// A project in memory, at `/work`: its files are profiles, but for those whose names begin with `_`.
final class MemoryWorkspace: Workspace {
  var files: [String: String]

  init(_ files: [String: String]) { self.files = files }

  private func texts(_ open: [String: [UInt8]]) -> [String: String] {
    files.merging(open.map { (Self.name(of: $0.key), String(decoding: $0.value, as: UTF8.self)) }) {
      $1
    }
  }

  private static func name(of path: String) -> String { path.replacing("/work/", with: "") }

  private func compiler(_ open: [String: [UInt8]]) -> Compiler {
    Compiler(reading: SharedFiles(MemoryReader(texts(open))))
  }

  func compiler(
    for path: String,
    open: [String: [UInt8]]
  ) -> Result<Compiler?, WorkspaceFailure> { .success(compiler(open)) }

  func users(ofPartial path: String, open: [String: [UInt8]]) -> [SourceText]? {
    guard Self.name(of: path).hasPrefix("_") else { return nil }
    return profiles(around: path, open: open)
      .filter { $0.contains { $0.name == Self.name(of: path) } }.map { $0[0] }
  }

  func profiles(around path: String, open: [String: [UInt8]]) -> [[SourceText]] {
    let compiler = compiler(open)
    return profiles(in: "/work", open: open).map { compiler.files(of: $0).files }
  }

  func profiles(in folder: String, open: [String: [UInt8]]) -> [SourceText] {
    texts(open).filter { !$0.key.hasPrefix("_") && $0.key.hasSuffix(".yaml") }
      .sorted { $0.key < $1.key }
      .map { SourceText(name: $0.key, bytes: Array($0.value.utf8)) }
  }

  func names(in folder: String, from path: String) -> [String] {
    folder.isEmpty ? files.keys.sorted() + ["prompts/"] : folder == "prompts/" ? ["de.md"] : []
  }

  func path(of name: String) -> String { name.hasPrefix("/") ? name : "/work/" + name }
}

extension Editor {
  static func uri(_ name: String) -> String { "file:///work/" + name }
}
