import CanonicalJSON
import SessionProfiles
import SourceDiagnostics
import YAMLSyntax

/// A flat profile to the GA dialect: all of its text stays, or it is left as it is.
enum MigrateTarget: FuzzTarget {
  static let name = "migrate"

  static func test(_ bytes: [UInt8]) {
    for name in ["profile.yaml", "profile.json"] {
      let source = SourceText(name: name, bytes: bytes)
      let migration = Compiler().migrate(source)
      Places.check(migration.diagnostics, in: source)
      guard let profile = migration.profile else {
        expect(
          migration.refusal != nil || migration.diagnostics.contains { $0.severity == .error },
          "it is said why a profile is left"
        )
        continue
      }
      if migration.wasGA { continue }
      checkContent(of: profile, from: source)
      if name == "profile.json", (try? JSONReader.read(bytes)) != nil {
        expect((try? JSONReader.read(profile.bytes)) != nil, "JSON stays JSON: \(text(profile))")
      }
      expect(Compiler().migrate(profile).wasGA, "it is in the GA dialect: \(text(profile))")
      checkMeaning(of: profile, from: source)
    }
  }

  private static func text(_ source: SourceText) -> String {
    String(decoding: source.bytes, as: UTF8.self)
  }

  /// Every comment stands in the new text, and every scalar stands there or in a comment, but for the
  /// words that GA has others for.
  private static func checkContent(of profile: SourceText, from source: SourceText) {
    var bag = DiagnosticBag()
    guard let old = Composer.compose(source.bytes, into: &bag),
      let new = Composer.compose(profile.bytes, into: &bag)
    else { fail("a migrated profile can be read: \(text(profile))") }
    for comment in old.comments {
      let words = trimmed(source.bytes[comment.range])
      expect(
        profile.bytes.firstRange(ofBytes: words) != nil,
        "a comment is kept: \(String(decoding: words, as: UTF8.self)) in \(text(profile))"
      )
    }
    let kept = Set(scalars(of: new).map { Array(new.bytes($0)) })
    for id in scalars(of: old) where !kept.contains(Array(old.bytes(id))) {
      let written = source.bytes[old.span(id).range]
      let line = trimmed(written.prefix { $0 != 0x0A && $0 != 0x0D })
      let isKept = profile.bytes.firstRange(ofBytes: line) != nil
      expect(
        isKept || words.contains(String(decoding: old.bytes(id), as: UTF8.self)),
        "a value is kept: \(String(decoding: written, as: UTF8.self)) in \(text(profile))"
      )
    }
  }

  /// What GA calls otherwise.
  private static let words: Set<String> = [
    "pcm16", "g711_ulaw", "g711_alaw", "modalities", "text", "audio", "input_audio_format",
    "output_audio_format", "input_audio_transcription", "input_audio_noise_reduction",
    "max_response_output_tokens", "client_secret", "transcription_session.update", "sessions",
    "session-update",
  ]

  private static func scalars(of tree: NodeTree) -> [NodeID] {
    tree.nodes.indices.map { NodeID(index: UInt32($0)) }.filter { id in
      let node = tree[id]
      return node.kind == .scalar && node.start < node.end && !node.flags.contains(.merged)
    }
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var text = text
    while let last = text.last, last <= 0x20 { text.removeLast() }
    return Array(text)
  }

  /// What compiled before compiles to the same now. A silenced finding may be about a place that is
  /// another now: then it is reported.
  private static func checkMeaning(of profile: SourceText, from source: SourceText) {
    for target in [Target.gaClientSecrets, .gaSessionUpdate] {
      let compiler = Compiler(options: .init(target: target))
      let wanted = compiler.compile(source)
      guard let request = wanted.request else { continue }
      let got = compiler.compile(profile)
      // As the body of a request, an event loses its envelope; then the other target has it.
      if got.request == nil, target == .gaClientSecrets || !wanted.result.silenced.isEmpty {
        expect(got.result.hasErrors, "it is said why it has no request: \(text(profile))")
        continue
      }
      expect(got.request == request, "a migrated profile means the same: \(text(profile))")
    }
  }
}
