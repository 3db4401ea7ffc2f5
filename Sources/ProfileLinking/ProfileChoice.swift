/// What is chosen for a profile that leaves something open.
public struct ProfileChoice: Sendable {
  /// Which of its variants it is to be; `nil` for none in particular.
  public var variant: String?
  /// Values of its variables, by name, as `--set` gives them; each is read as its variable's type.
  public var values: [String: String]

  public init(variant: String? = nil, values: [String: String] = [:]) {
    self.variant = variant
    self.values = values
  }
}
