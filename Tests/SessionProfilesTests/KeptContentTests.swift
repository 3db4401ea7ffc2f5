import SessionProfiles
import TestSupport
import Testing

/// Whatever is rewritten, every comment and every value of it is in the result, or there is none.
@Suite struct KeptContentTests {
  private static let count: UInt64 = 3_000

  @Test func migrateLosesNothing() {
    var (migrated, same) = (0, 0)
    let compiler = Compiler(options: .init(target: .gaClientSecrets))
    let eventCompiler = Compiler(options: .init(target: .gaSessionUpdate))
    for seed in 0..<Self.count {
      let random = RandomProfile(seed: seed)
      let source = SourceText(name: seed % 2 == 0 ? "a.yaml" : "a.json", text: random.text)
      let migration = Compiler().migrate(source)
      guard let profile = migration.profile, !migration.wasGA else { continue }
      migrated += 1
      let text = String(decoding: profile.bytes, as: UTF8.self)
      for word in random.comments + random.words where !text.contains(word) {
        Issue.record("\(word) is lost, seed \(seed):\n\(random.text)\n->\n\(text)")
        return
      }
      // An event says nothing of a secret any more.
      let isEvent = random.text.contains("session.update")
      for compiler in isEvent ? [eventCompiler] : [compiler, eventCompiler] {
        guard let request = compiler.compile(source).request else { continue }
        guard compiler.compile(profile).request == request else {
          Issue.record("another request, seed \(seed):\n\(random.text)\n->\n\(text)")
          return
        }
        same += 1
      }
      // What is in the GA dialect now is not migrated once more.
      #expect(Compiler().migrate(profile).wasGA, "seed \(seed):\n\(text)")
      // JSON that other programs read stays JSON.
      if source.name.hasSuffix(".json"), (try? JSONReader.read(source.bytes)) != nil {
        #expect((try? JSONReader.read(profile.bytes)) != nil, "seed \(seed):\n\(text)")
      }
    }
    // The generator does make profiles that can be migrated.
    #expect(migrated > 500, "\(migrated)")
    #expect(same > 100, "\(same)")
  }

  @Test func safeFixesLoseNothing() {
    var fixed = 0
    let fixer = Fixer(compiler: Compiler())
    for seed in 0..<Self.count {
      let random = RandomProfile(seed: seed)
      let result = fixer.fix(SourceText(name: "a.yaml", text: random.text))
      guard !result.fixed.isEmpty else { continue }
      fixed += 1
      let text = String(decoding: result.source.bytes, as: UTF8.self)
      for word in random.comments + random.words where !text.contains(word) {
        Issue.record("\(word) is lost, seed \(seed):\n\(random.text)\n->\n\(text)")
        return
      }
    }
    #expect(fixed > 50, "\(fixed)")
  }
}
