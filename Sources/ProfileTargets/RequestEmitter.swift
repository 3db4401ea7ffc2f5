internal import CanonicalJSON
package import ProfileIR
internal import YAMLSyntax

/// Writes a checked profile as the request of a target. The order of keys is canonical; nothing is
/// lost, added or renamed but the event's envelope, and the defaults where they are asked for.
package struct RequestEmitter: ~Copyable {
  private let writesDefaults: Bool
  private var writer: CanonicalWriter
  /// The members of the objects that are being written, the innermost last, each object's sorted.
  private var members = Arena<NamedMember>(capacity: 64)

  /// A member of an object, with the place of its name in the text.
  private struct NamedMember: BitwiseCopyable {
    var id: IRID
    var first: UInt32
    var count: UInt32
  }

  /// A member of an object that is about to be written.
  private enum Member {
    case value(IRID)
    case defaultValue(SchemaValue, FieldSchema)
  }

  /// The secrets that the request only names, in the order in which they are written.
  private var secrets: [NamedSecret] = []

  /// A request, as JSON with one line feed at its end.
  package struct Emission {
    package var bytes: [UInt8]
    package var secrets: [NamedSecret]
  }

  /// A secret that the request only names, and its place in the profile.
  package typealias NamedSecret = (id: IRID, reference: SecretReference)

  /// Writes the request.
  ///
  /// - Parameter explicitDefaults: whether the documented defaults of absent fields are written as
  ///   well, those of fields newer than the first documentation excepted: a server of that
  ///   documentation refuses them.
  package static func emit(
    _ profile: BoundProfile,
    for target: Target,
    pretty: Bool = false,
    explicitDefaults: Bool = false
  ) -> Emission {
    var emitter = RequestEmitter(
      writesDefaults: explicitDefaults,
      writer: CanonicalWriter(pretty: pretty, room: profile.tree.text.count * 3 / 2)
    )
    switch target.form {
    case .session: emitter.writeSession(of: profile)
    case .body: emitter.writeBody(of: profile)
    case .event: emitter.writeEvent(of: profile, for: target)
    }
    return Emission(bytes: emitter.writer.finish(), secrets: emitter.secrets)
  }

  private mutating func writeSession(of profile: BoundProfile) {
    if profile.session == .none {
      writer.beginObject()
      writer.endObject()
    } else {
      write(profile.session, of: profile)
    }
  }

  /// The session, and what the body of a request has beside it.
  private mutating func writeBody(of profile: BoundProfile) {
    writer.beginObject()
    if profile.document.form == .body {
      for id in membersOfBody(of: profile) {
        writer.name(profile.tree.bytes(profile[id].key))
        write(id, of: profile)
      }
    } else if profile.session != .none {
      writer.name("session")
      writeSession(of: profile)
    }
    writer.endObject()
  }

  /// In canonical order.
  private func membersOfBody(of profile: BoundProfile) -> [IRID] {
    profile.children(of: profile.root)
      .filter { $0 == profile.session || profile.isBesideSession($0) }
      .sorted { left, right in
        CanonicalString.precedes(
          profile.tree.bytes(profile[left].key),
          profile.tree.bytes(profile[right].key)
        )
      }
  }

  /// `event_id`, `session` and `type` are in canonical order.
  private mutating func writeEvent(of profile: BoundProfile, for target: Target) {
    writer.beginObject()
    if profile.document.isEvent, let id = profile.child("event_id", of: profile.root) {
      writer.name("event_id")
      write(id, of: profile)
    }
    writer.name("session")
    writeSession(of: profile)
    writer.name("type")
    writer.string(target.dialect.eventType(for: profile.document))
    writer.endObject()
  }

  // MARK: Values of the profile

  private mutating func write(_ id: IRID, of profile: BoundProfile) {
    let node = profile.node(id)
    guard profile.isComplete || profile.isBound(id) else {
      // The schema has no place for it and the error was silenced: it goes as it is.
      let isTop = id == profile.session || id == profile.root
      writer.value(profile[id].value, of: profile.tree) { name in
        isTop && OwnKeys.contain(name)
      }
      return
    }
    switch node.kind {
    case .mapping: writeObject(id, of: profile)
    case .sequence:
      writer.beginArray()
      var item = profile[id].firstChild
      while item != .none {
        write(item, of: profile)
        item = profile[item].next
      }
      writer.endArray()
    case .scalar, .alias: writer.scalar(node, of: profile.tree)
    }
  }

  private mutating func writeObject(_ id: IRID, of profile: BoundProfile) {
    if profile.schema[profile[id].field].isSecretReference {
      writeReference(id, of: profile)
      return
    }
    if writesDefaults, let field = profile.field(id), !field.properties.isEmpty {
      writeObject(id, withDefaultsOf: field, of: profile)
      return
    }
    let start = members.count
    var child = profile[id].firstChild
    while child != .none {
      let node = profile[child]
      if !isForCompiler(child, node, of: profile) {
        let key = profile.tree[node.key]
        members.append(NamedMember(id: child, first: key.first, count: key.count))
      }
      child = node.next
    }
    unsafe profile.tree.text.withUnsafeBufferPointer { unsafe sortMembers(from: start, in: $0) }
    writer.beginObject()
    for index in start..<members.count {
      let member = members[index]
      unsafe profile.tree.text.withUnsafeBufferPointer { text in
        unsafe writer.name(Self.name(of: member, in: text))
      }
      write(member.id, of: profile)
    }
    writer.endObject()
    members.truncate(to: start)
  }

  /// The mapping as it stands, and where.
  private mutating func writeReference(_ id: IRID, of profile: BoundProfile) {
    guard let name = profile.child("$secret", of: id).flatMap({ profile.string($0) }) else {
      writer.value(profile[id].value, of: profile.tree)
      return
    }
    writer.beginObject()
    let start = writer.count - 1
    writer.name("$secret")
    writer.string(name)
    writer.endObject()
    let reference = SecretReference(name: name, range: start..<writer.count, span: profile.span(id))
    secrets.append((id, reference))
  }

  /// Whether a member is no part of the request. Only where the schema does not know all keys can there
  /// be some that it does not mark as such.
  private func isForCompiler(_ id: IRID, _ node: IRNode, of profile: BoundProfile) -> Bool {
    profile.schema[node.field].isCompilerKey || !profile.isComplete && profile.isForCompiler(id)
  }

  private static func name(
    of member: NamedMember,
    in text: UnsafeBufferPointer<UInt8>
  ) -> UnsafeBufferPointer<UInt8> {
    let first = Int(member.first)
    return unsafe UnsafeBufferPointer(rebasing: text[first..<first + Int(member.count)])
  }

  /// Few members, which is what most objects have, are sorted where they are.
  private mutating func sortMembers(from start: Int, in text: UnsafeBufferPointer<UInt8>) {
    func precedes(_ left: NamedMember, _ right: NamedMember) -> Bool {
      unsafe CanonicalString.precedes(Self.name(of: left, in: text), Self.name(of: right, in: text))
    }
    let count = members.count - start
    guard count <= 16 else {
      let sorted = (start..<start + count).map { members[$0] }.sorted(by: precedes)
      for (offset, member) in sorted.enumerated() { members[start + offset] = member }
      return
    }
    for index in start..<start + count {
      let member = members[index]
      var place = index
      while place > start, precedes(member, members[place - 1]) {
        members[place] = members[place - 1]
        place -= 1
      }
      members[place] = member
    }
  }

  private mutating func writeObject(
    _ id: IRID,
    withDefaultsOf field: FieldSchema,
    of profile: BoundProfile
  ) {
    var members: [(name: ArraySlice<UInt8>, member: Member)] = []
    for child in profile.children(of: id) where !isForCompiler(child, profile[child], of: profile) {
      members.append((profile.tree.bytes(profile[child].key), .value(child)))
    }
    addDefaults(of: field, in: profile.schema, to: &members)
    write(&members, of: profile)
  }

  private mutating func write(
    _ members: inout [(name: ArraySlice<UInt8>, member: Member)],
    of profile: BoundProfile
  ) {
    members.sort { CanonicalString.precedes($0.name, $1.name) }
    writer.beginObject()
    for (name, member) in members {
      writer.name(name)
      switch member {
      case .value(let id): write(id, of: profile)
      case .defaultValue(let value, let field): writeDefault(value, field, of: profile)
      }
    }
    writer.endObject()
  }

  // MARK: Defaults

  private func addDefaults(
    of field: FieldSchema,
    in schema: Schema,
    to members: inout [(name: ArraySlice<UInt8>, member: Member)]
  ) {
    for entry in field.properties.entries {
      let property = schema[entry.field]
      guard let value = property.defaultValue, property.since == nil, !property.isCompilerKey,
        !members.contains(where: { $0.name.elementsEqual(entry.name.utf8) })
      else { continue }
      members.append((Array(entry.name.utf8)[...], .defaultValue(value, property)))
    }
  }

  /// Writes a default from the schema, with the defaults of the fields inside it.
  private mutating func writeDefault(
    _ value: SchemaValue,
    _ field: FieldSchema,
    of profile: BoundProfile
  ) {
    let (tree, node) = (value.tree, value.tree[value.node])
    switch node.kind {
    case .scalar, .alias: writer.scalar(node, of: tree)
    case .sequence:
      writer.beginArray()
      for item in tree.items(of: value.node) {
        writeDefault(SchemaValue(tree: tree, node: item), field, of: profile)
      }
      writer.endArray()
    case .mapping:
      let branch = branch(of: field, for: value, in: profile.schema)
      var members: [(name: ArraySlice<UInt8>, member: Member)] = tree.entries(of: value.node).map {
        (tree.bytes($0.key), .defaultValue(SchemaValue(tree: tree, node: $0.value), branch))
      }
      addDefaults(of: branch, in: profile.schema, to: &members)
      write(&members, of: profile)
    }
  }

  private func branch(
    of field: FieldSchema,
    for value: SchemaValue,
    in schema: Schema
  ) -> FieldSchema {
    guard let discriminator = field.discriminator else { return field }
    let tag =
      value.tree.entries(of: value.node)
      .first { value.tree.bytes($0.key).elementsEqual(discriminator.property.utf8) }
      .map { value.tree.string($0.value) } ?? discriminator.defaultValue
    return field.alternatives.map { schema[$0] }.first { branch in
      let allowed = branch.properties.field(named: discriminator.property)
        .flatMap { schema[$0].allowed }
      return tag.map { allowed?.contains($0) ?? false } ?? false
    } ?? field
  }
}
