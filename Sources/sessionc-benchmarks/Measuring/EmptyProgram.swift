import Foundation

/// A Swift program that does nothing: what starting costs whatever one does.
enum EmptyProgram {
  /// The program, built here; `nil` without a compiler.
  static func path(in folder: URL) -> String? {
    let source = folder.appending(path: "empty.swift")
    let program = folder.appending(path: "empty").path
    let text = "@main struct Empty { static func main() {} }\n"
    guard let compiler = ChildProcess.find("swiftc"),
      (try? Data(text.utf8).write(to: source)) != nil,
      ChildProcess.run(compiler, ["-O", "-parse-as-library", source.path, "-o", program])?.status
        == 0
    else { return nil }
    return program
  }
}

/// The command line as it would be shipped.
enum StrippedProgram {
  /// Its size in KiB; `nil` without `strip`.
  static func size(of program: String, in folder: URL) -> Int? {
    let copy = folder.appending(path: "stripped").path
    guard let strip = ChildProcess.find("strip"),
      ChildProcess.run(strip, ["-o", copy, program])?.status == 0,
      let size = try? FileManager.default.attributesOfItem(atPath: copy)[.size] as? Int
    else { return nil }
    return size / 1024
  }
}
