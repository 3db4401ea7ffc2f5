internal import CanonicalJSON
internal import ProfileIR
internal import ProfileLinking
internal import ServerOverlays
internal import SourceDiagnostics
internal import YAMLSyntax

/// Lists the names in a folder, those of folders with a `/` behind them.
///
/// It is given the path of the folder as it is written, relative to the file that is completed: empty, or with a `/`
/// at its end.
public typealias FolderListing = (String) -> [String]

/// Completion of what is for the compiler.
extension Compiler {
  /// The variables that may stand at a place, where `${` is in front of it; `nil` elsewhere.
  func variableCompletions(in source: SourceText, at offset: Int) -> [Completion]? {
    let bytes = source.bytes
    let offset = min(max(offset, 0), bytes.count)
    func isName(_ byte: UInt8) -> Bool {
      (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "_")
    }
    var (start, end) = (offset, offset)
    while start > 0, isName(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, isName(bytes[end]) { end += 1 }
    guard start >= 2, bytes[start - 1] == UInt8(ascii: "{"), bytes[start - 2] == UInt8(ascii: "$"),
      start < 3 || bytes[start - 3] != UInt8(ascii: "$")
    else { return nil }
    let isClosed = end < bytes.count && bytes[end] == UInt8(ascii: "}")
    // A reference that is half typed may hinder reading.
    let without = bytes[..<(start - 2)] + MarkedText.marker + bytes[(isClosed ? end + 1 : end)...]
    let readable = SourceText(name: source.name, bytes: Array(without))
    guard !MarkedText.isLost(in: readable.bytes) else { return [] }
    let own = SharedNames(of: readable).all
      .filter { $0.kind == .variable && !$0.declarations.isEmpty }.map(\.name)
    let names = check(readable).variables.union(own).sorted()
    return names.map { name in
      Completion(
        kind: .value,
        name: name,
        text: isClosed ? name : name + "}",
        replaced: SourceSpan(start: start, end: end),
        form: "a variable of the profile"
      )
    }
  }

  /// The files that may be named at a place, where a directive stands before it that takes a path.
  func pathCompletions(
    _ marked: MarkedText,
    _ word: CursorWord,
    in source: SourceText,
    at offset: Int,
    _ listing: FolderListing
  ) -> [Completion] {
    guard let kind = marked.directive.flatMap({ PathForm.Kind(ofDirective: $0) }) else { return [] }
    let start = word.range.lowerBound + (word.quote == nil ? 0 : 1)
    let typed = start < offset ? source.bytes[start..<min(offset, word.range.upperBound)] : []
    let folder = typed.lastIndex(of: UInt8(ascii: "/")).map { typed[...$0] } ?? []
    let path = String(decoding: folder, as: UTF8.self)
    let isClosed = word.range.count > 1 && word.quote == source.bytes[word.range].last
    guard PathForm.problem(of: path + "a" + kind.endings[0], kind) == nil else { return [] }
    return listing(path).compactMap { name in
      let isFolder = name.hasSuffix("/")
      let text = path + name
      guard !name.hasPrefix("."), isFolder || kind.endings.contains(where: name.hasSuffix),
        PathForm.problem(of: isFolder ? text + "a" + kind.endings[0] : text, kind) == nil
      else { return nil }
      return Completion(
        kind: isFolder ? .folder : .file,
        name: text,
        text: Self.written(text, word.quote, isOpen: isFolder && !isClosed),
        replaced: SourceSpan(start: word.range.lowerBound, end: word.range.upperBound),
        form: isFolder ? "a folder" : "a file"
      )
    }
  }

  /// - Parameter isOpen: whether more of a path follows.
  private static func written(_ path: String, _ quote: UInt8?, isOpen: Bool) -> String {
    let isPlain = path.utf8.allSatisfy { byte in
      (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || "_-./".utf8.contains(byte)
    }
    if let quote, isPlain {
      let quote = String(UnicodeScalar(quote))
      return quote + path + (isOpen ? "" : quote)
    }
    let isText = ScalarResolver.kind(of: Array(path.utf8)[...]) == .string
    if isPlain, isText, !path.hasPrefix("-") { return path }
    return String(decoding: JSONValue.string(path).canonical(), as: UTF8.self)
  }
}
