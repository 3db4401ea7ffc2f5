/// libyaml's complaints, put into words for the author of a profile.
struct SyntaxMessage {
  var message: String
  var help: String?
  /// Whether the place where the construct began says more than the place where the parser gave up.
  var pointsAtContext = false
  /// What to call the place where the construct began.
  var contextLabel: String?

  /// - Parameters:
  ///   - failure: what libyaml says.
  ///   - next: the byte where it gave up, or `nil` at the end of the file.
  ///   - startsLine: whether only spaces stand before it on its line.
  init(_ failure: ParseFailure, next: UInt8?, startsLine: Bool) {
    let isDirective = failure.context == "while scanning a directive"
    let isInQuotes = failure.context == "while scanning a quoted scalar"
    switch failure.problem {
    case "found character that cannot start any token" where next == 0x09,
      "found a tab character where an indentation space is expected",
      "found a tab character that violate intendation",
      "found a tab character that violates indentation":
      message = "a tab is used for indentation"
      help = "YAML indents with spaces only"
    case "found character that cannot start any token":
      let character = next.map { String(Character(Unicode.Scalar($0))) } ?? ""
      message = "no value can begin with `\(character)`"
      help = "put the text in quotes"
    case "mapping values are not allowed in this context":
      message = "a second `:` stands where a value was expected"
      help =
        "put text that holds `: ` in quotes; check the indentation, and that the line above has a space after its `:`"
    case "could not find expected ':'":
      message = "a `:` is missing after the key"
      help = "write `key: value`, with a space after the colon; longer text goes below `key: |`"
      contextLabel = "this is read as a key"
    case "did not find expected key" where !startsLine:
      message = "there is text after the end of the value"
      help = "a quote inside '…' is doubled, inside \"…\" it is written `\\\"`"
    case "did not find expected key":
      message = "this does not line up with the keys above it"
      help = "give all keys of one mapping the same indentation"
      contextLabel = "the mapping begins here"
    case "did not find expected '-' indicator":
      message = "this does not line up with the list above it"
      help = "begin each item with `- `, all with the same indentation"
      contextLabel = "the list begins here"
    case "did not find expected ',' or ']'":
      message = "expected `,` or `]` here"
      contextLabel = "the list opened here is not closed"
    case "did not find expected ',' or '}'":
      message = "expected `,` or `}` here"
      contextLabel = "the mapping opened here is not closed"
    case "found unexpected end of stream" where isInQuotes:
      message = "the quote opened here is not closed"
      help = "add the closing quote; a quote inside the text is doubled in '…' and `\\\"` in \"…\""
      pointsAtContext = true
    case "block sequence entries are not allowed in this context":
      message = "a list item cannot begin here"
      help = "put `- ` on a line of its own, below the key"
    case "did not find expected node content":
      message = "a value is missing here"
    case "did not find expected <document start>":
      message = "there is text after the end of the document"
      help = "a profile is one mapping; check the brackets and the indentation"
    case "found unknown escape character":
      message = "there is no such escape in a double-quoted text"
      help = "write `\\\\` for a backslash, or use single quotes, which have no escapes"
    case "found invalid Unicode character escape code":
      message = "the escape stands for half of a character"
      help = "write the character itself, or `\\U0001F600` with its full number"
    case "found undefined tag handle":
      message = "the tag's handle is not defined"
      help =
        "only the core tags `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq` and `!!map` may be used; put text that begins with `!` in quotes"
    case "found incompatible YAML document":
      message = "the `%YAML` directive names a version other than 1.1 or 1.2"
      help = "remove the directive"
    case "found unexpected ':'":
      message = "a `:` is not allowed here"
      help =
        "write `key: value`, with a space after the colon; put text that ends with `:` in quotes"
    case "found unknown directive name", "could not find expected directive name",
      "found unexpected non-alphabetical character" where isDirective,
      "did not find expected comment or line break" where isDirective:
      message = "this is not a directive that YAML has"
      help = "remove the line; put text that begins with `%` in quotes"
    case "did not find expected alphabetic or numeric character":
      message = "a name is missing after `&` or `*`"
      help = "put text that begins with `&` or `*` in quotes"
    default:
      message = failure.problem + (failure.context.map { " \($0)" } ?? "")
      contextLabel = failure.context.map { $0 + ", which began here" }
    }
  }
}
