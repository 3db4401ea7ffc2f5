internal import SourceDiagnostics

/// The policies of a project. A reference: options of compilers are copied often, and most have none.
public struct FieldPolicies: Sendable {
  private final class Storage: Sendable {
    let all: [FieldPolicy]
    let places: [String: Int]
    let path: @Sendable (String) -> String?

    init(
      _ policies: [FieldPolicy],
      _ path: @escaping @Sendable (String) -> String?
    ) {
      var places: [String: Int] = [:]
      all = policies.filter { policy in
        let isNew = places[policy.name] == nil
        if isNew { places[policy.name] = places.count }
        return isNew
      }
      (self.places, self.path) = (places, path)
    }
  }

  private let storage: Storage?

  /// The most that a project may have.
  public static let countMax = 200

  /// - Parameters:
  ///   - policies: each name once; of those that are called the same, the first counts.
  ///   - path: where a profile lies from the folder that the policies' paths count from; `nil` where it does
  ///     not lie there. Asked for only where a policy names paths.
  public init(
    _ policies: [FieldPolicy] = [],
    path: @escaping @Sendable (_ profile: String) -> String? = { $0 }
  ) {
    storage = policies.isEmpty ? nil : Storage(policies, path)
  }

  /// In their order.
  public var all: [FieldPolicy] { storage?.all ?? [] }

  public var isEmpty: Bool { storage == nil }

  public var names: [String] { all.map(\.name) }

  /// The policy of a name, in any case.
  public func policy(named name: String) -> FieldPolicy? { place(named: name).map { all[$0] } }

  /// Where in `all` the policy of a name is, in any case.
  func place(named name: String) -> Int? {
    guard let storage, name.utf8.count <= PolicyName.bytesMax else { return nil }
    return storage.places[name] ?? storage.places[name.lowercased()]
  }

  /// Those that are about a profile.
  ///
  /// - Parameter variant: which of its variants it is; `nil` for a profile without.
  package func about(_ profile: String, variant: String?) -> [FieldPolicy] {
    guard let storage else { return [] }
    guard all.contains(where: { $0.paths != nil || !$0.except.isEmpty || $0.variants != nil })
    else { return all }
    let names = storage.path(profile).map { PathPattern.names(of: $0) }
    return all.filter { policy in
      if let variants = policy.variants {
        guard let variant, variants.contains(variant) else { return false }
      }
      guard let names else { return policy.paths == nil }
      return policy.paths?.contains { $0.matches(names) } ?? true
        && !policy.except.contains { $0.matches(names) }
    }
  }

  /// Whether no comment silences a finding, since its policy does not say that one may.
  func isFirm(_ finding: Diagnostic) -> Bool {
    guard finding.rule.isPolicy else { return false }
    return !(policy(named: finding.rule.name)?.mayBeIgnored ?? false)
  }
}

/// What a policy may be called.
package enum PolicyName {
  package static let bytesMax = 64

  /// What is wrong with a name, as a sentence goes on that begins with it; `nil` for nothing.
  package static func problem(_ name: String) -> (message: String, help: String)? {
    let form = "write lower-case letters, digits and `-`, such as `house-voices`"
    if let rule = RuleRegistry.rule(named: name) {
      return ("is a rule already, \(rule.code) `\(rule.name)`", "give the policy another name")
    }
    guard name.utf8.count <= bytesMax else {
      return ("is longer than \(bytesMax) characters", "give the policy a short name")
    }
    let isPlain: (UInt8) -> Bool = {
      $0 &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "-")
    }
    guard let first = name.utf8.first, first &- 0x61 < 26, name.utf8.allSatisfy(isPlain),
      name.utf8.last != UInt8(ascii: "-")
    else { return ("is no name for a policy", form) }
    guard !name.begins(with: "sp") || !name.utf8.dropFirst(2).allSatisfy({ $0 &- 0x30 < 10 })
    else { return ("looks like the code of a rule", "give the policy another name") }
    return nil
  }
}
