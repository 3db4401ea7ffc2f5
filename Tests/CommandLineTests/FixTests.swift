import Foundation
import TestSupport
import Testing

/// `lint --fix`, `--unsafe` and `--diff` on real files.
@Suite struct FixTests {
  private let broken = "voise: alloy  # ours\ntemperature: 1.9\n"

  /// What nobody reads nobody mends: it is checked, and stays as it is.
  @Test func aFileOfManyMegabytesIsNotRewritten() throws {
    let filler = "# " + String(repeating: "x", count: 1 << 20) + "\n"
    let sessionc = try Sessionc([
      "p.yaml": filler + "voice: alloy\nmodalities: [txt]\n",
      "flat.yaml": filler + "voice: alloy\n",
    ])
    let before = sessionc.text("p.yaml")
    let fixed = try sessionc.run("lint", "p.yaml", "--fix", "--unsafe")
    #expect(fixed.status == 1)
    #expect(fixed.error.contains("left out of files of more than 1 MiB, which are not rewritten"))
    #expect(sessionc.text("p.yaml") == before)
    let migrated = try sessionc.run("migrate", "flat.yaml", "--write")
    #expect(migrated.status == 1)
    #expect(migrated.error.contains("it has more than 1 MiB, and files as long are not rewritten"))
    #expect(sessionc.text("flat.yaml") == filler + "voice: alloy\n")
  }

  @Test func mendsInPlaceAndReportsWhatIsLeft() throws {
    let sessionc = try Sessionc(["a.yaml": broken, "b.yaml": "voice: ash\n"])
    let result = try sessionc.run("lint", "--fix", "a.yaml", "b.yaml")
    #expect(sessionc.text("a.yaml") == "voice: alloy  # ours\ntemperature: 1.9\n")
    #expect(sessionc.text("b.yaml") == "voice: ash\n")
    #expect(result.status == 1)
    #expect(result.output.contains("SP202"))
    #expect(!result.output.contains("SP101"))
    #expect(result.error == "sessionc: fixed 1 finding in 1 profile\n")
    let unsafe = try sessionc.run("lint", "--fix", "--unsafe", "a.yaml")
    #expect(unsafe.status == 0)
    #expect(sessionc.text("a.yaml") == "voice: alloy  # ours\ntemperature: 1.2\n")
  }

  @Test func keepsTheModeOfTheFile() throws {
    let sessionc = try Sessionc(["a.yaml": broken])
    let path = sessionc.url("a.yaml").path
    try FileManager.default.setAttributes([.posixPermissions: 0o664], ofItemAtPath: path)
    _ = try sessionc.run("lint", "--fix", "a.yaml")
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o664)
    #expect(sessionc.names == ["a.yaml"])
  }

  @Test func aReadOnlyFileStaysAndGivesStatus2() throws {
    let sessionc = try Sessionc(["a.yaml": broken])
    let path = sessionc.url("a.yaml").path
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    let result = try sessionc.run("lint", "--fix", "a.yaml")
    #expect(result.status == 2)
    #expect(
      result.error.hasPrefix(
        "sessionc: error: a.yaml: the file is read-only; the profile is as it was\n"
      )
    )
    #expect(result.output.contains("SP101"))
    #expect(sessionc.text("a.yaml") == broken)
  }

  @Test func theDifferenceCanBeApplied() throws {
    let sessionc = try Sessionc([
      "p/a.yaml": "voise: alloy\r\nspeed: 1\r\n", "p/b.yaml": "a: 1\nb: 2\nmodalities: text",
    ])
    let result = try sessionc.run("lint", "--diff", "p")
    #expect(result.status == 1)
    #expect(
      result.output.hasPrefix("--- a/p/a.yaml\n+++ b/p/a.yaml\n@@ -1,2 +1,2 @@\n-voise: alloy\r\n")
    )
    #expect(result.output.hasSuffix("\\ No newline at end of file\n"))
    #expect(sessionc.text("p/a.yaml") == "voise: alloy\r\nspeed: 1\r\n")
    #expect(result.error.hasPrefix("sessionc: would fix 2 findings in 2 profiles\n"))
    try sessionc.write(result.output, to: "x.patch")
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = ["git", "apply", "x.patch"]
    git.currentDirectoryURL = sessionc.folder.url
    try git.run()
    git.waitUntilExit()
    #expect(git.terminationStatus == 0)
    #expect(sessionc.text("p/a.yaml") == "voice: alloy\r\nspeed: 1\r\n")
    #expect(sessionc.text("p/b.yaml") == "a: 1\nb: 2\nmodalities: [text]")
    #expect(try sessionc.run("lint", "--diff", "p").output == "")
  }

  @Test func whatIsLeftOutIsSaid() throws {
    let sessionc = try Sessionc([
      "a.yaml": "trun_detection: {type: semantic_vad, threshold: 0.5, silence_duration_ms: 5}\n"
    ])
    let result = try sessionc.run("lint", "--fix", "a.yaml")
    #expect(
      result.error == """
        sessionc: nothing was fixed
        sessionc: note: 1 fix was left out that would bring more errors to light, or change other parts

        """
    )
  }

  @Test func theDifferenceOfOddNamesCanBeApplied() throws {
    let names = ["a b.yaml", "t\tab.yaml", "q\"\\.yaml", "日本.yaml"]
    let sessionc = try Sessionc(Dictionary(uniqueKeysWithValues: names.map { ($0, broken) }))
    let result = try sessionc.run("lint", ["--diff", sessionc.folder.url.path])
    try sessionc.write(result.output, to: "x.patch")
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = ["git", "apply", "x.patch"]
    git.currentDirectoryURL = sessionc.folder.url
    try git.run()
    git.waitUntilExit()
    #expect(git.terminationStatus == 0)
    for name in names { #expect(sessionc.text(name)?.hasPrefix("voice:") == true, "\(name)") }
  }

  @Test func standardInputIsMendedToStandardOutput() throws {
    let sessionc = try Sessionc()
    let result = try sessionc.run("lint", "-", "--fix", input: broken)
    #expect(result.output == "voice: alloy  # ours\ntemperature: 1.9\n")
    #expect(result.error.contains("SP202"))
    #expect(result.status == 1)
  }

  @Test func optionsThatNeedOthersSaySo() throws {
    let sessionc = try Sessionc(["a.yaml": broken])
    for arguments in [
      ["--unsafe"], ["--diff", "--format", "json"], ["--write-baseline"], ["--shrink-baseline"],
      ["--baseline", "b", "--write-baseline", "--fix"],
      ["--baseline", "b", "--write-baseline", "--shrink-baseline"],
    ] {
      let result = try sessionc.run("lint", ["a.yaml"] + arguments)
      #expect(result.status == 2, "\(arguments)")
      #expect(sessionc.text("a.yaml") == broken)
    }
  }
}
