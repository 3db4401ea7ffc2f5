internal import ProfileSchemas
package import SchemaTables

/// A shape in which a session is written: one of `schemas/dialects.json`.
public struct Dialect: Hashable, Sendable {
  /// The place in the registry.
  package let place: Int

  package init(place: Int) { self.place = place }

  package var facts: DialectFacts { ProfileSchemas.dialects[place] }

  /// What messages call it, before the word dialect.
  package var title: String { "\(facts.title)" }

  /// The one in whose terms fields that several have are told.
  package static var hub: Dialect { Dialect(place: 0) }
  /// That of a session whose fields fit all.
  package static var standard: Dialect { Dialect(place: ProfileSchemas.standardDialect) }
}

// By place: what the standard library does for raw values compares their texts.
extension Dialect {
  public static func == (left: Dialect, right: Dialect) -> Bool { left.place == right.place }
  public func hash(into hasher: inout Hasher) { hasher.combine(place) }
}

extension Dialect: CaseIterable {
  /// The hub first.
  public static var allCases: [Dialect] {
    ProfileSchemas.dialects.indices.map(Dialect.init(place:))
  }
}

extension Dialect: RawRepresentable {
  /// The name in `$dialect`.
  public var rawValue: String { "\(facts.name)" }

  public init?(rawValue: String) {
    let place = ProfileSchemas.dialects.firstIndex { "\($0.name)" == rawValue }
    guard let place else { return nil }
    self.init(place: place)
  }
}

extension RawRepresentable<String> {
  /// The entry of the registry with a name that code knows. The build fails before one is missing.
  package static func registered(_ name: String) -> Self {
    guard let entry = Self(rawValue: name) else { preconditionFailure("schemas/ has no `\(name)`") }
    return entry
  }
}

extension Dialect {
  /// Whether a session says by its `type` of which kind it is.
  package var hasKinds: Bool { Schema.of(self).hasKinds }

  /// The name of the first target whose requests have this form.
  package func targetName(_ form: DocumentKind.Form) -> String? {
    ProfileSchemas.targets.first { $0.dialect == place && $0.form == form }.map { "\($0.name)" }
  }

  /// Whether the target of this name is an event, in whatever dialect.
  package static func hasEvent(forTarget name: ArraySlice<UInt8>) -> Bool {
    ProfileSchemas.targets.contains { $0.form == .event && name.elementsEqual("\($0.name)".utf8) }
  }

  /// What to do with a session of a dialect that has nothing in common with this one.
  package var advice: String? {
    let text = ProfileSchemas.dialects[place].advice
    return text.utf8CodeUnitCount == 0 ? nil : "\(text)"
  }

  /// The session by itself, or what it is carried in.
  package func document(_ kind: DocumentKind) -> DocumentFacts {
    ProfileSchemas.documents[place(of: kind)]
  }

  /// The place of a document in the registry.
  package func place(of kind: DocumentKind) -> Int {
    ProfileSchemas.dialects[place].documents.lowerBound + Int(kind.place)
  }

  /// The document of a form: the first one, where there are several.
  package func document(_ form: DocumentKind.Form) -> DocumentKind? {
    switch form {
    case .session: .session
    case .body: ProfileSchemas.dialects[place].body.map { DocumentKind(.body, place: $0) }
    case .event: ProfileSchemas.dialects[place].event.map { DocumentKind(.event, place: $0) }
    }
  }

  /// All documents of the dialect, the bare session first.
  package var documents: [DocumentKind] {
    let places = facts.documents
    return places.map { place in
      DocumentKind(
        ProfileSchemas.documents[place].form,
        place: UInt8(truncatingIfNeeded: place - places.lowerBound)
      )
    }
  }

  /// The `type` of the event that carries a document, or what is carried in it.
  package func eventType(for kind: DocumentKind) -> String {
    let event = kind.form == .event ? kind : document(.event)
    return event.map { "\(document($0).type)" } ?? ""
  }

  /// The words with which a session says its kind.
  package var kinds: [String] { StaticNames(facts.kinds, separator: " ").strings }
}
