/// Names a field of a schema.
public struct FieldID: Hashable, Sendable, BitwiseCopyable {
  public var index: UInt16
  @inlinable
  public init(index: UInt16) { self.index = index }
  /// A place that may hold anything.
  @inlinable
  public static var anything: FieldID { FieldID(index: 0) }
  /// A key that the schema does not know at its place.
  @inlinable
  public static var unknown: FieldID { FieldID(index: .max) }
  @inlinable
  public static func == (left: FieldID, right: FieldID) -> Bool { left.index == right.index }
}

/// The JSON types that a value may have.
public struct KindSet: OptionSet, Sendable {
  public var rawValue: UInt8
  @inlinable
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  @inlinable public static var null: KindSet { KindSet(rawValue: 1) }
  @inlinable public static var boolean: KindSet { KindSet(rawValue: 2) }
  @inlinable public static var integer: KindSet { KindSet(rawValue: 4) }
  @inlinable public static var number: KindSet { KindSet(rawValue: 8) }
  @inlinable public static var string: KindSet { KindSet(rawValue: 16) }
  @inlinable public static var array: KindSet { KindSet(rawValue: 32) }
  @inlinable public static var object: KindSet { KindSet(rawValue: 64) }
  @inlinable public static var any: KindSet { KindSet(rawValue: 127) }

  /// The names of JSON Schema, in the order in which messages list them.
  public static let names: [(name: String, kind: KindSet)] = [
    ("null", .null), ("boolean", .boolean), ("integer", .integer), ("number", .number),
    ("string", .string), ("array", .array), ("object", .object),
  ]
}

/// What else an object may hold.
public enum Additional: Sendable {
  /// Nothing (`additionalProperties: false`).
  case none
  /// Anything.
  case any
  case schema(FieldID)

  public var isClosed: Bool { if case .none = self { true } else { false } }
}

/// Names that the server is known to refuse (a branch of `not`).
public struct RefusedNames: Sendable {
  public var names: [String]
  public var why: String

  public init(names: [String], why: String) {
    self.names = names
    self.why = why
  }
}

/// A value with an announced end (`x-ends`).
public struct AnnouncedEnd: Sendable {
  /// As `YYYY-MM-DD`.
  public var date: String
  public var instead: String?

  public init(date: String, instead: String?) {
    self.date = date
    self.instead = instead
  }
}

/// A limit beyond which a value is unlikely to be meant (`x-warn-above`, `x-warn-items`).
public struct SoftLimit: Sendable {
  public var above: Double
  /// Made into a text where it is reported: most values are below the limit.
  let reason: TableText
  public var why: String { reason.string }
}

/// A known mistake for values in a range (`x-range-advice`): greater than `from`, up to `to`.
public struct RangeAdvice: Sendable {
  public var from: Double
  public var to: Double
  /// The power of ten by which such a number is to be multiplied: -2 for a percentage.
  public var power: Int
  public var why: String

  public init(from: Double, to: Double, power: Int, why: String) {
    self.from = from
    self.to = to
    self.power = power
    self.why = why
  }
}

/// A key that people write where it does not belong (`x-not-fields`).
public struct NotField: Sendable {
  public var instead: String?
  public var why: String

  public init(instead: String?, why: String) {
    self.instead = instead
    self.why = why
  }
}
