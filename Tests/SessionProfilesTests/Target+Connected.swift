import SessionProfiles

extension Target {
  /// Those of the two dialects that profiles are carried over between.
  static let connected = allCases.filter { ["ga", "sessions"].contains($0.dialect.rawValue) }
}
