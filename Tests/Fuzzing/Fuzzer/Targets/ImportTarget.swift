import ProfileWriting
import SessionProfiles
import SourceDiagnostics
import YAMLSyntax

/// JSON to a profile.
enum ImportTarget: FuzzTarget {
  static let name = "import"

  static func test(_ bytes: [UInt8]) {
    let source = SourceText(name: "body.json", bytes: bytes)
    for dialect in [nil] + Dialect.allCases.map(Optional.init) {
      let result = ProfileImporter.profile(of: source, dialect: dialect)
      Places.check(result.diagnostics, in: source)
      expect((result.profile == nil) == !result.diagnostics.isEmpty, "a profile or findings")
      guard let text = result.profile else { continue }
      let profile = SourceText(name: "profile.yaml", text: text)
      var bag = DiagnosticBag()
      _ = Composer.compose(profile.bytes, into: &bag)
      expect(
        bag.isEmpty,
        "an imported profile can be read: \(bag.sorted().map(\.message))\n\(text)"
      )
      let compiled = Compiler().compile(profile)
      Places.check(compiled.diagnostics, in: profile)
      if dialect == nil, result.leftOut.isEmpty { checkMeaning(of: profile, from: source) }
    }
  }

  /// What compiles as it is compiles to the same once imported.
  private static func checkMeaning(of profile: SourceText, from source: SourceText) {
    let wanted = Compiler().compile(source)
    // Comments are not carried over, so ignores are not either; and those of JSON are text in YAML.
    guard let request = wanted.request, wanted.result.silenced.isEmpty,
      !source.bytes.contains(UInt8(ascii: "/"))
    else { return }
    let got = Compiler(options: .init(target: wanted.target)).compile(profile)
    expect(
      got.request == request,
      """
      an imported profile means the same: \(got.diagnostics.map(\.message))
      \(String(decoding: profile.bytes, as: UTF8.self))
      \(String(decoding: request, as: UTF8.self))
      \(String(decoding: got.request ?? [], as: UTF8.self))
      """
    )
  }
}
