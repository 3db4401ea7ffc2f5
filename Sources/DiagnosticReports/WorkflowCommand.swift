internal import SourceDiagnostics

/// A workflow command of GitHub Actions that annotates a line: `::error file=a.yaml,line=2::message`.
package enum WorkflowCommand {
  /// The command as a line, without any other command in it.
  ///
  /// - Parameters:
  ///   - kind: `error`, `warning` or `notice`.
  ///   - properties: names and values, such as `file`, `line` and `title`.
  ///   - message: its control characters escaped, but for line feeds.
  package static func line(
    _ kind: String,
    _ properties: [(String, String)],
    _ message: String
  ) -> [UInt8] {
    let list = properties.map { "\($0)=\(escaped($1, in: "%\r\n:,"))" }.joined(separator: ",")
    let line = "::\(kind) \(list)::\(escaped(message, in: "%\r\n"))"
    return RunnerCommands.signsBrokenUp(Array(line.utf8)) + [UInt8(ascii: "\n")]
  }

  /// Percent-escapes what would end the value, as GitHub's own toolkit does.
  private static func escaped(_ text: String, in special: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      if special.unicodeScalars.contains(scalar) {
        let code = String(scalar.value, radix: 16, uppercase: true)
        result += "%" + (code.count == 1 ? "0" : "") + code
      } else {
        result += DisplayText.escaped(String(scalar))
      }
    }
  }
}
