public import SourceDiagnostics

/// The rules about reading YAML, SP001 to SP008. They are found while the text is read, so they have
/// no check of their own.
public enum ReadingRules {
  public static let syntax = RuleDescriptor(
    "SP001",
    "syntax",
    "the text is not well-formed YAML"
  )
  public static let duplicateKey = RuleDescriptor(
    "SP002",
    "duplicate-key",
    "a mapping has the same key twice"
  )
  public static let rootNotMapping = RuleDescriptor(
    "SP003",
    "root-not-mapping",
    "the profile is not a mapping of fields"
  )
  public static let limitExceeded = RuleDescriptor(
    "SP004",
    "limit-exceeded",
    "the file is larger, deeper or expands further than any profile needs"
  )
  public static let encoding = RuleDescriptor(
    "SP005",
    "encoding",
    "the file holds bytes or characters that do not belong in YAML text"
  )
  public static let unsupportedTag = RuleDescriptor(
    "SP006",
    "unsupported-tag",
    "a tag is not one of YAML's core tags, or does not fit its value"
  )
  public static let severalDocuments = RuleDescriptor(
    "SP007",
    "several-documents",
    "the file holds more than one YAML document"
  )
  public static let keyNotString = RuleDescriptor(
    "SP008",
    "key-not-string",
    "a mapping key is not a string"
  )

  public static let all = [
    syntax, duplicateKey, rootNotMapping, limitExceeded, encoding, unsupportedTag,
    severalDocuments, keyNotString,
  ]
}
