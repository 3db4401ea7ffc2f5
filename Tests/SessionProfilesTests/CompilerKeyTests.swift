import SessionProfiles
import SourceDiagnostics
import Testing

/// Keys that begin with `$` at the top are for the compiler, known to it or not, and are never written.
@Suite struct CompilerKeyTests {
  private static let ignore = " # sessionc: ignore[SP101]"

  private static let profiles = [
    "$things: {a: b}\(ignore)\nvoice: sage\n",
    "$things: 1e999\(ignore)\nvoice: sage\n",
    "$schema: a\n$things: [1]\(ignore)\nvoice: sage\n",
    "{\"$things\": {\"a\": 1}, \"voice\": \"sage\"}\(ignore)\n",
    "type: session.update\nsession:\n  $things: {a: b}\(ignore)\n  voice: sage\n",
    "type: session.update\n$things: {a: b}\(ignore)\nsession:\n  voice: sage\n",
    "type: realtime\n$things: {a: b}\(ignore)\naudio: {output: {voice: sage}}\n",
    "expires_after: {anchor: created_at, seconds: 60}\n$things: 1\(ignore)\nsession:\n"
      + "  type: realtime\n  $things: {a: b}\(ignore)\n  audio: {output: {voice: sage}}\n",
  ]

  @Test(arguments: profiles, Target.connected)
  func areInNoRequest(_ text: String, _ target: Target) throws {
    for writesDefaults in [false, true] {
      var options = Compiler.Options(target: target, writesDefaults: writesDefaults)
      options.makesSourceMap = true
      let source = SourceText(name: "a.yaml", text: text)
      let result = Compiler(options: options).compile(source)
      let errors = result.diagnostics.filter { $0.severity == .error }
      // The lifetime of a secret has no place in an event, nor in the flat dialect.
      if text.contains("expires_after"), target != .gaClientSecrets {
        #expect(!errors.contains { $0.rule.code != "SP105" }, "\(errors.map(\.message))")
        #expect(!errors.contains { $0.message.contains("$things") })
        continue
      }
      let request = String(decoding: try #require(result.request), as: UTF8.self)
      #expect(request.contains("sage"), "\(errors.map(\.message))")
      #expect(!request.contains("$"), "\(request)")
      #expect(result.sourceMap.allSatisfy { !$0.pointer.contains("$") })
    }
  }

  @Test func thoseOfSchemasAreData() throws {
    let text = """
      tools:
      - type: function
        name: f
        parameters:
          type: object
          $defs: {a: {type: string}}
          properties: {b: {$ref: '#/$defs/a'}}

      """
    for target in Target.connected {
      let compiler = Compiler(options: .init(target: target))
      let result = compiler.compile(SourceText(name: "a.yaml", text: text))
      let request = String(decoding: try #require(result.request), as: UTF8.self)
      #expect(request.contains(##""$defs":{"a":{"type":"string"}}"##))
      #expect(request.contains(##"{"$ref":"#/$defs/a"}"##))
    }
  }
}
