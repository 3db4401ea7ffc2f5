package import ProfileIR
public import SourceDiagnostics

/// What a team wants of one field in its profiles, beyond what the API wants. A finding about it is SP901 under
/// the policy's name.
public struct FieldPolicy: Sendable {
  /// A value as a list of a policy names it.
  public enum Value: Sendable, Equatable {
    /// A text, in which `*` stands for any characters.
    case text(TextPattern)
    case number(Double)
    case boolean(Bool)
    case null
  }

  /// What another member of the same object must be for the policy to be about it.
  public struct Condition: Sendable {
    public var member: String
    /// One of these.
    public var values: [Value]

    public init(_ member: String, _ values: [Value]) {
      (self.member, self.values) = (member, values)
    }
  }

  /// How findings name it; no code and no name of a rule.
  public let name: String
  /// The dotted path of the field from the session, in either dialect.
  public var field: String { place.field }
  package let place: PolicyPlace

  /// The field must be written out.
  public var isRequired = false
  /// The field must not be there.
  public var isForbidden = false
  /// The values that it may have; `nil` for any.
  public var allowed: [Value]?
  /// Values that it may not have.
  public var refused: [Value] = []
  public var minimum: Double?
  public var maximum: Double?
  /// Characters of a text, or items of a list.
  public var minLength: Int?
  public var maxLength: Int?
  /// What the text must contain, or an item that the list must have.
  public var contained: String? {
    didSet { containedPart = contained.map { BytePart(Array($0.utf8)) } }
  }
  package private(set) var containedPart: BytePart?

  public var conditions: [Condition] = []
  /// Of a list, one item that keeps the policy will do.
  public var needsOnlyOne = false
  /// The profiles that it is about; `nil` for all.
  public var paths: [PathPattern]?
  /// Profiles that it is not about.
  public var except: [PathPattern] = []
  /// The variants of profiles that it is about; `nil` for any, and for profiles without variants.
  public var variants: [String]?

  public var severity = Severity.error
  /// For whoever reads the finding.
  public var why: String?
  /// Whether a comment in a profile silences its findings.
  public var mayBeIgnored = false

  /// A policy that asks for nothing yet; `nil` where neither dialect has such a field.
  public init?(_ name: String, field: String) {
    guard let place = PolicyPlace(field) else { return nil }
    (self.name, self.place) = (name, place)
  }

  /// The kinds of values that the field takes, and those of its items where it is a list.
  package var kinds: (whole: KindSet, items: KindSet) { place.kinds }
  /// Whether a list stands on the way to the field, or is the field itself.
  package var hasList: Bool { place.hasList }
  /// The members of the object that holds the field.
  package var siblings: [String] { place.siblings }

  /// Whether it asks for something of a value, or of each item of a list.
  var checksItems: Bool {
    allowed != nil || !refused.isEmpty || minimum != nil || maximum != nil
  }

  /// Whether it asks for something of a text or of a list as a whole.
  var checksWhole: Bool { minLength != nil || maxLength != nil || contained != nil }

  /// How its findings name their rule.
  package var descriptor: RuleDescriptor {
    // A summary has no full stop.
    let reason = why.map {
      Wording.shown($0.ends(with: ".") ? String($0.dropLast()) : $0, most: 400)
    }
    return RuleDescriptor(
      RuleDescriptor.policyCode,
      name,
      reason ?? PolicyRule.descriptor.summary,
      severity: severity
    )
  }
}
