import ProjectConfiguration
import SourceDiagnostics

/// The configuration file.
enum ConfigurationTarget: FuzzTarget {
  static let name = "configuration"

  static let fragments =
    Vocabulary.values + [
      "paths", "exclude", "target", "severities", "allow", "error", "warning", "off", "**",
      "*.yaml",
      "a/**/b", "../x", "/x", "?", "./", "input_audio_transcription.model", "audio.output.voice",
      "SP207", "temperature-advice", "policies", "extends", "field", "require", "forbid", "in",
      "not", "min", "max", "max-length", "contains", "when", "some", "tools.require_approval",
    ]

  static func test(_ bytes: [UInt8]) {
    let source = SourceText(name: Configuration.fileName, bytes: bytes)
    let (configuration, diagnostics) = ConfigurationReader.read(source)
    Places.check(diagnostics, in: source)
    expect((configuration == nil) == !diagnostics.isEmpty, "a configuration counts or has findings")
    let text = String(decoding: bytes.prefix(200), as: UTF8.self)
    if let configuration {
      for path in ["profiles/a.yaml", "a", "", text] { _ = configuration.excludes(path) }
    }
    // A pattern without a wildcard is about just its own path, and what is below it.
    let names = text.split(separator: "/")
    if !text.contains(where: { "*?".contains($0) }), names.count > 1, names.first != "." {
      let path = names.joined(separator: "/")
      expect(PathPattern(path).matches(path), "`\(path)` matches itself")
      expect(PathPattern(path).matches(path + "/below"), "`\(path)` matches what is below it")
    }
    expect(PathPattern("**").matches("a/b"), "`**` matches everything")
    _ = PathPattern(text).matches(String(text.reversed()))
  }
}
