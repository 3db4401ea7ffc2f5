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

  /// JSON Schema 2020-12, indented by two, in the order of the files: what a file refers to stands
  /// in its `$defs`, and the annotations that only sessionc reads are left out.
  public var text: [UInt8] {
    var bundle = Bundle()
    return bundle.write(rawValue + ".schema.json") + [UInt8(ascii: "\n")]
  }

  /// One bundle that is being written.
  private struct Bundle {
    private var writer = CanonicalWriter(pretty: true)
    /// The files referred to, in the order in which they were met.
    private var files: [String] = []

    mutating func write(_ file: String) -> [UInt8] {
      let tree = SchemaFile.read(file).tree
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
      if let own {
        for entry in tree.entries(of: own) { writeMember(entry, of: tree, in: "", isSchema: false) }
      }
      var done = 0
      while done < files.count {
        let file = files[done]
        done += 1
        let tree = SchemaFile.read(file).tree
        writer.name(Array(Self.stem(file).utf8)[...])
        writer.beginObject()
        for entry in tree.entries(of: tree.root) where !tree.text(of: entry.key, is: "$schema") {
          writeMember(entry, of: tree, in: file, isSchema: true)
        }
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
      writer.name(tree.bytes(entry.key))
      if isSchema, name == "$ref" {
        writer.string(reference(tree.string(entry.value), in: file))
      } else {
        let holdsNames = isSchema && ["properties", "patternProperties", "$defs"].contains(name)
        write(entry.value, of: tree, in: file, isSchema: !holdsNames)
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
        writer.beginObject()
        for entry in tree.entries(of: id) {
          writeMember(entry, of: tree, in: file, isSchema: isSchema)
        }
        writer.endObject()
      case .sequence:
        writer.beginArray()
        for item in tree.items(of: id) { write(item, of: tree, in: file, isSchema: true) }
        writer.endArray()
      case .scalar, .alias: writer.scalar(tree[id], of: tree)
      }
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
