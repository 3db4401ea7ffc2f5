internal import CanonicalJSON
internal import ProfileTargets
public import SourceDiagnostics

/// A source map as a file.
public enum SourceMapFile {
  /// A JSON object: each JSON Pointer into the request with `file`, `line` and `column` of its
  /// place, and a line feed.
  public static func bytes(
    _ compilation: Compilation,
    of source: SourceText
  ) -> [UInt8] {
    let files = compilation.result.files.isEmpty ? [source] : compilation.result.files
    let lines = files.map { LineTable($0.bytes) }
    var writer = CanonicalWriter(pretty: true)
    writer.beginObject()
    for entry in compilation.sourceMap {
      let file = Int(entry.span.source.rawValue)
      let place = lines[file].position(of: entry.span.start)
      writer.name(Array(entry.pointer.utf8)[...])
      writer.beginObject()
      writer.member("column", place.column)
      writer.member("file", files[file].name)
      writer.member("line", place.line)
      writer.endObject()
    }
    writer.endObject()
    return writer.finish()
  }
}
