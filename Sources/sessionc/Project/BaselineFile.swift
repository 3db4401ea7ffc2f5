import CommandLineSupport
import SessionProfiles
import SourceDiagnostics

/// The file of a baseline, and what the run has seen of its entries.
struct BaselineFile {
  private let path: String
  /// Its folder, which the files in it are relative to.
  private let folder: String
  private var baseline: Baseline
  /// What a baseline written anew holds.
  private var fresh = Baseline()
  /// The files that were read to their end, and the policy for each.
  private var known: [ByteText: RulePolicy] = [:]
  /// Files that not every rule could be tried on.
  private var incomplete: [String] = []
  private(set) var stale: [Baseline.StaleEntry] = []

  /// - Throws: `CommandFailure` where it is not there, or holds what is no entry.
  init(_ path: String, mustExist: Bool) throws(CommandFailure) {
    self.path = path
    try ProjectBounds.check(path, otherwise: "it is not read")
    folder = realPath(RealPath.folder(of: path)) ?? RealPath.folder(of: path)
    guard mustExist || exists(path) else {
      baseline = Baseline()
      return
    }
    if !exists(path) {
      throw CommandFailure(
        "\(shown(path)): there is no such baseline; to write one, add --write-baseline"
      )
    }
    let bytes = try InputFile.read(path, limit: 4 * Compiler.inputBytesMax)
    do throws(Baseline.FormatError) {
      baseline = try Baseline(bytes)
    } catch {
      guard mustExist else {
        // A baseline with a wrong line is written anew; a file of another kind is somebody's.
        guard Baseline.hasEntry(bytes) else {
          throw CommandFailure(
            "\(shown(path)): is no baseline, so it is not replaced; move it away, or name another file"
          )
        }
        baseline = Baseline()
        return
      }
      throw CommandFailure(
        "\(shown(path)):\(error.line): \(error.message); write the baseline anew with --write-baseline"
      )
    }
  }

  mutating func apply(
    to result: inout CheckResult,
    of source: SourceText,
    name: String,
    policy: RulePolicy
  ) {
    let file = RealPath.ofFile(name).map { RealPath.route(to: $0, from: folder) } ?? name
    if result.isComplete { known[ByteText(file)] = policy }
    if !fresh.add(result, of: source, file: file) { incomplete.append(name) }
    baseline.apply(to: &result, of: source, file: file)
  }

  /// Writes the findings of this run; what the old file says of profiles not looked at stays.
  mutating func write() throws(CommandFailure) {
    for name in incomplete {
      StandardStreams.error(
        "sessionc: warning: \(shown(name)) has errors that cannot be in a baseline: they stay\n"
      )
    }
    var fresh = fresh
    fresh.keep(from: baseline) { file, rule in !isKnown(file, rule) && isThere(file) }
    try AtomicFile.write(fresh.bytes, to: path)
    let findings = Summary.count(fresh.count, "finding")
    StandardStreams.error("sessionc: \(shown(path)): \(findings) in the baseline\n")
  }

  /// Tells of the entries that nothing matches any more, and takes them out if it is told to.
  mutating func reportStale(shrinking: Bool) throws(CommandFailure) {
    stale = baseline.staleEntries(isKnown: isKnown)
    guard !stale.isEmpty else { return }
    if shrinking {
      baseline.shrink(isKnown: isKnown)
      try AtomicFile.write(baseline.bytes, to: path)
      StandardStreams.error(
        "sessionc: \(shown(path)): removed \(stale.count) stale entr\(stale.count == 1 ? "y" : "ies")\n"
      )
      stale = []
      return
    }
    for entry in stale.prefix(20) {
      StandardStreams.error(
        "sessionc: warning: \(shown(path)):\(entry.line): stale: \(shown(entry.text))\n"
      )
    }
    if stale.count > 20 {
      StandardStreams.error("sessionc: warning: … \(stale.count - 20) more stale entries\n")
    }
    StandardStreams.error("sessionc: note: --shrink-baseline takes stale entries out\n")
  }

  /// Whether this run would have found what an entry counts.
  ///
  /// - Parameter rule: its code, or the name of a policy.
  private func isKnown(_ file: String, _ rule: String) -> Bool {
    guard let policy = known[ByteText(file)] else { return !isThere(file) }
    return policy.isActive(
      Rules.all.first { $0.code == rule } ?? RuleDescriptor(RuleDescriptor.policyCode, rule, "")
    )
  }

  private func isThere(_ file: String) -> Bool {
    exists(file.begins(with: "/") ? file : folder + "/" + file)
  }
}
