package import CanonicalJSON
package import SourceDiagnostics

extension CanonicalWriter {
  /// A member that is a place in a text, as all reports write it.
  package mutating func member(_ name: StaticString, _ position: SourcePosition) {
    self.name(name)
    beginObject()
    member("line", position.line)
    member("column", position.column)
    member("offset", position.offset)
    endObject()
  }
}
