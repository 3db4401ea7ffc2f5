internal import ArgumentParser
package import SessionProfiles

extension Target {
  /// The target that `--target` names.
  ///
  /// - Throws: `ValidationError` naming the targets there are.
  package init(argument name: String) throws {
    guard let target = Target(rawValue: name) else {
      throw ValidationError("`\(shown(name))` is not a target; the targets are \(Self.names)")
    }
    self = target
  }

  /// The names of all targets, as help shows them.
  package static var names: String { allNames.joined(separator: ", ") }
}
