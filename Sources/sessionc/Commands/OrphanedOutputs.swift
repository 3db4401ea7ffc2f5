import CommandLineSupport
import SessionProfiles
import SourceDiagnostics

/// Requests in the folder of outputs that no profile makes any more: its profile was removed or renamed.
enum OrphanedOutputs {
  /// - Parameters:
  ///   - folder: of the outputs.
  ///   - made: what this run writes, whether it could or not.
  /// - Returns: the paths, in order; only of files that sessionc has written.
  static func find(in folder: String, besides made: Set<ByteText>) -> [String] {
    guard FileKind(atLink: folder) == .folder else { return [] }
    return ProfileFinder([folder]).files.map(\.path).filter { path in
      path.ends(with: ".json") && !made.contains(ByteText(path)) && isRequest(path)
    }
  }

  private static func isRequest(_ path: String) -> Bool {
    guard FileKind(atLink: path) == .file,
      let bytes = try? InputFile.read(path, limit: WrittenRequest.bytesMax)
    else { return false }
    return WrittenRequest.matches(bytes) && isOurs(bytes)
  }

  /// Whether a text is laid out as `compile` does it, to the last byte; an empty object may be anybody's.
  private static func isOurs(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 3, bytes.last == 0x0A, let canonical = PrettyJSON.canonical(bytes) else {
      return false
    }
    return [canonical, canonical + [0x0A]].contains(bytes)
      || PrettyJSON.layOut(bytes).map { [$0, $0 + [0x0A]].contains(bytes) } ?? false
  }

  /// - Throws: `CommandFailure` where one cannot be removed.
  static func remove(_ path: String) throws(CommandFailure) {
    guard unsafe unlink(path) == 0 else {
      throw CommandFailure("\(shown(path)): \(systemMessage())")
    }
  }
}
