/// A JSON Pointer in which `*` stands for any one member or item, such as `/providers/*/config`.
public struct PointerPattern: Sendable, Equatable {
  /// As it is written.
  public let text: String
  /// The names of the steps; `nil` for any.
  package let steps: [String?]

  /// The most steps; no document is deeper.
  private static let stepsMax = 100

  /// - Returns: `nil` for a text that is no pointer. The empty one is the whole document.
  public init?(_ text: String) {
    guard text.isEmpty || text.utf8.first == UInt8(ascii: "/") else { return nil }
    self.text = text
    steps = JSONPointer.names(in: text).map { $0 == "*" ? nil : $0 }
    guard steps.count <= Self.stepsMax else { return nil }
  }
}
