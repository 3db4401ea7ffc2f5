internal import ProfileRules
internal import SecretScanning
public import SourceDiagnostics

/// Keys and tokens in any text, by the forms that rule SP601 knows, however they are written there.
public enum Secrets {
  /// What the first key or token in a text is, such as "an API key"; `nil` where there is none.
  public static func kind(in text: String) -> String? {
    SecretScanner.find(in: Array(text.utf8)).first?.kind
  }

  /// The text with every key and token in it replaced by `***`.
  public static func redacted(_ text: String) -> String {
    SecretScanner.redacted(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// The same for a text as its bytes.
  public static func redacted(_ text: [UInt8]) -> [UInt8] { SecretScanner.redacted(text) ?? text }

  /// The bytes of a file with every key and token blotted out, and what fields hold that are made for
  /// credentials, one `*` for each byte: line ends and
  /// places stay.
  public static func blotted(_ bytes: [UInt8]) -> [UInt8] { SecretScanner.blotted(bytes) }

  /// Takes every secret of a file out of findings about it, whatever these are about. A fix that would
  /// write one is given up: reports show what fixes write.
  public static func hide(in findings: inout [Diagnostic], of source: SourceText) {
    var silenced: [SilencedDiagnostic] = []
    let own = findings.filter(\.hidesSource).map(\.span.range)
    hide(in: &findings, and: &silenced, of: source, knowing: own)
  }

  /// The same, out of findings that are silenced and the reasons for it as well.
  ///
  /// - Parameter own: where rules have found secrets.
  static func hide(
    in findings: inout [Diagnostic],
    and silenced: inout [SilencedDiagnostic],
    of source: SourceText,
    knowing own: [Range<Int>]
  ) {
    guard !findings.isEmpty || !silenced.isEmpty else { return }
    var hiding = HiddenSecrets(SecretScanner.placesInFile(source.bytes), own, in: source)
    for index in findings.indices { hiding.apply(to: &findings[index]) }
    for index in silenced.indices {
      hiding.apply(to: &silenced[index].diagnostic)
      if case .comment(let reason?) = silenced[index].cause {
        silenced[index].cause = .comment(reason: hiding.hidden(reason))
      }
    }
  }
}
