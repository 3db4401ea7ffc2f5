import CommandLineSupport
import SessionProfiles

/// What `lint --fix` and `--diff` do with one profile, and what they say of it at the end.
extension LintRun {
  /// The profile after the fixes, and what is left to report about it; as it was, where it cannot be
  /// written.
  mutating func mend(
    _ source: SourceText,
    _ file: ProfileFile,
    _ compiler: Compiler
  ) -> (SourceText, CheckResult) {
    let fixer = Fixer(compiler: compiler, appliesUnsafe: settings.appliesUnsafe)
    let mended = fixer.fix(source)
    let isChanged = mended.source.bytes != source.bytes
    let left = mended.result.diagnostics.count(where: fixer.isWanted)
    if mended.isTooLong {
      leftOut.long += left
    } else if mended.isNoSession {
      leftOut.foreign += left
    } else if mended.isTooCostly {
      leftOut.untried += left
    } else {
      leftOut.harmful += left
    }
    if file.isStandardInput, settings.fixes, !settings.showsDifferences {
      StandardStreams.data(mended.source.bytes)
    }
    if isChanged {
      progress.clear()
      if settings.showsDifferences {
        FixDifference.show(source, mended.source)
      } else if !file.isStandardInput {
        do throws(CommandFailure) {
          try AtomicFile.replace(file.path, of: source.bytes, with: mended.source.bytes)
        } catch {
          troubles.report("\(error.message); the profile is as it was")
          return (source, compiler.check(source))
        }
      }
      fixed.findings += mended.fixedCount
      fixed.files += 1
    }
    return (mended.source, mended.result)
  }

  func reportFixes() {
    guard settings.fixes || settings.showsDifferences else { return }
    let would = settings.showsDifferences ? "would fix" : "fixed"
    let findings = Summary.count(fixed.findings, "finding")
    let files = Summary.count(fixed.files, fixed.areShared ? "file" : "profile")
    if fixed.findings == 0, !troubles.messages.isEmpty { return }
    let isNothing = leftOut.harmful + leftOut.untried + leftOut.foreign + leftOut.long == 0
    let what =
      fixed.findings > 0
      ? "\(would) \(findings) in \(files)" : isNothing ? "nothing to fix" : "nothing was fixed"
    StandardStreams.error("sessionc: \(what)\n")
    let reasons = [
      (leftOut.harmful, "that would bring more errors to light, or change other parts"),
      (
        leftOut.untried,
        "of a file with very many fixes, since testing each would take too long; correct some by hand"
      ),
      (leftOut.foreign, "of files that are no sessions"),
      (leftOut.long, "of files of more than \(Fixer.bytesMax >> 20) MiB, which are not rewritten"),
    ]
    for (count, reason) in reasons where count > 0 {
      StandardStreams.error("sessionc: note: \(Self.fixes(count)) left out \(reason)\n")
    }
    if settings.showsDifferences, summary.files > 0 {
      StandardStreams.error("left: \(summary.text)\n")
    }
  }

  private static func fixes(_ count: Int) -> String {
    count == 1 ? "1 fix was" : "\(count) fixes were"
  }
}
