public import ProfileIR
internal import ProfileSchemas
package import SchemaTables

/// What a profile is compiled for: one of `schemas/targets.json`.
public struct Target: Hashable, Sendable {
  /// The place in the registry.
  private let place: Int

  private init(place: Int) { self.place = place }

  package var facts: TargetFacts { ProfileSchemas.targets[place] }

  /// The target of a profile that names none.
  package static func standard(for shape: DocumentShape) -> Target {
    // By its place, since a copy of all that is known of it would be counted.
    Target(place: ProfileSchemas.documents[shape.dialect.place(of: shape.document)].target)
  }

  /// The first target of a dialect whose requests have this form; where there is none, the dialect's first.
  package static func first(of dialect: Dialect, _ form: DocumentKind.Form) -> Target {
    first(of: dialect) { $0.form == form }
  }

  /// The first target of a dialect that is posted; where there is none, the dialect's first.
  package static func posted(of dialect: Dialect) -> Target {
    first(of: dialect, where: \.isPosted)
  }

  /// The target to post a session for, where this one is not posted: of its own dialect, unless that has ended.
  package var postedInstead: Target {
    let own = Target.posted(of: dialect)
    return own.ended == nil ? own : Target.posted(of: .hub)
  }

  private static func first(of dialect: Dialect, where holds: (Target) -> Bool) -> Target {
    var first: Target?
    for place in ProfileSchemas.targets.indices {
      let target = Target(place: place)
      guard target.dialect == dialect else { continue }
      if holds(target) { return target }
      first = first ?? target
    }
    return first ?? Target(place: 0)
  }

  /// What the request has around the session.
  package var form: DocumentKind.Form { ProfileSchemas.targets[place].form }

  /// Whether it is a client event, which travels over an open connection and is not posted.
  public var isEvent: Bool { form == .event }

  /// Whether its requests have something around the session.
  package var isEnvelope: Bool { form != .session }

  public var dialect: Dialect { Dialect(place: ProfileSchemas.targets[place].dialect) }

  /// The day since which api.openai.com takes no such request, as `YYYY-MM-DD`.
  package var ended: String? {
    let day = ProfileSchemas.targets[place].ended
    return day.utf8CodeUnitCount == 0 ? nil : "\(day)"
  }

  /// Where its requests are posted to, below the base URL and without a slash in front; `nil` for what
  /// travels over an open connection.
  ///
  /// - Parameter document: the document of the request's own dialect.
  package func endpoint(for document: DocumentKind) -> String? {
    guard isPosted else { return nil }
    let own = dialect.document(document)
    if own.isCarrier {
      let paths = StaticNames(ProfileSchemas.targets[place].postsCarrying, separator: " ").strings
      let index = paths.firstIndex(of: "\(own.carries)")
      if let index, index.isMultiple(of: 2) { return paths[index + 1] }
    }
    return "\(ProfileSchemas.targets[place].posts)"
  }

  /// Whether its requests are posted by themselves. Others travel over an open connection, or as part of a
  /// larger request.
  package var isPosted: Bool { ProfileSchemas.targets[place].posts.utf8CodeUnitCount > 0 }
}

// By place: what the standard library does for raw values compares their texts.
extension Target {
  public static func == (left: Target, right: Target) -> Bool { left.place == right.place }
  public func hash(into hasher: inout Hasher) { hasher.combine(place) }
}

extension Target: CaseIterable {
  public static var allCases: [Target] { ProfileSchemas.targets.indices.map(Target.init(place:)) }
}

extension Target: RawRepresentable {
  /// The names of all targets.
  package static var allNames: [String] { ProfileSchemas.targets.map { "\($0.name)" } }

  /// The name in `$target`, and of `--target`.
  public var rawValue: String { "\(facts.name)" }

  public init?(rawValue: String) {
    let place = ProfileSchemas.targets.firstIndex { "\($0.name)" == rawValue }
    guard let place else { return nil }
    self.init(place: place)
  }
}

/// The four targets that code may name.
extension Target {
  /// The body of `POST /v1/realtime/sessions`, flat dialect.
  public static let sessions = registered("sessions")
  /// The `session.update` client event of the flat dialect.
  public static let sessionUpdate = registered("session-update")
  /// The body of `POST /v1/realtime/client_secrets`, GA dialect.
  public static let gaClientSecrets = registered("ga-client-secrets")
  /// The `session.update` client event of the GA dialect.
  public static let gaSessionUpdate = registered("ga-session-update")
}
