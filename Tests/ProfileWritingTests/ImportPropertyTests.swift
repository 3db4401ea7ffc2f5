import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing
import YAMLSyntax

@testable import ProfileWriting

/// Whatever is imported, nothing of it is lost.
@Suite struct ImportPropertyTests {
  @Test(arguments: 0..<8)
  func everyCommentAndEveryScalarIsCarriedOver(_ part: Int) throws {
    var imported = 0
    for seed in stride(from: part, to: 480, by: 8) {
      let document = RandomDocument(seed: UInt64(seed))
      let source = SourceText(name: "\(seed)", text: document.text)
      let result = ProfileImporter.profile(of: source)
      guard let profile = result.profile else {
        #expect(!result.diagnostics.isEmpty)
        Issue.record("\(seed): \(result.diagnostics.map(\.message))\n\(document.text)")
        continue
      }
      imported += 1
      check(document, profile, result.leftOut, seed)
    }
    #expect(imported > 50)
  }

  private func check(
    _ document: RandomDocument,
    _ profile: String,
    _ leftOut: [String],
    _ seed: Int
  ) {
    let words = Self.words(of: profile)
    let context = "seed \(seed), \(document.style)\n\(document.text)\n---\n\(profile)"
    for member in document.beside + [.init("", document.session)] {
      let key = member.key
      for scalar in member.value.scalars + (key.isEmpty ? [] : [key])
      where !words.texts.contains(Array(scalar.utf8)) {
        // An answer says null where a request says nothing.
        if document.isAnswer, leftOut.contains(where: { $0.hasSuffix("/" + scalar) }) { continue }
        Issue.record("lost \(scalar.debugDescription): \(context)")
      }
    }
    for comment in document.comments where !words.comments.contains(where: { $0.contains(comment) })
    {
      Issue.record("lost comment \(comment): \(context)")
    }
    let isBidi: (Unicode.Scalar) -> Bool = {
      (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
    }
    #expect(!profile.unicodeScalars.contains(where: isBidi), "\(context)")
    checkMeaning(document, profile, context)
  }

  /// The request is that of the input, where YAML reads the input; and that of the same document in JSON.
  private func checkMeaning(_ document: RandomDocument, _ profile: String, _ context: String) {
    let source = SourceText(name: "a", text: document.text)
    let isYAML = [.json, .yamlFlow, .yamlBlock].contains(document.style)
    if isYAML, !document.isAnswer, !document.hasMessageName {
      let wanted = Compiler().compile(source)
      if let request = wanted.request {
        let got = Compiler(options: .init(target: wanted.target))
          .compile(SourceText(name: "b", text: profile))
        #expect(got.request == request, "\(context)")
      }
    }
    // Once more: a profile is carried over whole as well.
    let again = ProfileImporter.profile(of: SourceText(name: "c", text: profile))
    let texts = Self.words(of: again.profile ?? "").texts
    #expect(Self.words(of: profile).texts.isSubset(of: texts), "\(context)\n---\n\(again)")
    for comment in document.comments {
      #expect(again.profile?.contains(comment) == true, "\(context)\n---\n\(again)")
    }
  }

  /// The decoded scalars of a YAML text, and its comments.
  private static func words(of text: String) -> (texts: Set<[UInt8]>, comments: [String]) {
    var bag = DiagnosticBag()
    let bytes = Array(text.utf8)
    guard let read = ImportedText.read(bytes, into: &bag) else { return ([], []) }
    let texts = read.tree.nodes.filter { $0.kind == .scalar }.map { Array(read.tree.bytes(of: $0)) }
    return (Set(texts), read.comments.map { String(decoding: bytes[$0.range], as: UTF8.self) })
  }

  /// Cut anywhere, a document is either read or refused with a place that is in it.
  @Test func whatIsCutOffHasAPlace() {
    for seed in 0..<60 {
      let bytes = Array(RandomDocument(seed: UInt64(seed)).text.utf8)
      for count in stride(from: 0, to: bytes.count, by: 17) {
        let source = SourceText(name: "a", bytes: Array(bytes.prefix(count)))
        let result = ProfileImporter.profile(of: source)
        #expect((result.profile == nil) == !result.diagnostics.isEmpty)
        for finding in result.diagnostics { #expect(finding.span.end <= count) }
      }
    }
  }
}
