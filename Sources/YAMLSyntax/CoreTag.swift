/// The core tags of YAML 1.2 (section 10.3), the only ones a profile may use.
enum CoreTag: String {
  case string = "str"
  case null
  case bool
  case integer = "int"
  case float
  case sequence = "seq"
  case mapping = "map"

  private static let prefix = "tag:yaml.org,2002:"

  /// Reads a tag with its handle resolved; the non-specific `!` is `nil` inside.
  init?(tag: String) {
    guard tag.hasPrefix(Self.prefix) else { return nil }
    self.init(rawValue: String(tag.dropFirst(Self.prefix.count)))
  }

  /// A tag as one writes it.
  static func written(_ tag: String) -> String {
    tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
  }

  /// What a scalar with this tag is, or `nil` where its text does not fit.
  func scalarKind(of text: ArraySlice<UInt8>) -> ScalarKind? {
    let plain = ScalarResolver.kind(of: text)
    switch self {
    case .string: return .string
    case .null: return plain == .null ? .null : nil
    case .bool: return plain == .bool ? .bool : nil
    case .integer: return plain == .integer ? .integer : nil
    case .float:
      switch plain {
      case .integer, .float: return .float
      case .notFinite: return .notFinite
      default: return nil
      }
    case .sequence, .mapping: return nil
    }
  }
}
