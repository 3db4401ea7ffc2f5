internal import ProfileIR
internal import ProfileTargets
internal import ServerOverlays
internal import SourceDiagnostics
internal import YAMLSyntax

extension Compiler {
  /// A profile that was read to its end. Held once: it is large, and handed on.
  final class Checked {
    /// The profile as authored.
    let profile: BoundProfile
    /// What it was lowered to, for a target of the other dialect.
    let lowered: BoundProfile?
    let target: Target
    /// What it is written for.
    let server: Server?
    /// What is emitted.
    var request: BoundProfile { lowered ?? profile }
    /// Puts places into the files of the profile; `nil` for one that names none.
    var placement: Placement? {
      profile.tree.composition.map { Placement(profile.tree, $0) }
    }

    func placed(_ secret: SecretReference) -> SecretReference {
      var secret = secret
      if let composition = profile.tree.composition {
        secret.span = composition.placed(secret.span)
      }
      return secret
    }

    /// The turn of a profile over very large files: it ends when they are let go of. So it stands last.
    private let turn: Turnstile.Turn?

    init(
      profile: BoundProfile,
      lowered: BoundProfile?,
      target: Target,
      server: Server?,
      turn: consuming Turnstile.Turn?
    ) {
      self.profile = profile
      self.lowered = lowered
      self.target = target
      self.server = server
      self.turn = turn
    }
  }
}
