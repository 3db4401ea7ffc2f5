import CanonicalJSON
import CommandLineSupport
import SessionProfiles
import SourceDiagnostics

/// Which profile is made of which files, in the forms of `deps`.
struct DependencyReport {
  struct Profile {
    var name: String
    /// All its other files.
    var files: [String]
    var uses: [(kind: FileUse.Kind, holder: String, file: String, line: Int)]

    init(_ entry: ProjectProfiles.Entry, standardInputAs name: String) {
      self.name = entry.file.name(standardInputAs: name)
      files = entry.files.dropFirst().map(\.name)
      let lines = entry.files.map { LineTable($0.bytes) }
      uses = entry.uses.map { use in
        let line = lines[use.holder].position(of: use.span.start).line
        return (use.kind, entry.files[use.holder].name, entry.files[use.file].name, line)
      }
    }
  }

  private(set) var profiles: [Profile]
  /// The files that were asked for, with the profiles that use them; empty where profiles were.
  private var users: [(file: String, profiles: [String])] = []

  init(_ profiles: [Profile]) { self.profiles = profiles }

  /// Adds the profiles that use a file.
  mutating func add(_ profiles: [Profile], using file: String) {
    users.append((file, profiles.map(\.name)))
    for profile in profiles
    where !self.profiles.contains(where: { ByteText($0.name) == ByteText(profile.name) }) {
      self.profiles.append(profile)
    }
  }

  private var lists: [(name: String, items: [String])] {
    users.isEmpty
      ? profiles.map { ($0.name, $0.files) } : users.map { ($0.file, $0.profiles) }
  }

  var text: String {
    lists.map { list in
      "\(shown(list.name))\n" + list.items.map { "  \(shown($0))\n" }.joined()
    }
    .joined()
  }

  var json: [UInt8] {
    var writer = CanonicalWriter(pretty: true)
    writer.beginObject()
    writer.member("version", 1)
    if users.isEmpty {
      writer.name("profiles")
      writer.beginArray()
      for profile in profiles { write(profile, to: &writer) }
      writer.endArray()
    } else {
      writer.name("files")
      writer.beginArray()
      for (file, profiles) in users {
        writer.beginObject()
        writer.member("file", file)
        writer.name("profiles")
        writer.beginArray()
        for profile in profiles { writer.string(profile) }
        writer.endArray()
        writer.endObject()
      }
      writer.endArray()
    }
    writer.endObject()
    return writer.finish()
  }

  private func write(_ profile: Profile, to writer: inout CanonicalWriter) {
    writer.beginObject()
    writer.member("file", profile.name)
    writer.name("files")
    writer.beginArray()
    for file in profile.files { writer.string(file) }
    writer.endArray()
    writer.name("uses")
    writer.beginArray()
    for use in profile.uses {
      writer.beginObject()
      writer.member("by", use.holder)
      writer.member("directive", use.kind.rawValue)
      writer.member("file", use.file)
      writer.member("line", use.line)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  // MARK: Graphs

  /// The files as they are met, each with a number, and the steps between them, each once.
  private var graph: (names: [String], edges: [(from: Int, to: Int, kind: FileUse.Kind)]) {
    var names: [String] = []
    var numbers: [ByteText: Int] = [:]
    func number(_ name: String) -> Int {
      if let known = numbers[ByteText(name)] { return known }
      names.append(name)
      numbers[ByteText(name)] = names.count - 1
      return names.count - 1
    }
    var edges: [(from: Int, to: Int, kind: FileUse.Kind)] = []
    var seen: Set<[Int]> = []
    for profile in profiles {
      _ = number(profile.name)
      for use in profile.uses {
        let (from, to) = (number(use.holder), number(use.file))
        guard seen.insert([from, to, use.kind == .extends ? 0 : 1]).inserted else { continue }
        edges.append((from, to, use.kind))
      }
    }
    return (names, edges)
  }

  var mermaid: String {
    let (names, edges) = graph
    var text = "graph LR\n"
    for (number, name) in names.enumerated() {
      text += "  n\(number)[\"\(Self.entities(name))\"]\n"
    }
    for edge in edges {
      text += "  n\(edge.from) \(edge.kind == .extends ? "-->" : "-.->") n\(edge.to)\n"
    }
    return text
  }

  var dot: String {
    let (names, edges) = graph
    var text = "digraph profiles {\n  rankdir=LR;\n  node [shape=box];\n"
    for (number, name) in names.enumerated() {
      let label = shown(name).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      text += "  n\(number) [label=\"\(label)\"];\n"
    }
    for edge in edges {
      text += "  n\(edge.from) -> n\(edge.to)\(edge.kind == .extends ? "" : " [style=dashed]");\n"
    }
    return text + "}\n"
  }

  /// A name as text of Mermaid, which takes numbers of characters between `#` and `;`.
  private static func entities(_ name: String) -> String {
    shown(name).unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\"", "#", ";", "<", ">", "&", "`", "[", "]", "{", "}", "|", "\\":
        result += "#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
