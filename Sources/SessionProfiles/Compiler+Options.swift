public import ProfileLinking
public import ProfileRules
public import ProfileTargets
public import ServerOverlays
public import SourceDiagnostics

extension Compiler {
  /// How the request is written.
  public struct Options: Sendable {
    /// Overrides the profile's own `$target`.
    public var target: Target?
    /// For profiles that name no target; without it, what the document is.
    public var defaultTarget: Target?
    /// Which servers profiles are written for.
    public var servers = Servers()
    /// That of a profile which names none. Without it, what the documents of the dialect say, and no word of
    /// what a server has switched off.
    public var server: Server? {
      get { servers.standard }
      set { servers.standard = newValue }
    }
    /// Indents the request by two spaces a level; the order stays canonical.
    public var isPretty = false
    /// Writes the documented defaults of absent fields as well.
    public var writesDefaults = false
    /// Whether a request may name secrets in place of holding them, as `{"$secret": "NAME"}`: then it is no
    /// request yet. Without it, a profile that names one has none.
    public var keepsSecretNames = false
    /// Which variant of a profile is compiled, and values of its variables.
    public var choice = ProfileChoice()
    /// Which files are no profiles and hold sessions; only checking knows them.
    public var embedded = EmbeddedSessions()
    /// Which rules count, and how much.
    public var policy = RulePolicy()
    /// What profiles must keep beyond what the API wants (SP901).
    public var policies = FieldPolicies()
    /// Whether a compilation tells where each part of the request comes from.
    public var makesSourceMap = false
    /// The most findings of one file that are held; the others are only counted.
    public var findingsHeld = DiagnosticBag.heldMax

    public init(target: Target? = nil, isPretty: Bool = false, writesDefaults: Bool = false) {
      self.target = target
      self.isPretty = isPretty
      self.writesDefaults = writesDefaults
    }
  }
}
