internal import CanonicalJSON
package import ProfileIR
internal import YAMLSyntax

/// Writes a checked profile as the request of a target. The order of keys is canonical; nothing is
/// lost, added or renamed but the event's envelope, and the defaults where they are asked for.
package struct RequestEmitter {
  private let profile: BoundProfile
  private let writesDefaults: Bool
  private var writer: CanonicalWriter
  /// The members of the objects that are being written, the innermost last, each object's sorted.
  private var members: [IRID] = []

  /// A member of an object that is about to be written.
  private enum Member {
    case value(IRID)
    case defaultValue(SchemaValue, FieldSchema)
  }

  /// The request, as JSON without a line feed at its end.
  ///
  /// - Parameter explicitDefaults: whether the documented defaults of absent fields are written as
  ///   well, those of fields newer than the first documentation excepted: a server of that
  ///   documentation refuses them.
  package static func emit(
    _ profile: BoundProfile,
    for target: Target,
    pretty: Bool = false,
    explicitDefaults: Bool = false
  ) -> [UInt8] {
    var emitter = RequestEmitter(
      profile: profile,
      writesDefaults: explicitDefaults,
      writer: CanonicalWriter(pretty: pretty)
    )
    switch target {
    case .sessions: emitter.writeSession()
    case .gaClientSecrets: emitter.writeClientSecret()
    case .sessionUpdate, .gaSessionUpdate: emitter.writeEvent()
    }
    return emitter.writer.output
  }

  private mutating func writeSession() {
    if profile.session == .none {
      writer.beginObject()
      writer.endObject()
    } else {
      write(profile.session)
    }
  }

  /// `expires_after` and `session` are in canonical order.
  private mutating func writeClientSecret() {
    writer.beginObject()
    if profile.document == .clientSecret,
      let lifetime = profile.child("expires_after", of: profile.root)
    {
      writer.name("expires_after")
      write(lifetime)
    }
    if profile.session != .none {
      writer.name("session")
      writeSession()
    }
    writer.endObject()
  }

  /// `event_id`, `session` and `type` are in canonical order.
  private mutating func writeEvent() {
    writer.beginObject()
    if profile.document.isEvent, let id = profile.child("event_id", of: profile.root) {
      writer.name("event_id")
      write(id)
    }
    writer.name("session")
    writeSession()
    writer.name("type")
    writer.string(
      profile.document == .transcriptionUpdate ? "transcription_session.update" : "session.update"
    )
    writer.endObject()
  }

  // MARK: Values of the profile

  private mutating func write(_ id: IRID) {
    let node = profile.node(id)
    guard profile.isBound(id) else {
      // The schema has no place for it and the error was silenced: it goes as it is.
      writer.value(profile[id].value, of: profile.tree)
      return
    }
    switch node.kind {
    case .mapping: writeObject(id)
    case .sequence:
      writer.beginArray()
      for item in profile.children(of: id) { write(item) }
      writer.endArray()
    case .scalar, .alias: writer.scalar(node, of: profile.tree)
    }
  }

  private mutating func writeObject(_ id: IRID) {
    if writesDefaults, let field = profile.field(id), !field.properties.isEmpty {
      writeObject(id, withDefaultsOf: field)
      return
    }
    let start = members.count
    var child = profile[id].firstChild
    while child != .none {
      if !isCompilerKey(child) { members.append(child) }
      child = profile[child].next
    }
    sortMembers(from: start)
    writer.beginObject()
    for index in start..<members.count {
      let member = members[index]
      writer.name(profile.tree.bytes(profile[member].key))
      write(member)
    }
    writer.endObject()
    members.removeLast(members.count - start)
  }

  private func isCompilerKey(_ id: IRID) -> Bool { profile.field(id)?.isCompilerKey ?? false }

  /// Few members, which is what most objects have, are sorted where they are.
  private mutating func sortMembers(from start: Int) {
    guard members.count - start <= 16 else {
      let sorted = members[start...].sorted { precedes($0, $1) }
      members.replaceSubrange(start..., with: sorted)
      return
    }
    for index in members.indices.dropFirst(start + 1) {
      let member = members[index]
      var place = index
      while place > start, precedes(member, members[place - 1]) {
        members[place] = members[place - 1]
        place -= 1
      }
      members[place] = member
    }
  }

  private func precedes(_ left: IRID, _ right: IRID) -> Bool {
    let (one, other) = (profile.tree[profile[left].key], profile.tree[profile[right].key])
    return unsafe profile.tree.text.withUnsafeBufferPointer { text in
      unsafe CanonicalString.precedes(
        UnsafeBufferPointer(rebasing: text[one.textRange]),
        UnsafeBufferPointer(rebasing: text[other.textRange])
      )
    }
  }

  private mutating func writeObject(_ id: IRID, withDefaultsOf field: FieldSchema) {
    var members: [(name: ArraySlice<UInt8>, member: Member)] = []
    for child in profile.children(of: id) where !isCompilerKey(child) {
      members.append((profile.tree.bytes(profile[child].key), .value(child)))
    }
    addDefaults(of: field, to: &members)
    write(&members)
  }

  private mutating func write(_ members: inout [(name: ArraySlice<UInt8>, member: Member)]) {
    members.sort { CanonicalString.precedes($0.name, $1.name) }
    writer.beginObject()
    for (name, member) in members {
      writer.name(name)
      switch member {
      case .value(let id): write(id)
      case .defaultValue(let value, let field): writeDefault(value, field)
      }
    }
    writer.endObject()
  }

  // MARK: Defaults

  private func addDefaults(
    of field: FieldSchema,
    to members: inout [(name: ArraySlice<UInt8>, member: Member)]
  ) {
    for entry in field.properties.entries {
      let property = profile.schema[entry.field]
      guard let value = property.defaultValue, property.since == nil, !property.isCompilerKey,
        !members.contains(where: { $0.name.elementsEqual(entry.name.utf8) })
      else { continue }
      members.append((Array(entry.name.utf8)[...], .defaultValue(value, property)))
    }
  }

  /// Writes a default from the schema, with the defaults of the fields inside it.
  private mutating func writeDefault(_ value: SchemaValue, _ field: FieldSchema) {
    let (tree, node) = (value.tree, value.tree[value.node])
    switch node.kind {
    case .scalar, .alias: writer.scalar(node, of: tree)
    case .sequence:
      writer.beginArray()
      for item in tree.items(of: value.node) {
        writeDefault(SchemaValue(tree: tree, node: item), field)
      }
      writer.endArray()
    case .mapping:
      let branch = branch(of: field, for: value)
      var members: [(name: ArraySlice<UInt8>, member: Member)] = tree.entries(of: value.node).map {
        (tree.bytes($0.key), .defaultValue(SchemaValue(tree: tree, node: $0.value), branch))
      }
      addDefaults(of: branch, to: &members)
      write(&members)
    }
  }

  private func branch(of field: FieldSchema, for value: SchemaValue) -> FieldSchema {
    guard let discriminator = field.discriminator else { return field }
    let tag =
      value.tree.entries(of: value.node)
      .first { value.tree.bytes($0.key).elementsEqual(discriminator.property.utf8) }
      .map { value.tree.string($0.value) } ?? discriminator.defaultValue
    return field.alternatives.map { profile.schema[$0] }.first { branch in
      let allowed = branch.properties.field(named: discriminator.property)
        .flatMap { profile.schema[$0].allowed }
      return tag.map { allowed?.contains($0) ?? false } ?? false
    } ?? field
  }
}
