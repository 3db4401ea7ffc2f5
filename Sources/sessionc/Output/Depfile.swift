import CommandLineSupport
import SessionProfiles
import SourceDiagnostics

/// What each output is made of, in the syntax of Make, which ninja reads as well.
struct Depfile {
  let bytes: [UInt8]

  /// - Parameter rules: each output with the files that it is made of.
  /// - Throws: `CommandFailure` for a name that would end a line: no syntax of Make holds it.
  init(_ rules: [(output: String, files: [String])]) throws(CommandFailure) {
    var text = ""
    var all: [String] = []
    var seen: Set<ByteText> = []
    for name in rules.flatMap({ [$0.output] + $0.files })
    where name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
      throw CommandFailure("\(shown(name)): Make cannot read such a name, so no depfile is written")
    }
    for (output, files) in rules {
      text += Self.escaped(output) + ":"
      for file in files {
        text += " \\\n  " + Self.escaped(file)
        if seen.insert(ByteText(file)).inserted { all.append(file) }
      }
      text += "\n"
    }
    // A rule without anything for each file: one that is deleted breaks no build.
    for file in all { text += "\n" + Self.escaped(file) + ":\n" }
    bytes = Array(text.utf8)
  }

  private static func escaped(_ name: String) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case ":": result += "\\:"
      case "\\": result += "\\\\"
      case " ": result += "\\ "
      case "#": result += "\\#"
      case "$": result += "$$"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
