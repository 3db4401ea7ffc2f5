/// Prints doubles as ECMAScript does (`Number::toString`), which RFC 8785 section 3.2.2.3 asks for.
public enum CanonicalNumber {
  /// Appends the canonical form of `value`: the shortest digits that read back as the same double,
  /// plain between 1e-6 and 1e21, else with an exponent; `-0` is `0`.
  ///
  /// - Returns: `false`, with nothing appended, for infinities and NaN, which JSON cannot hold.
  @discardableResult
  public static func append(_ value: Double, to output: inout [UInt8]) -> Bool {
    guard value.isFinite else { return false }
    if let whole = Int64(exactly: value), whole.magnitude <= 1 << 53 {
      append(whole, to: &output)
      return true
    }
    layOut(Decimal(shortest: value), to: &output)
    return true
  }

  /// Whether a number is written canonically already, told from its text: up to 15 digits, which every
  /// double keeps, without an exponent or a digit that could be left out. Where this says no, the number
  /// may be canonical all the same.
  public static func isCanonical(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest.removeFirst() }
    guard let first = rest.first, rest.count <= 15 else { return false }
    let whole = rest.prefix { $0 &- 0x30 < 10 }
    rest = rest[whole.endIndex...]
    if first == UInt8(ascii: "0") {
      // Below 0.1 the canonical form may have an exponent; minus nothing is nothing.
      guard whole.count == 1 else { return false }
      if rest.isEmpty { return !isNegative }
      guard rest.dropFirst().first != UInt8(ascii: "0") else { return false }
    }
    if rest.isEmpty { return !whole.isEmpty }
    guard !whole.isEmpty, rest.removeFirst() == UInt8(ascii: "."), let last = rest.last else {
      return false
    }
    return last != UInt8(ascii: "0") && rest.allSatisfy { $0 &- 0x30 < 10 }
  }

  /// Appends an integer in decimal.
  public static func append(_ value: Int64, to output: inout [UInt8]) {
    if value < 0 { output.append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    let start = output.count
    repeat {
      output.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    output[start...].reverse()
  }

  private static func layOut(_ decimal: Decimal, to output: inout [UInt8]) {
    let zero = UInt8(ascii: "0")
    let digits = decimal.digits
    let point = decimal.point
    if decimal.isNegative { output.append(UInt8(ascii: "-")) }
    switch point {
    case digits.count...21 where digits.count <= 21:
      output += digits
      output += repeatElement(zero, count: point - digits.count)
    case 1...21:
      output += digits[..<point]
      output.append(UInt8(ascii: "."))
      output += digits[point...]
    case -5...0:
      output += [zero, UInt8(ascii: ".")]
      output += repeatElement(zero, count: -point)
      output += digits
    default:
      output.append(digits[0])
      if digits.count > 1 {
        output.append(UInt8(ascii: "."))
        output += digits[1...]
      }
      output.append(UInt8(ascii: "e"))
      if point > 0 { output.append(UInt8(ascii: "+")) }
      append(Int64(point - 1), to: &output)
    }
  }
}

/// A decimal number as digits and the place of its point: `0.d1 d2 d3… × 10^point`.
///
/// Leading and trailing zeros are gone, so two of them are equal exactly when the numbers are. Zero
/// has no digits. Used to see whether a number in a file survives being a double.
public struct Decimal: Equatable, Sendable {
  public private(set) var isNegative = false
  /// ASCII digits.
  public private(set) var digits: [UInt8] = []
  public private(set) var point = 0

  /// The shortest decimal that reads back as `value`, which must be finite.
  public init(shortest value: Double) {
    self = Decimal(Array(value.description.utf8)) ?? Decimal()
  }

  private init() {}

  /// Reads `[+-] digits [. digits] [e [+-] digits]`; `nil` for anything else.
  public init?(_ text: [UInt8]) {
    // Not generic, since it is called from other modules for every long number.
    digits.reserveCapacity(text.count)
    var pointSeen = false
    var digitSeen = false
    var exponent = 0
    var index = text.startIndex
    if let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      index += 1
    }
    scan: while index < text.endIndex {
      let byte = text[index]
      index += 1
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digitSeen = true
        if byte == UInt8(ascii: "0"), digits.isEmpty {
          if pointSeen { point -= 1 }
        } else {
          digits.append(byte)
          if !pointSeen { point += 1 }
        }
      case UInt8(ascii: ".") where !pointSeen:
        pointSeen = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        guard let value = Self.exponent(text[index...]) else { return nil }
        exponent = value
        break scan
      default:
        return nil
      }
    }
    guard digitSeen else { return nil }
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    point = digits.isEmpty ? 0 : point + exponent
    if digits.isEmpty { isNegative = false }
  }

  /// The number of digits after the point when written without an exponent.
  public var fractionDigits: Int { max(0, digits.count - point) }

  /// An exponent, held within ±1,000,000: beyond that every double is zero or infinite.
  private static func exponent(_ text: ArraySlice<UInt8>) -> Int? {
    var value = 0
    var isNegative = false
    var digitSeen = false
    for (position, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where position == 0: isNegative = true
      case UInt8(ascii: "+") where position == 0: break
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digitSeen = true
        value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1_000_000)
      default: return nil
      }
    }
    guard digitSeen else { return nil }
    return isNegative ? -value : value
  }
}
