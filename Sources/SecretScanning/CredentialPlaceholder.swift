/// What stands where a credential belongs and holds nothing: `<your-token>`, `MCP_TOKEN`.
package enum CredentialPlaceholder {
  /// Whether a value, as it is written, can be shown: letters in angle brackets, or capitals and `_`; with
  /// quotes around it or not, behind `Bearer` or not.
  package static func matches(_ value: ArraySlice<UInt8>) -> Bool {
    var text = value
    while let last = text.last, Bytes.isBlank(last) { text.removeLast() }
    if let first = text.first, first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"),
      text.count > 1, text.last == first
    {
      text = text.dropFirst().dropLast()
    }
    for scheme in ["Bearer ", "bearer ", "Basic ", "basic "] where text.starts(with: scheme.utf8) {
      text = text.dropFirst(scheme.utf8.count)
    }
    if text.first == UInt8(ascii: "<"), text.last == UInt8(ascii: ">"), text.count > 2 {
      return text.dropFirst().dropLast().allSatisfy { ($0 | 0x20) &- 0x61 < 26 || isJoint($0) }
    }
    return text.contains(UInt8(ascii: "_"))
      && text.allSatisfy { $0 &- 0x41 < 26 || $0 == UInt8(ascii: "_") }
  }

  private static func isJoint(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: " ")
  }
}
