import ProfileIR
import ProfileRules
import ProfileTargets
import SessionProfiles
import SourceDiagnostics
import YAMLSyntax

/// How far a profile is taken. Each stage has those before it in it, so that the difference of two is the
/// cost of one.
enum Stage: String, CaseIterable {
  /// libyaml's events and nothing else: what everything is measured against.
  case scan
  case parse, bind, check
  /// `check`, and the profile carried over to the flat dialect or from it.
  case lower
  /// `check`, and the request written.
  case emit
  /// A change in an editor, and its findings.
  case keystroke
  /// What an editor offers at the end of the profile.
  case completion

  /// Takes one profile through the stage; a number that depends on it, so that nothing is left out.
  func run(_ bytes: [UInt8]) -> Int {
    if self == .scan { return EventScan.count(bytes) ?? 0 }
    if self == .keystroke { return TypingClient.with(bytes).type() }
    if self == .completion { return TypingClient.with(bytes).complete() }
    var bag = DiagnosticBag()
    guard let tree = Composer.compose(bytes, into: &bag) else { return 0 }
    if self == .parse { return tree.nodes.count }
    let shape = DocumentShape(tree)
    let profile = Binder.bind(tree, to: Schema.of(shape.dialect), as: shape.document)
    if self == .bind { return profile.nodes.count }
    ProfileChecker.check(profile, into: &bag)
    switch self {
    case .lower:
      let target: Target = shape.dialect == .hub ? .sessions : .gaClientSecrets
      let rule = NotInTarget.descriptor
      return Lowering.lower(profile, to: target, rule: rule, into: &bag).tree.nodes.count
    case .emit:
      let target = Target.posted(of: shape.dialect)
      return RequestEmitter.emit(profile, for: target).bytes.count
    default: return bag.count
    }
  }
}
