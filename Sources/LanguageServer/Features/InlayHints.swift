internal import CanonicalJSON
internal import SessionProfiles
internal import SourceDiagnostics

extension LanguageServer {
  /// What holds though it is not written: documented defaults, and what comes from the files that a profile starts
  /// from.
  func inlayHints(in document: Document, _ range: JSONValue?) -> JSONValue {
    guard case .success(let compiler?) = compiler(for: document) else { return .array([]) }
    let start = document.lines.offset(range?["start"], in: client.encoding) ?? 0
    let end = document.lines.offset(range?["end"], in: client.encoding) ?? document.bytes.count
    let hints = compiler.unwritten(in: document.source).filter { hint in
      start <= hint.offset && hint.offset <= end
    }
    return .array(
      hints.map { hint in
        let span = SourceSpan(start: hint.offset, end: hint.offset)
        return .members([
          "position": document.lines.json(span, in: client.encoding)["start"],
          "label": .shown(hint.text), "paddingLeft": .bool(true),
        ])
      }
    )
  }
}
