import SessionProfiles
import SourceDiagnostics

/// A profile with the files that it names, as one text: a line `=== NAME` begins the next file.
enum LinkingTarget: FuzzTarget {
  static let name = "linking"

  static let fragments =
    Vocabulary.values + [
      "$extends: b.yaml", "$extends: [a.yaml, b.yaml, p.yaml]", "{$include: a.yaml}",
      "{$include: c.yaml, type: function}", "{$file: a.md}", "$inherit",
      "{$inherit: a, description: x}",
      "{$omit: a}", "{$omit: [a, b]}", "$unset", "$inherit: false", "$$file: x", "=== a.yaml\n",
      "=== b.yaml\n", "=== c.yaml\n", "=== a.md\n", "tools:\n", "session:\n",
      "$vars: {a: x, n: 1, z: null}", "${a}", "${n}", "\"${z} $${a}\"", "{$template: a.md}",
      "$variants: {dev: {}, prod: {$vars: {z: y}}}", "dev: $unset", "{$include: b.yaml}",
    ]

  static func test(_ bytes: [UInt8]) {
    let (profile, files) = split(bytes)
    let source = SourceText(name: "p.yaml", bytes: profile)
    let reader = Files(files: files.merging(["p.yaml": profile]) { first, _ in first })
    let compiler = Compiler(reading: SharedFiles(reader))
    let result = compiler.check(source)
    check(result, source)
    let variants = result.variants
    guard !variants.isEmpty else {
      let hasRequest = compiles(source, compiler)
      expect(result.hasErrors != hasRequest, "lint and compile agree: \(messages(result))")
      return
    }
    expect(compiler.compile(source).request == nil, "a profile with variants has no plain form")
    let requests = variants.map { compiles(source, compiler.choosing($0)) }
    expect(
      result.hasErrors == requests.contains(false),
      "lint and compile agree on all variants: \(messages(result))"
    )
    expect(compiler.choosing("no-such").check(source).lacksVariant, "a variant is there or is not")
  }

  private static func messages(_ result: CheckResult) -> [String] {
    result.diagnostics.map(\.message)
  }

  /// Whether a profile, or one variant of it, has a request; what is shown of it has the same.
  private static func compiles(
    _ source: SourceText,
    _ compiler: Compiler
  ) -> Bool {
    let compilation = compiler.compile(source)
    checkShown(compilation, source, compiler)
    return compilation.request != nil
  }

  private static func checkShown(
    _ compilation: Compilation,
    _ source: SourceText,
    _ compiler: Compiler
  ) {
    let (composed, _) = compiler.compose(source)
    guard let composed else { return }
    let text = (composed.json() ?? []) + [0x0A]
    JSONText.checkJSON(text, "the composed profile")
    _ = composed.yaml(called: source.name)
    // A profile without directives says the same without its files.
    guard let request = compilation.request else { return }
    let plain = Compiler(reading: compiler.files)
    let whole = plain.compile(SourceText(name: "whole.json", bytes: text))
    // Secrets are not shown, so such a profile is another one.
    guard !text.containsStars, let again = whole.request else { return }
    expect(again == request, "what is shown compiles to the same request")
  }

  private static func check(_ result: CheckResult, _ source: SourceText) {
    let files = result.files.isEmpty ? [source] : result.files
    for diagnostic in result.diagnostics + result.silenced.map(\.diagnostic) {
      let name = diagnostic.rule.code
      for span in [diagnostic.span] + diagnostic.related.map(\.span)
        + (diagnostic.fix?.edits.map(\.span) ?? [])
      {
        let index = Int(span.source.rawValue)
        expect(index < files.count, "\(name): its file is one of the profile's")
        let file = files[index]
        Places.check(span, in: file.bytes, Places.isText(file.bytes), name)
      }
    }
    var shared = SharedFindings()
    var own = result
    let count = result.diagnostics.count
    shared.take(from: &own, of: source.name)
    expect(own.diagnostics.count <= count, "no finding comes from nowhere")
    for file in shared.all(whereUsersAreAll: { _, _ in true }) {
      Places.check(file.result.diagnostics.map { $0.withoutRelated }, in: file.source)
    }
  }

  private static func split(_ bytes: [UInt8]) -> (profile: [UInt8], files: [String: [UInt8]]) {
    var parts: [(name: String, bytes: [UInt8])] = [("p.yaml", [])]
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.starts(with: "=== ".utf8) {
        parts.append((String(decoding: line.dropFirst(4), as: UTF8.self), []))
      } else {
        parts[parts.count - 1].bytes += line + [0x0A]
      }
    }
    let files = Dictionary(parts.dropFirst().map { ($0.name, $0.bytes) }, uniquingKeysWith: { $1 })
    return (parts[0].bytes, files)
  }

  /// Files in memory.
  private struct Files: ProfileReader {
    let files: [String: [UInt8]]

    func find(_ path: String, from name: String) -> Result<FoundFile, ReadingFailure> {
      guard let identity = identity(of: path) else { return .failure(.notFound(nearest: nil)) }
      return .success(FoundFile(name: path, path: path, identity: identity))
    }

    func identity(of name: String) -> FoundFile.Identity? {
      files.keys.sorted().firstIndex(of: name).map { .init(device: 1, number: UInt64($0)) }
    }

    func read(_ file: FoundFile, limit: Int) -> Result<[UInt8], ReadingFailure> {
      files[file.path].map { .success($0) } ?? .failure(.notFound(nearest: nil))
    }
  }
}

extension Diagnostic {
  /// The finding without what lies in other files.
  fileprivate var withoutRelated: Diagnostic {
    var finding = self
    finding.related = []
    return finding
  }
}

extension [UInt8] {
  fileprivate var containsStars: Bool { firstRange(of: "***".utf8) != nil }
}
