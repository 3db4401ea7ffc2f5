internal import CanonicalJSON
internal import ProfileRules
public import SourceDiagnostics

/// The findings that a team has decided to live with for now: JSON Lines, one entry a line, sorted.
///
/// An entry names a rule, a file and the content of a finding, never a line, and counts how many such
/// findings there are. Checking never adds to it; it can only shrink, or be written anew.
public struct Baseline: Sendable {
  /// What findings are compared by: byte for byte, since two files may have names that Unicode takes
  /// for one.
  struct Key: Hashable, Comparable {
    var file: ByteText
    var code: ByteText
    /// The name of a policy, since all have one code; empty for any other rule.
    var policy: ByteText
    var fingerprint: ByteText

    init(file: String, code: String, policy: String, fingerprint: String) {
      self.file = ByteText(file)
      self.code = ByteText(code)
      self.policy = ByteText(policy)
      self.fingerprint = ByteText(fingerprint)
    }

    /// The code, or the name of a policy.
    var rule: String { policy.text.isEmpty ? code.text : policy.text }

    private var parts: [ByteText] { [file, code, policy, fingerprint] }

    static func < (left: Key, right: Key) -> Bool {
      for (one, two) in zip(left.parts, right.parts) where one != two { return one < two }
      return false
    }
  }

  struct Entry {
    var count: Int
    /// For whoever reads the file.
    var message: String
    /// Counted from 1.
    var line: Int
  }

  /// An entry that fewer findings match than it counts.
  public struct StaleEntry: Sendable {
    public var line: Int
    public var text: String
  }

  /// What is wrong with a baseline file.
  public struct FormatError: Error {
    public var line: Int
    public var message: String
  }

  private var entries: [Key: Entry] = [:]
  /// How many findings of each entry have not been met yet.
  private var left: [Key: Int] = [:]

  public init() {}

  /// Reads a baseline.
  ///
  /// - Throws: `FormatError` for the first line that is no entry.
  public init(_ bytes: [UInt8]) throws(FormatError) {
    for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    where !line.allSatisfy({ $0 <= 0x20 }) {
      let (key, entry) = try Self.read(Array(line), line: index + 1)
      entries[key, default: Entry(count: 0, message: entry.message, line: entry.line)].count +=
        entry.count
    }
    left = entries.mapValues(\.count)
  }

  /// Whether some line of a file is an entry: then it is a baseline, if a damaged one.
  public static func hasEntry(_ bytes: [UInt8]) -> Bool {
    bytes.split(separator: 0x0A).prefix(1_000).contains { line in
      (try? read(Array(line), line: 1)) != nil
    }
  }

  private static func read(
    _ bytes: [UInt8],
    line: Int
  ) throws(FormatError) -> (Key, Entry) {
    guard let object = try? JSONReader.read(bytes), case .object = object else {
      throw FormatError(line: line, message: "not a JSON object on one line")
    }
    func text(_ name: String) throws(FormatError) -> String {
      guard let text = object[name]?.text else {
        throw FormatError(line: line, message: "`\(name)` is missing")
      }
      return text
    }
    let key = Key(
      file: try text("file"),
      code: try text("code"),
      policy: object["name"]?.text ?? "",
      fingerprint: try text("fingerprint")
    )
    guard let number = object["count"] else {
      throw FormatError(line: line, message: "`count` is missing")
    }
    guard let count = number.integer, count > 0, count < 1 << 32 else {
      throw FormatError(line: line, message: "`count` must be a whole number above 0")
    }
    // Older versions did not know every form of a key.
    let message = Secrets.redacted(object["message"]?.text ?? "")
    return (key, Entry(count: count, message: message, line: line))
  }

  // MARK: Checking

  /// Takes the findings out that the baseline has, as often as it counts them.
  ///
  /// - Parameters:
  ///   - result: of the check; it loses the findings.
  ///   - source: the profile that was checked.
  ///   - file: the file's path, relative to the folder of the baseline.
  public mutating func apply(to result: inout CheckResult, of source: SourceText, file: String) {
    // Behind a text that cannot be read anything may hide.
    guard !entries.isEmpty, result.isComplete else { return }
    var reported: [Diagnostic] = []
    for diagnostic in result.diagnostics {
      let key = Self.key(diagnostic, of: source, file: file)
      if let count = left[key], count > 0, !RulePolicy.isEssential(diagnostic.rule.code) {
        left[key] = count - 1
        result.silenced.append(SilencedDiagnostic(diagnostic, .baseline))
      } else {
        reported.append(diagnostic)
      }
    }
    result.diagnostics = reported
  }

  /// The entries that count more findings than there are, in the order of the file.
  ///
  /// - Parameter isKnown: whether this run would have found an entry's findings: its file was read to
  ///   the end, or is there no more, and its rule is on. A policy is called by its name.
  public func staleEntries(isKnown: (_ file: String, _ rule: String) -> Bool) -> [StaleEntry] {
    left.filter { key, count in count > 0 && isKnown(key.file.text, key.rule) }
      .compactMap { key, count in
        entries[key].map { entry in
          let all = count == entry.count
          let what =
            all
            ? "no finding matches it now" : "only \(entry.count - count) of \(entry.count) are left"
          return StaleEntry(
            line: entry.line,
            text: "\(key.rule) in \(key.file.text) (\(entry.message)): \(what)"
          )
        }
      }
      .sorted { $0.line < $1.line }
  }

  /// Takes the stale entries out, so that their findings cannot come back unseen.
  public mutating func shrink(isKnown: (_ file: String, _ rule: String) -> Bool) {
    for (key, count) in left where count > 0 && isKnown(key.file.text, key.rule) {
      guard let entry = entries[key] else { continue }
      entries[key]?.count = entry.count - count
      if entry.count == count { entries[key] = nil }
      left[key] = 0
    }
  }

  // MARK: Writing

  /// Adds the findings of a file, for a baseline that is written anew.
  ///
  /// - Returns: whether all are in it: nothing is added of a file that not every rule could be tried
  ///   on, nor what nothing can silence.
  public mutating func add(_ result: CheckResult, of source: SourceText, file: String) -> Bool {
    guard result.isComplete else { return false }
    let (essential, others) = result.diagnostics.reduce(into: ([Diagnostic](), [Diagnostic]())) {
      if RulePolicy.isEssential($1.rule.code) { $0.0.append($1) } else { $0.1.append($1) }
    }
    for diagnostic in others {
      let key = Self.key(diagnostic, of: source, file: file)
      entries[key, default: Entry(count: 0, message: diagnostic.message, line: 0)].count += 1
    }
    return essential.isEmpty
  }

  /// Keeps what an older baseline says of files and rules that this run did not look at.
  public mutating func keep(
    from other: Baseline,
    where isKept: (_ file: String, _ rule: String) -> Bool
  ) {
    for (key, entry) in other.entries
    where entries[key] == nil && isKept(key.file.text, key.rule) {
      entries[key] = entry
    }
  }

  /// How many findings it counts.
  public var count: Int { entries.values.reduce(0) { $0 + $1.count } }

  /// The file: JSON Lines, sorted by file, code and fingerprint. Characters that editors do not show, or
  /// that reorder others, are escaped.
  public var bytes: [UInt8] {
    entries.sorted { $0.key < $1.key }.reduce(into: []) { result, element in
      let (key, entry) = element
      var writer = CanonicalWriter()
      writer.beginObject()
      writer.member("code", key.code.text)
      writer.member("count", entry.count)
      writer.member("file", key.file.text)
      writer.member("fingerprint", key.fingerprint.text)
      writer.member("message", entry.message)
      if !key.policy.text.isEmpty { writer.member("name", key.policy.text) }
      writer.endObject()
      result += DisplayText.escapedInJSON(writer.output) + [0x0A]
    }
  }

  private static func key(_ diagnostic: Diagnostic, of source: SourceText, file: String) -> Key {
    Key(
      file: file,
      code: diagnostic.rule.code,
      policy: diagnostic.rule.isPolicy ? diagnostic.rule.name : "",
      fingerprint: Fingerprints.of(diagnostic, in: source)
    )
  }
}
