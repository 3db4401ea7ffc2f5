internal import CanonicalJSON
internal import DiagnosticReports
internal import RequestDifference
internal import SourceDiagnostics

/// Version 1 of the report that `schemas/diff.schema.json` describes.
enum JSONDifferenceReport {
  static func bytes(_ grouped: GroupedComparison) -> [UInt8] {
    var writer = CanonicalWriter()
    writer.beginObject()
    writer.member("version", 1)
    writer.name("profiles")
    writer.beginArray()
    for profile in grouped.comparison.profiles where profile.status != .same {
      write(profile, to: &writer)
    }
    writer.endArray()
    writer.name("groups")
    writer.beginArray()
    for group in grouped.groups { write(group, of: grouped.comparison, to: &writer) }
    writer.endArray()
    writer.name("summary")
    writer.beginObject()
    writer.member("profiles", grouped.comparison.profileCount)
    writer.member("changed", grouped.comparison.changedCount)
    writer.member("failed", grouped.comparison.profiles.count { $0.status == .failed })
    for level in ChangeLevel.allCases.reversed() {
      writer.name(Array(level.rawValue.utf8)[...])
      writer.integer(grouped.counts[level] ?? 0)
    }
    writer.endObject()
    writer.endObject()
    return RunnerCommands.brokenUpInJSON(writer.finish())
  }

  private static func write(_ profile: ComparedProfile, to writer: inout CanonicalWriter) {
    writer.beginObject()
    writer.member("file", profile.file)
    if let variant = profile.variant { writer.member("variant", variant) }
    if let old = profile.oldFile { writer.member("oldFile", old) }
    writer.member("status", profile.status.rawValue)
    writer.name("changes")
    writer.beginArray()
    for change in profile.changes { write(change, to: &writer) }
    writer.endArray()
    if !profile.problems.isEmpty {
      writer.name("problems")
      writer.beginArray()
      for problem in profile.problems { writer.string(problem) }
      writer.endArray()
    }
    writer.endObject()
  }

  private static func write(
    _ group: ChangeGroup,
    of comparison: Comparison,
    to writer: inout CanonicalWriter
  ) {
    writer.beginObject()
    writer.name("profiles")
    writer.beginArray()
    for index in group.profiles {
      let profile = comparison.profiles[index]
      writer.beginObject()
      writer.member("file", profile.file)
      if let variant = profile.variant { writer.member("variant", variant) }
      writer.endObject()
    }
    writer.endArray()
    if let cause = group.cause {
      writer.name("cause")
      write(cause, to: &writer)
    }
    writer.name("change")
    write(group.change, to: &writer)
    writer.endObject()
  }

  private static func write(_ change: ProfileChange, to writer: inout CanonicalWriter) {
    writer.beginObject()
    writer.member("path", change.path)
    writer.member("rule", change.rule.name)
    writer.member("level", change.level.rawValue)
    writer.name("tags")
    writer.beginArray()
    for tag in change.rule.tags { writer.string(tag) }
    writer.endArray()
    for (name, value) in [("old", change.old), ("new", change.new)] {
      guard let value, !value.isImplied else { continue }
      writer.name(Array(name.utf8)[...])
      writer.json(Array(value.json.utf8))
      guard let place = value.place else { continue }
      writer.name(Array("\(name)Range".utf8)[...])
      write(place, to: &writer)
    }
    if let text = change.text, !text.hunks.isEmpty {
      writer.name("text")
      writer.beginArray()
      for (index, hunk) in text.hunks.enumerated() {
        if index > 0 { write(.init(.skipped, ""), to: &writer) }
        for piece in hunk.pieces { write(piece, to: &writer) }
      }
      writer.endArray()
    }
    writer.endObject()
  }

  private static func write(_ piece: TextDifference.Piece, to writer: inout CanonicalWriter) {
    writer.beginObject()
    writer.member("op", piece.operation.rawValue)
    writer.member("text", piece.text)
    writer.endObject()
  }

  private static func write(_ place: ProfileChange.Place, to writer: inout CanonicalWriter) {
    writer.beginObject()
    writer.member("file", place.file)
    writer.member("start", place.start)
    writer.member("end", place.end)
    writer.endObject()
  }
}
