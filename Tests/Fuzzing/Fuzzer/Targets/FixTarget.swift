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
    // What stood behind an alias without an anchor, nobody knew before.
    let isReadNow = unreadable(after) < unreadable(before)
    expect(isReadNow || errors(after) <= errors(before), "no fix brings errors: \(text)")
    if before.isClean {
      expect(mended.source.bytes == source.bytes, "what is clean stays: \(text)")
    }
    checkFixes(mended.fixed, fixer)
    checkRequest(of: source, mended, fixer)
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

  private static func checkFixes(_ fixed: [Diagnostic], _ fixer: Fixer) {
    for diagnostic in fixed {
      guard let fix = diagnostic.fix else { continue }
      expect(fix.isSafe || fixer.appliesUnsafe, "only safe fixes are applied")
      // SP105 is about fields of the other dialect, SP202 about numbers.
      let crosses = diagnostic.rule.code == "SP105" || diagnostic.rule.code == "SP202"
      expect(!(fix.isSafe && crosses), "no safe fix crosses dialects or changes a number")
    }
  }

  /// A safe fix of a profile that compiles changes its request only where the finding is about a value.
  private static func checkRequest(of source: SourceText, _ mended: Fixer.Result, _ fixer: Fixer) {
    guard !fixer.appliesUnsafe, !mended.fixed.isEmpty else { return }
    let before = fixer.compiler.compile(source)
    guard let request = before.request else { return }
    let after = fixer.compiler.compile(mended.source)
    expect(after.request != nil, "what compiles still does after safe fixes")
    let areComments = mended.fixed.allSatisfy { ["SP009", "SP602"].contains($0.rule.code) }
    if areComments { expect(after.request == request, "comments are not sent") }
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
