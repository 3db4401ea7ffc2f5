package import SessionProfiles

extension InputFile {
  /// A profile, or standard input where the path is `-`: as much of it as a profile may have, and one
  /// byte more.
  ///
  /// - Parameter name: what standard input is reported under.
  package static func profile(
    _ path: String,
    standardInputAs name: String
  ) throws(CommandFailure) -> SourceText {
    let limit = Compiler.inputBytesMax
    return path == "-"
      ? SourceText(name: name, bytes: try readStandardInput(limit: limit))
      : SourceText(name: path, bytes: try read(path, limit: limit))
  }
}
