internal import CanonicalJSON
internal import ProfileIR
internal import ProfileTargets
internal import SchemaTables
public import SourceDiagnostics
internal import YAMLSyntax

/// What holds in a mapping of a profile though it is not written there.
public struct UnwrittenValue: Sendable {
  /// The byte behind which it may be shown.
  public var offset: Int
  /// Such as `prefix_padding_ms: 300 by default`.
  public var text: String
}

extension Compiler {
  /// The documented defaults of the fields that a profile leaves out, and what the files that it starts from say
  /// where it says nothing itself; mapping by mapping.
  ///
  /// Texts of others are not repeated, only values that are known, numbers, true and false.
  public func unwritten(in source: SourceText) -> [UnwrittenValue] {
    guard let profile = run(source).checked?.profile else { return [] }
    let places = profile.tree.composition.map { OriginPlaces(profile.tree, $0) }
    var found: [UnwrittenValue] = []
    for id in profile.all where profile.node(id).kind == .mapping && profile[id].isBound {
      guard let offset = Self.end(of: id, in: profile, source.bytes) else { continue }
      let inherited = places.flatMap { Self.inherited(by: id, in: profile, $0) }
      let parts = [inherited, defaults(of: id, in: profile)].compactMap(\.self)
      guard !parts.isEmpty else { continue }
      found.append(UnwrittenValue(offset: offset, text: parts.joined(separator: "; ")))
    }
    return found
  }

  private static let namesMax = 8

  private func defaults(of id: IRID, in profile: BoundProfile) -> String? {
    guard let field = profile.field(id) ?? (id == profile.root ? rootField(of: profile) : nil)
    else { return nil }
    var names = Set(profile.children(of: id).map { profile.name($0) })
    var parts: [String] = []
    for entry in field.properties.entries where names.insert(entry.name).inserted {
      guard let value = profile.schema[entry.field].defaultValue, !entry.name.hasPrefix("$") else {
        continue
      }
      var writer = CanonicalWriter()
      writer.value(value.node, of: value.tree, sorted: false)
      parts.append("\(entry.name): \(String(decoding: writer.output, as: UTF8.self))")
    }
    return Self.list(parts).map { $0 + " by default" }
  }

  /// The root has no key, so nothing but its own binding says what it is.
  private func rootField(of profile: BoundProfile) -> FieldSchema? {
    let field = profile[profile.root].field
    return field == .unknown ? nil : profile.schema[field]
  }

  /// What a mapping has from other files: names, with values where they may be told, and places.
  static func inherited(
    by id: IRID,
    in profile: BoundProfile,
    _ places: OriginPlaces
  ) -> String? {
    var parts: [String] = []
    for child in profile.children(of: id) where profile[child].key != .none {
      guard let place = places.title(of: profile[child].key) else { continue }
      let name = place.parts(between: "/").last ?? place
      parts.append("\(profile.name(child))\(shown(child, in: profile)) (\(name))")
    }
    return list(parts)
  }

  /// `: value`, for what says nothing that nobody may see.
  private static func shown(_ id: IRID, in profile: BoundProfile) -> String {
    guard profile.node(id).kind == .scalar else { return "" }
    let isKnown =
      profile.node(id).scalar != .string
      || profile.field(id).map { field in
        let text = profile.text(id)
        return (field.allowed ?? []).contains { $0 == text }
          || (field.known ?? []).contains { $0 == text }
      } ?? false
    return isKnown ? ": \(profile.text(id))" : ""
  }

  private static func list(_ parts: [String]) -> String? {
    guard !parts.isEmpty else { return nil }
    let shown = parts.prefix(namesMax).joined(separator: ", ")
    return parts.count > namesMax ? shown + ", and \(parts.count - namesMax) more" : shown
  }

  /// Behind what the profile itself writes of a mapping: behind its brackets, else at the end of the line of its key;
  /// `nil` for one that is in other files alone, and for one in a list.
  private static func end(of id: IRID, in profile: BoundProfile, _ bytes: [UInt8]) -> Int? {
    let composition = profile.tree.composition
    func own(_ node: NodeID) -> SourceSpan? {
      let span = profile.tree.span(node)
      guard let composition else { return span }
      guard composition.file(of: node) == 0 else { return nil }
      return composition.placed(span)
    }
    let node = profile[id]
    if node.key == .none {
      guard id == profile.root else { return nil }
      var end = min(own(node.value)?.end ?? bytes.count, bytes.count)
      while end > 0, bytes[end - 1] <= 0x20 { end -= 1 }
      return end
    }
    guard let key = own(node.key) else { return nil }
    if profile.node(id).flags.contains(.flow), let value = own(node.value), value.end >= key.end {
      return value.end
    }
    return bytes[key.end...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
  }
}
