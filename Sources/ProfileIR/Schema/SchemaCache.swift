internal import ProfileSchemas
internal import SourceDiagnostics

/// The schemas that have been read: hardly any run needs those of all dialects.
///
/// A chain, and no list: a list of a type of its own costs more at start-up than reading a schema does.
@safe final class SchemaCache: @unchecked Sendable {
  static let shared = SchemaCache()

  private final class Entry {
    let schema: Schema
    let next: Entry?

    init(_ schema: Schema, _ next: Entry?) {
      self.schema = schema
      self.next = next
    }
  }

  private let turnstile = Turnstile()
  private var first: Entry?

  func schema(of dialect: Dialect) -> Schema {
    turnstile.pass()
    defer { turnstile.leave() }
    var entry = first
    while let read = entry {
      if read.schema.dialect == dialect { return read.schema }
      entry = read.next
    }
    let schema = Schema(dialect, ProfileSchemas.dialects[dialect.place].table)
    first = Entry(schema, first)
    return schema
  }
}
