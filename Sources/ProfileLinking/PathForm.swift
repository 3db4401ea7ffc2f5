internal import SourceDiagnostics

/// How a path must be written that a profile holds. What it leads to is the reader's to judge.
package enum PathForm {
  /// What a directive takes.
  package enum Kind {
    /// `$extends` and `$include`.
    case yaml
    /// `$file`.
    case text

    /// What the directive of a key takes; `nil` for a key that takes no path.
    package init?(ofDirective key: some Collection<UInt8>) {
      switch String(decoding: key, as: UTF8.self) {
      case "\(Directive.extends)", "\(Directive.include)": self = .yaml
      case "\(Directive.file)", "\(Directive.template)": self = .text
      default: return nil
      }
    }

    package var endings: [String] {
      switch self {
      case .yaml: [".yaml", ".yml", ".json"]
      case .text: [".md", ".markdown", ".txt"]
      }
    }
  }

  /// The longest path, in bytes.
  static let bytesMax = 1024

  /// How a sentence goes on that begins with the path and says what is wrong with it; `nil` for nothing.
  package static func problem(of path: String, _ kind: Kind) -> (message: String, help: String)? {
    let relative = "write it relative to the file that holds it, such as `../common/_base.yaml`"
    if path.isEmpty { return ("is empty", "write the path of a file, relative to this one") }
    guard path.utf8.count <= bytesMax else { return ("is longer than any path", relative) }
    if path.begins(with: "/") { return ("is an absolute path", relative) }
    if path.begins(with: "~") { return ("begins with `~`, which is a shell's", relative) }
    if path.utf8.contains(UInt8(ascii: "\\")) {
      return ("holds a `\\`", "write `/` between the names of folders, on every system")
    }
    if path.contains("://") { return ("is a URL", "nothing is fetched; \(relative)") }
    if path.utf8.contains(0) { return ("holds a NUL character", relative) }
    if path.contains("${") {
      return ("holds a `${`", "a path is written out: variables are not filled in here")
    }
    let steps = path.parts(between: "/")
    if steps.contains("") {
      return ("has an empty step", "write one `/` between two names, and none at the end")
    }
    if steps.contains(where: { $0.utf8.contains(UInt8(ascii: "*")) }) {
      return ("holds a `*`", "name each file; a pattern is not searched for")
    }
    guard kind.endings.contains(where: path.ends(with:)) else {
      let endings = kind.endings.map { "`\($0)`" }.joined(separator: ", ")
      return ("is not a file that can stand here", "its name must end with one of \(endings)")
    }
    return nil
  }
}
