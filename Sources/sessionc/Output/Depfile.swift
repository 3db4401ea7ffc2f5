import CommandLineSupport
import SessionProfiles

/// What each output is made of, in the syntax of Make, which ninja reads as well.
struct Depfile {
  let bytes: [UInt8]

  /// - Parameter rules: each output with the files that it is made of.
  init(_ rules: [(output: String, files: [String])]) {
    var text = ""
    var all: [String] = []
    var seen: Set<ByteText> = []
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
      case " ": result += "\\ "
      case "#": result += "\\#"
      case "$": result += "$$"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
