import CommandLineSupport
import SessionProfiles

/// What `lint` does with files that profiles share.
extension LintRun {
  /// Mends what profiles share before they are looked at themselves.
  mutating func mendSharedFiles() {
    var mending = SharedMending(files, settings, projects, selection)
    mending.run()
    for file in mending.mended {
      if settings.showsDifferences {
        FixDifference.show(file.before, file.after)
      } else {
        do throws(CommandFailure) {
          try AtomicFile.replace(file.before.name, of: file.before.bytes, with: file.after.bytes)
        } catch {
          troubles.report("\(error.message); the file is as it was")
          continue
        }
      }
      fixed.findings += file.fixed
      fixed.files += 1
      fixed.areShared = true
    }
    if !settings.showsDifferences { projects.forgetReplaced() }
  }

  /// A fix of a shared file is safe only if every profile of the project has the same finding.
  private func judgeFixes(of file: inout SharedFindings.File) {
    for index in file.result.diagnostics.indices where file.users > 1 {
      guard let fix = file.result.diagnostics[index].fix, !fix.isSafe else { continue }
      file.result.diagnostics[index].fix?.unsafeReason =
        "changes \(Summary.count(file.users, "profile"))"
    }
    let indices = file.result.diagnostics.indices.filter {
      file.result.diagnostics[$0].fix?.isSafe ?? false
    }
    guard !indices.isEmpty else { return }
    let users = SharedUsers(of: file.source.name, projects).files
    let results = users.compactMap { user -> CheckResult? in
      guard let project = try? projects.project(of: user.path),
        let source = try? InputFile.profile(user.path, standardInputAs: "-")
      else { return nil }
      return makeRecipe(project).check(source)
    }
    let findings = indices.map { file.result.diagnostics[$0] }
    let agreed = SharedUsers.agreed(findings, file.source.name, results)
    for (index, isAgreed) in zip(indices, agreed) where !isAgreed {
      file.result.diagnostics[index].fix?.isSafe = false
      file.result.diagnostics[index].fix?.unsafeReason =
        "changes \(Summary.count(users.count, "profile"))"
    }
  }

  /// Reports a partial that no profile uses. By itself it is read, and no more.
  mutating func report(_ source: SourceText) {
    guard let project = try? projects.project(of: source.name) else { return }
    let options = {
      var options = Compiler.Options()
      options.policy = selection.policy(of: project)
      return options
    }()
    var result = Compiler(options: options).checkUnusedPartial(source)
    baseline?.apply(to: &result, of: source, name: source.name, policy: options.policy)
    summary.add(result.diagnostics, silenced: result.silenced, isProfile: false)
    guard !settings.writesBaseline else { return }
    reports.add(
      source,
      result.diagnostics,
      silenced: result.silenced,
      isProfile: false
    )
  }

  /// Reports what was found in a file that profiles share.
  mutating func finish(_ file: SharedFindings.File) {
    var file = file
    judgeFixes(of: &file)
    let project = (try? projects.project(of: file.profile)) ?? nil
    if let project {
      let policy = selection.policy(of: project)
      baseline?.apply(to: &file.result, of: file.source, name: file.source.name, policy: policy)
    }
    summary.add(
      file.result.diagnostics,
      silenced: file.result.silenced,
      more: file.result.more,
      isProfile: false
    )
    guard !settings.writesBaseline else { return }
    reports.add(file)
  }
}
