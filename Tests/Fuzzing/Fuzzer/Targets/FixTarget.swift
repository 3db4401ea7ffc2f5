import SessionProfiles
import SourceDiagnostics
import YAMLSyntax

/// The fixes of a profile, safe ones and all.
enum FixTarget: FuzzTarget {
  static let name = "fixes"

  static func test(_ bytes: [UInt8]) {
    let source = SourceText(name: "profile.yaml", bytes: bytes)
    for appliesUnsafe in [false, true] {
      check(Fixer(compiler: Compiler(), appliesUnsafe: appliesUnsafe), on: source)
    }
  }

  private static func check(_ fixer: Fixer, on source: SourceText) {
    let before = fixer.compiler.check(source)
    let mended = fixer.fix(source)
    let after = fixer.compiler.check(mended.source)
    let text = String(decoding: mended.source.bytes, as: UTF8.self)
    Places.check(after.diagnostics, in: mended.source)
    expect(
      after.diagnostics.map(\.message) == mended.result.diagnostics.map(\.message),
      "the findings that are left are told"
    )
    expect(errors(after) <= errors(before), "no fix brings errors: \(text)")
    expect(unreadable(after) <= unreadable(before), "no fix makes a profile unreadable: \(text)")
    expect(
      mended.fixed.isEmpty == (mended.source.bytes == source.bytes),
      "what is fixed is told: \(text)"
    )
    let again = fixer.fix(mended.source)
    expect(
      again.source.bytes == mended.source.bytes,
      "fixing again changes nothing: \(text)\n--- again:\n"
        + String(decoding: again.source.bytes, as: UTF8.self)
    )
    checkComments(before: source.bytes, mended)
  }

  private static func errors(_ result: CheckResult) -> Int {
    result.diagnostics.count { $0.severity == .error }
  }

  private static func unreadable(_ result: CheckResult) -> Int {
    result.diagnostics.count { ("SP001"..."SP008").contains($0.rule.code) }
  }

  /// Comments go only with what is removed: a field, a list item, or the comment itself.
  private static func checkComments(before: [UInt8], _ mended: Fixer.Result) {
    let removes = mended.fixed.contains { $0.fix?.edits.contains { $0.text.isEmpty } ?? false }
    guard !removes, let old = comments(of: before), let new = comments(of: mended.source.bytes)
    else { return }
    expect(old == new, "comments are kept: \(old), \(new)")
  }

  private static func comments(of bytes: [UInt8]) -> [String]? {
    var bag = DiagnosticBag()
    return Composer.compose(bytes, into: &bag).map { tree in
      tree.comments.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    }
  }
}
