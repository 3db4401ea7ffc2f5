import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

/// What is offered in very many texts that somebody may have half typed: made of all shipped profiles, and of the
/// JSON that they are compiled to.
@Suite struct CompletionCorpusTests {
  /// What has become of the text behind the cursor.
  enum State: String, CaseIterable {
    /// The rest of the line is not there yet.
    case line
    /// The same, and there is a mistake further down.
    case lineBesideAMistake
    /// The same, and there is a mistake further up.
    case lineBelowAMistake
    /// Nothing is there yet.
    case cut
  }

  private struct Text {
    var source: SourceText
    var lines: [String]
    var table: LineTable

    init(_ name: String, _ bytes: [UInt8]) {
      source = SourceText(name: name, bytes: bytes)
      lines = String(decoding: bytes, as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      table = LineTable(bytes)
    }

    /// The text with a word half typed, and where the cursor then is.
    func half(_ span: SourceSpan, _ state: State, length: Int) -> (source: SourceText, offset: Int)
    {
      let place = table.position(of: span.start)
      let line = lines[place.line - 1]
      let start = line.index(line.startIndex, offsetBy: place.column - 1)
      let half = String(line[..<start]) + String(line[start...].prefix(length))
      var above = Array(lines[..<(place.line - 1)])
      var below = Array(lines[place.line...])
      switch state {
      case .line: break
      case .lineBesideAMistake: below.append("x: [a")
      case .lineBelowAMistake:
        // In JSON a comma is missing.
        let mistake = source.name.hasSuffix(".json") ? "\"x-a\": 1" : "x-a: \"b"
        above.insert(mistake, at: min(1, above.count))
      case .cut: below = []
      }
      let text = (above + [half] + below).joined(separator: "\n")
      let offset = above.map { $0 + "\n" }.joined().utf8.count + half.utf8.count
      return (SourceText(name: source.name, text: text), offset)
    }
  }

  private static func texts(json: Bool) throws -> [Text] {
    var options = Compiler.Options(isPretty: true)
    options.keepsSecretNames = true
    return try Repository.profiles()
      .compactMap { path in
        let bytes = try Repository.bytes(path)
        guard json else { return Text(path, bytes) }
        let request = Compiler(options: options)
          .compile(SourceText(name: path, bytes: bytes)).request
        return request.map { Text(path + ".json", $0) }
      }
  }

  @Test(arguments: State.allCases, [false, true])
  func everyKeyIsOffered(_ state: State, _ isJSON: Bool) throws {
    var (count, missed) = (0, [String]())
    for text in try Self.texts(json: isJSON) {
      for entry in Outline(of: text.source).keys where !entry.isBelowParameters {
        let line = text.lines[text.table.position(of: entry.nameSpan.start).line - 1]
        // What is for the compiler, and brackets in one line, which would be cut open.
        guard !entry.name.hasPrefix("$"), !entry.name.hasPrefix("x-"), !line.contains("{") || isJSON
        else { continue }
        // Without its bracket what is in the session stands beside it, where no `session` belongs.
        if entry.name == "session", isJSON, state != .cut { continue }
        let quote = isJSON ? 1 : 0
        let length = quote + (entry.name.count + 1) / 2
        let (source, offset) = text.half(entry.nameSpan, state, length: length)
        let names = Compiler().completions(in: source, at: offset).map(\.name)
        count += 1
        if !names.contains(entry.name) {
          missed.append("\(text.source.name) \(entry.name) \(offset)")
        }
      }
    }
    #expect(count > 80)
    #expect(missed.isEmpty, "\(missed.count) of \(count): \(missed.prefix(20))")
  }

  @Test(arguments: State.allCases, [false, true])
  func everyValueOfAListIsOffered(_ state: State, _ isJSON: Bool) throws {
    var (count, missed) = (0, [String]())
    let fields = ["voice", "model", "eagerness", "tool_choice"]
    for text in try Self.texts(json: isJSON) {
      for entry in Outline(of: text.source).keys where fields.contains(entry.name) {
        let value = String(decoding: text.source.bytes[entry.valueSpan.range], as: UTF8.self)
        let line = text.lines[text.table.position(of: entry.nameSpan.start).line - 1]
        guard !value.contains("{"), !value.contains("\n"), !line.contains("{") || isJSON else {
          continue
        }
        let name = value.filter { $0 != "\"" }
        let (source, offset) = text.half(entry.valueSpan, state, length: (value.count + 1) / 2)
        let names = Compiler().completions(in: source, at: offset).map(\.name)
        count += 1
        if !names.contains(name) { missed.append("\(text.source.name) \(name) \(offset)") }
      }
    }
    #expect(count > 20)
    #expect(missed.isEmpty, "\(missed.count) of \(count): \(missed.prefix(20))")
  }

  /// Every shipped profile cut at each character: nothing is found that is not in it, but that it cannot be read.
  @Test func nothingIsInventedInACutText() throws {
    for text in try Self.texts(json: false) {
      let bytes = text.source.bytes
      let whole = Set(Compiler().check(text.source).diagnostics.map(\.rule.code))
      for offset in stride(from: 0, to: bytes.count, by: 3) {
        let cut = SourceText(name: text.source.name, bytes: Array(bytes[..<offset]))
        let found = Compiler().check(cut).diagnostics
        guard found.contains(where: { $0.rule.code == "SP001" }) else { continue }
        let invented = found.filter {
          !$0.rule.code.hasPrefix("SP00") && !whole.contains($0.rule.code)
        }
        #expect(invented.isEmpty, "\(text.source.name) \(offset): \(invented.map(\.message))")
      }
    }
  }
}

extension Outline {
  /// All keys of mappings.
  fileprivate var keys:
    [(name: String, nameSpan: SourceSpan, valueSpan: SourceSpan, isBelowParameters: Bool)]
  {
    var keys: [(String, SourceSpan, SourceSpan, Bool)] = []
    func add(_ entries: [OutlineEntry], _ isBelow: Bool) {
      for entry in entries {
        if !entry.nameSpan.isEmpty {
          // Behind `: `.
          let value = SourceSpan(start: entry.nameSpan.end + 2, end: entry.span.end)
          keys.append((entry.name, entry.nameSpan, value, isBelow))
        }
        add(
          entry.children,
          isBelow || entry.name == "parameters" || entry.name == "$vars"
            || entry.name.hasPrefix("x-")
        )
      }
    }
    add(entries, false)
    return keys
  }
}
