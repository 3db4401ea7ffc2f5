/// What a profile document is: one of those that its dialect is carried in, told from the root.
public struct DocumentKind: Hashable, Sendable {
  /// What stands around the session.
  public enum Form: UInt8, Sendable {
    /// Nothing: the document is the session.
    case session
    /// The body of a request, with other members beside `session`.
    case body
    /// A client event, with its `type` beside `session`.
    case event
  }

  public let form: Form
  /// The place among the documents of the dialect.
  public let place: UInt8

  public init(_ form: Form, place: UInt8) {
    self.form = form
    self.place = place
  }

  /// The session itself, which every dialect has as its first document.
  public static let session = DocumentKind(.session, place: 0)

  public var isEvent: Bool { form == .event }
  /// Whether the session stands below `session`.
  public var isEnvelope: Bool { form != .session }
}
