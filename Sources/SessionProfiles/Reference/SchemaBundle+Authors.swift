internal import CanonicalJSON
internal import ProfileIR
internal import YAMLSyntax

/// What authors may write, and what the YAML server of their editor makes of it.
extension SchemaBundle {
  mutating func writeProperties(_ id: NodeID, of tree: NodeTree, in file: String) {
    guard tree[id].kind == .mapping, !isCondition else {
      write(id, of: tree, in: file, isSchema: false)
      return
    }
    writer.beginObject()
    for entry in tree.entries(of: id) {
      writer.name(tree.bytes(entry.key))
      let isCompilerKey = tree.bytes(entry.key).first == UInt8(ascii: "$")
      if isCompilerKey || tree[entry.value].kind != .mapping {
        write(entry.value, of: tree, in: file, isSchema: true)
      } else {
        writeAuthored(entry.value, of: tree, in: file, directive: "directive")
      }
    }
    writer.name("$include")
    writer.beginObject()
    writer.member("type", "string")
    writer.endObject()
    writer.name("$inherit")
    writer.beginObject()
    writer.name("const")
    writer.bool(false)
    writer.endObject()
    writer.endObject()
  }

  /// A schema, or a directive in the place of what it describes.
  mutating func writeAuthored(
    _ id: NodeID,
    of tree: NodeTree,
    in file: String,
    directive: String
  ) {
    writer.beginObject()
    if let description = tree.value(of: "description", in: id) {
      writer.name("description")
      writer.scalar(tree[description], of: tree)
    }
    writer.name("if")
    writer.beginObject()
    writer.member("$ref", "#/$defs/\(directive)")
    writer.endObject()
    writer.name("else")
    write(id, of: tree, in: file, isSchema: true)
    writer.endObject()
  }

  mutating func writeDirectives() {
    func mapping(_ names: [String]) -> String {
      let parts = names.map { #"{"required":["\#($0)"]}"# }.joined(separator: ",")
      return #"{"anyOf":[\#(parts)],"type":"object"}"#
    }
    let keys = mapping(["$file", "$template", "$include"])
    let items = mapping(["$file", "$template", "$include", "$inherit", "$omit"])
    // A variable may stand for a number, or be a part of a text that names a choice.
    let variable = #"{"pattern":"\\$\\{[A-Za-z_]","type":"string"}"#
    for (name, word, mapping) in [
      ("directive", "$unset", keys), ("item_directive", "$inherit", items),
    ] {
      writer.name(Array(name.utf8)[...])
      writer.beginObject()
      writer.member("description", "What sessionc puts another value in the place of.")
      writer.name("anyOf")
      writer.beginArray()
      writer.beginObject()
      writer.member("const", word)
      writer.endObject()
      for part in [variable, mapping] {
        if let value = try? JSONReader.read(Array(part.utf8)) { writer.value(value) }
      }
      writer.endArray()
      writer.endObject()
    }
  }

  mutating func writeList(_ name: String, _ values: [String]) {
    writer.name(Array(name.utf8)[...])
    writer.beginArray()
    for value in values { writer.string(value) }
    writer.endArray()
  }

  /// Of a union that a key tells apart: what the key may say, in one place. By the branches alone an editor would
  /// name the values of one of them.
  mutating func writeKinds(of id: NodeID, in tree: NodeTree, _ file: String) {
    guard isForAuthors, !isCondition, !file.isEmpty,
      let union = DiscriminatedUnion(id, in: file, allowing: allowed),
      tree.value(of: "properties", in: id) == nil
    else { return }
    writer.name("properties")
    writer.beginObject()
    writer.name(Array(union.property.utf8)[...])
    writer.beginObject()
    writer.name("if")
    writer.beginObject()
    writer.member("$ref", "#/$defs/directive")
    writer.endObject()
    writer.name("else")
    writer.beginObject()
    writeList("enum", union.values)
    writer.member(
      "errorMessage",
      "write one of: \(union.values.joined(separator: ", "))"
    )
    writer.endObject()
    writer.endObject()
    writer.endObject()
  }

  /// Examples: an editor cannot offer those that are lists or mappings as words.
  mutating func writeExamples(_ id: NodeID, of tree: NodeTree) {
    let plain = tree.items(of: id).filter { tree[$0].kind == .scalar }
    let others = tree.items(of: id).filter { tree[$0].kind != .scalar }
    if !plain.isEmpty {
      writer.name("examples")
      writer.beginArray()
      for item in plain { writer.scalar(tree[item], of: tree) }
      writer.endArray()
    }
    guard !others.isEmpty else { return }
    writer.name("defaultSnippets")
    writer.beginArray()
    for item in others {
      var label = CanonicalWriter()
      label.value(item, of: tree, sorted: false)
      writer.beginObject()
      writer.member("label", String(decoding: label.output, as: UTF8.self))
      writer.name("body")
      write(item, of: tree, in: "", isSchema: false)
      writer.endObject()
    }
    writer.endArray()
  }
}
