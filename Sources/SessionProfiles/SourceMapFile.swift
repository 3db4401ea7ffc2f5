internal import CanonicalJSON
public import ProfileTargets
public import SourceDiagnostics

/// A source map as a file.
public enum SourceMapFile {
  /// A JSON object: each JSON Pointer into the request with `file`, `line` and `column` of the
  /// profile, and a line feed.
  public static func bytes(
    _ entries: [SourceMap.Entry],
    of source: SourceText
  ) -> [UInt8] {
    let lines = LineTable(source.bytes)
    var writer = CanonicalWriter(pretty: true)
    writer.beginObject()
    for entry in entries {
      let place = lines.position(of: entry.span.start)
      writer.name(Array(entry.pointer.utf8)[...])
      writer.beginObject()
      writer.member("column", place.column)
      writer.member("file", source.name)
      writer.member("line", place.line)
      writer.endObject()
    }
    writer.endObject()
    return writer.finish()
  }
}
