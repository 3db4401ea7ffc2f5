internal import CanonicalJSON
internal import ProfileIR
internal import ProfileTargets
internal import YAMLSyntax

/// The files of `schemas/`, each as one file that stands by itself.
public enum EditorSchema: String, CaseIterable, Sendable {
  /// Any profile.
  case profile
  /// `.sessionc.yaml`.
  case config
  /// What `lint --format json` writes.
  case report
  /// What `diff --format json` writes.
  case diff

  /// JSON Schema 2020-12, indented by two, in the order of the files: what a file refers to stands
  /// in its `$defs`, and the annotations that only sessionc reads are left out.
  ///
  /// Of a profile it is what authors may write: a directive stands for any value, and what a profile starts
  /// from may have the fields that must be there.
  ///
  /// For the YAML server of editors, what a key that tells the kind may say stands in one message (`errorMessage`),
  /// and examples that are no plain values are snippets (`defaultSnippets`).
  public var text: [UInt8] { text(allowing: [:]) }

  /// The same, with the values that a project allows beyond those documented.
  ///
  /// - Parameter allowed: by the dotted path of the field from the session, as in `RulePolicy.allowed`.
  public func text(allowing allowed: [String: Set<String>]) -> [UInt8] {
    var bundle = Bundle(
      isForAuthors: self == .profile,
      allowing: self == .profile ? AllowedValues(allowed) : AllowedValues([:])
    )
    return bundle.write(rawValue + ".schema.json") + [UInt8(ascii: "\n")]
  }

  /// One bundle that is being written.
  private struct Bundle {
    /// Whether directives are allowed.
    private let isForAuthors: Bool
    private var writer = CanonicalWriter(pretty: true)
    /// The files referred to, in the order in which they were met.
    private var files: [String] = []
    /// Whether what is written is merged with what stands below it: not the items of lists, nor conditions.
    private var isMerged = true
    /// Whether what is written tells which schema counts.
    private var isCondition = false

    private let allowed: AllowedValues

    init(isForAuthors: Bool, allowing allowed: AllowedValues) {
      self.isForAuthors = isForAuthors
      self.allowed = allowed
    }

    mutating func write(_ file: String) -> [UInt8] {
      let tree = allowed.files.tree(of: file)
      writer.beginObject()
      var own: NodeID?
      for entry in tree.entries(of: tree.root) {
        if tree.text(of: entry.key, is: "$defs") {
          own = entry.value
        } else {
          writeMember(entry, of: tree, in: "", isSchema: true)
        }
      }
      writeDefinitions(own, of: tree)
      writer.endObject()
      return writer.output
    }

    /// The file's own definitions, and one for each file that it, or one of them, refers to.
    private mutating func writeDefinitions(_ own: NodeID?, of tree: NodeTree) {
      guard own != nil || !files.isEmpty else { return }
      writer.name("$defs")
      writer.beginObject()
      if isForAuthors { writeDirectives() }
      if let own {
        // Those of the profile itself tell which schema counts.
        (isMerged, isCondition) = (false, true)
        for entry in tree.entries(of: own) { writeMember(entry, of: tree, in: "", isSchema: false) }
        (isMerged, isCondition) = (true, false)
      }
      var done = 0
      while done < files.count {
        let file = files[done]
        done += 1
        let tree = allowed.files.tree(of: file)
        writer.name(Array(Self.stem(file).utf8)[...])
        writer.beginObject()
        for entry in tree.entries(of: tree.root) where !tree.text(of: entry.key, is: "$schema") {
          writeMember(entry, of: tree, in: file, isSchema: true)
        }
        writeKinds(of: tree.root, in: tree, file)
        writer.endObject()
      }
      writer.endObject()
    }

    /// - Parameters:
    ///   - file: the file that the entry comes from; empty for the first.
    ///   - isSchema: whether the key is a keyword, not the name of a property or definition.
    private mutating func writeMember(
      _ entry: (key: NodeID, value: NodeID),
      of tree: NodeTree,
      in file: String,
      isSchema: Bool
    ) {
      let name = tree.string(entry.key)
      if isSchema, name.hasPrefix("x-") { return }
      if isSchema, isForAuthors, isMerged, name == "required" { return }
      if isSchema, isForAuthors, name == "default", tree[entry.value].kind != .scalar { return }
      if isSchema, isForAuthors, name == "examples" {
        writeExamples(entry.value, of: tree)
        return
      }
      if isSchema, isForAuthors, isMerged, name == "oneOf" {
        // Without the fields that must be there, a value may fit several.
        writer.name("anyOf")
      } else {
        writer.name(tree.bytes(entry.key))
      }
      if isSchema, name == "$ref" {
        writer.string(reference(tree.string(entry.value), in: file))
        return
      }
      let outer = (isMerged, isCondition)
      defer { (isMerged, isCondition) = outer }
      if isSchema, name == "items" || name == "if" { isMerged = false }
      if isSchema, name == "if" { isCondition = true }
      if isSchema, isForAuthors, name == "items", tree[entry.value].kind == .mapping {
        writeAuthored(entry.value, of: tree, in: file, directive: "item_directive")
      } else if isSchema, isForAuthors, name == "properties" {
        writeProperties(entry.value, of: tree, in: file)
      } else {
        let holdsNames = isSchema && ["properties", "patternProperties", "$defs"].contains(name)
        write(entry.value, of: tree, in: file, isSchema: !holdsNames)
      }
    }

    // MARK: What authors may write

    private mutating func writeProperties(_ id: NodeID, of tree: NodeTree, in file: String) {
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
    private mutating func writeAuthored(
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

    private mutating func writeDirectives() {
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

    private mutating func write(
      _ id: NodeID,
      of tree: NodeTree,
      in file: String,
      isSchema: Bool
    ) {
      switch tree[id].kind {
      case .mapping:
        let values = isSchema ? allowed.values(at: id, in: file) : []
        if !values.isEmpty {
          writer.beginObject()
          writer.name("anyOf")
          writer.beginArray()
          writer.beginObject()
          writeList("enum", values)
          writer.endObject()
        }
        writer.beginObject()
        for entry in tree.entries(of: id) {
          writeMember(entry, of: tree, in: file, isSchema: isSchema)
        }
        if isSchema { writeKinds(of: id, in: tree, file) }
        writer.endObject()
        if !values.isEmpty {
          writer.endArray()
          writer.endObject()
        }
      case .sequence:
        writer.beginArray()
        for item in tree.items(of: id) { write(item, of: tree, in: file, isSchema: true) }
        writer.endArray()
      case .scalar, .alias: writer.scalar(tree[id], of: tree)
      }
    }

    private mutating func writeList(_ name: String, _ values: [String]) {
      writer.name(Array(name.utf8)[...])
      writer.beginArray()
      for value in values { writer.string(value) }
      writer.endArray()
    }

    /// Of a union that a key tells apart: what the key may say, in one place. By the branches alone an editor would
    /// name the values of one of them.
    private mutating func writeKinds(of id: NodeID, in tree: NodeTree, _ file: String) {
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
    private mutating func writeExamples(_ id: NodeID, of tree: NodeTree) {
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

    /// A reference as it is in the bundle: `sessions.schema.json#/$defs/tool` becomes
    /// `#/$defs/sessions/$defs/tool`.
    private mutating func reference(_ text: String, in file: String) -> String {
      let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let target = parts[0].isEmpty ? file : String(parts[0])
      let pointer = parts.count > 1 ? String(parts[1]) : ""
      guard !target.isEmpty else { return "#" + pointer }
      if !files.contains(target) { files.append(target) }
      return "#/$defs/\(Self.stem(target))\(pointer)"
    }

    private static func stem(_ file: String) -> String {
      String(file.prefix { $0 != "." })
    }
  }
}
