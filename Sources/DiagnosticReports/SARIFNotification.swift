internal import CanonicalJSON
internal import SourceDiagnostics

/// What a SARIF report says of the run itself, not of a profile's content.
struct SARIFNotification {
  var level: String
  var message: String
  /// The file that it is about, and where in it.
  var place: (uri: String, start: SourcePosition)?

  func write(to writer: inout CanonicalWriter) {
    writer.beginObject()
    writer.member("level", level)
    writer.text("message", DisplayText.escaped(message))
    if let place {
      writer.name("locations")
      writer.beginArray()
      writer.beginObject()
      writer.name("physicalLocation")
      writer.beginObject()
      SARIFReport.writeArtifact(place.uri, to: &writer)
      writer.name("region")
      writer.beginObject()
      writer.member("startLine", place.start.line)
      writer.member("startColumn", place.start.column)
      writer.endObject()
      writer.endObject()
      writer.endObject()
      writer.endArray()
    }
    writer.endObject()
  }
}

extension CanonicalWriter {
  /// A member that is a SARIF message: `{"text": …}`.
  mutating func text(_ name: StaticString, _ value: String) {
    self.name(name)
    beginObject()
    member("text", value)
    endObject()
  }
}
