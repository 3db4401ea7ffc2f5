package import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// A request as one side of a comparison.
package struct RequestSide: Sendable {
  /// In the GA dialect, written so or lowered to it.
  package let profile: BoundProfile
  /// As it was written, where that is the flat dialect.
  package let authored: BoundProfile?
  /// Pointers to the fields of the authored profile that have no counterpart in the GA dialect.
  private let unlowered: [String]

  /// The values that nobody may see, in either form.
  let secrets: SecretValues?

  package init(
    _ profile: BoundProfile,
    authored: BoundProfile? = nil,
    unlowered: [String] = [],
    hiding secrets: SecretValues? = nil
  ) {
    (self.profile, self.authored, self.unlowered) = (profile, authored, unlowered)
    self.secrets = secrets
  }

  /// Those fields, by their pointers.
  var rest: [String: RequestPart] {
    guard let authored else { return [:] }
    var result: [String: RequestPart] = [:]
    for pointer in unlowered {
      if let id = find(pointer, in: authored) {
        result[pointer] = RequestPart(authored, id, hiding: secrets)
      }
    }
    return result
  }

  private func find(_ pointer: String, in profile: BoundProfile) -> IRID? {
    JSONPointer.names(in: pointer).reduce(profile.root) { id, name in
      guard let id else { return nil }
      return profile.children(of: id).first { child in
        profile[child].key == .none
          ? String(profile[child].position) == name : profile.name(child) == name
      }
    }
  }
}
