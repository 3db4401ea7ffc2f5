internal import CanonicalJSON
internal import ProfileIR
internal import ProfileTargets
internal import YAMLSyntax

/// A part as JSON: as it is, and as anybody may see it.
extension RequestPart {
  /// The value as canonical JSON, whatever is secret in it; `nil` for none.
  var canonical: [UInt8]? {
    if case .empty = content { return Array("{}".utf8) }
    guard let valueNode else { return nil }
    var writer = CanonicalWriter()
    writer.value(valueNode, of: tree)
    return writer.output
  }

  /// The same as anybody may see it.
  var shown: [UInt8]? {
    if isAbsent { return nil }
    var writer = CanonicalWriter()
    write(to: &writer)
    return writer.output
  }

  /// Whether nobody may see the value: it is one that only a secret can be, or holds a key.
  var isHidden: Bool {
    if let id, secrets?.contains(profile[id].value) ?? false { return true }
    guard facts.isSecret || schema[union].isSecret, !isNull else { return false }
    // The name of a secret is none.
    return !(isMapping && members.map(\.name) == ["$secret"])
  }

  private func write(to writer: inout CanonicalWriter) {
    if isHidden {
      writer.string("***")
    } else if isMapping {
      let members = members.sorted { CanonicalString.precedes($0.name, $1.name) }
      writer.beginObject()
      for (name, part) in members {
        writer.name(Array(name.utf8)[...])
        part.write(to: &writer)
      }
      writer.endObject()
    } else if isList {
      writer.beginArray()
      for item in items { item.write(to: &writer) }
      writer.endArray()
    } else if let valueNode {
      writer.value(valueNode, of: tree)
    }
  }
}

extension CanonicalString {
  /// The order of names in canonical JSON.
  static func precedes(_ left: String, _ right: String) -> Bool {
    precedes(Array(left.utf8)[...], Array(right.utf8)[...])
  }
}
