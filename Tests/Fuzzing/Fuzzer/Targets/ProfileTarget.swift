import CanonicalJSON
import SessionProfiles
import SourceDiagnostics

/// Bytes to findings to a request.
enum ProfileTarget: FuzzTarget {
  static let name = "profiles"

  static func test(_ bytes: [UInt8]) {
    let source = SourceText(name: "profile.yaml", bytes: bytes)
    check(source, for: nil)
    // One other target an input, the same each time.
    check(source, for: Target.allCases[bytes.reduce(0) { ($0 + Int($1)) % Target.allCases.count }])
  }

  private static func check(_ source: SourceText, for target: Target?) {
    var compiler = Compiler(options: .init(target: target))
    let result = compiler.check(source)
    Places.check(result.diagnostics, in: source)
    Places.check(
      result.silenced.map(\.diagnostic).sorted { $0.span.start < $1.span.start },
      in: source
    )
    compiler.options.makesSourceMap = true
    let compilation = compiler.compile(source)
    expect(
      result.hasErrors == (compilation.request == nil),
      "lint and compile agree: \((result.diagnostics + compilation.diagnostics).map(\.message))"
    )
    expect(
      summary(result) == summary(compilation.result),
      "lint and compile find the same: \(summary(result)), \(summary(compilation.result))"
    )
    guard let request = compilation.request else { return }
    let value = JSONText.checkCanonical(request, "the request")
    check(compilation.sourceMap, of: value, source)
    JSONText.checkJSON(SourceMapFile.bytes(compilation, of: source), "the source map")
    compiler.options.makesSourceMap = false
    compiler.options.isPretty = true
    let pretty = compiler.compile(source).request ?? []
    expect(
      JSONText.checkCanonical(pretty, "the indented request", pretty: true) == value,
      "indenting changes nothing"
    )
    compiler.options.isPretty = false
    compiler.options.writesDefaults = true
    let full = compiler.compile(source).request ?? []
    JSONText.checkCanonical(full, "the request with defaults")
  }

  private static func summary(_ result: CheckResult) -> [String] {
    result.diagnostics.map { "\($0.rule.code) \($0.severity) \($0.span.range)" }
  }

  /// Each part of the request is in the map, at a place of the file.
  private static func check(
    _ map: [SourceMap.Entry],
    of request: JSONValue?,
    _ source: SourceText
  ) {
    for entry in map {
      for span in [entry.span, entry.valueSpan] {
        Places.check(span, in: source.bytes, true, entry.pointer)
      }
      if let request {
        expect(request.value(at: entry.pointer) != nil, "\(entry.pointer) is in the request")
      }
    }

  }
}
