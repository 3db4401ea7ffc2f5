import Testing
import YAMLSyntax

@Suite struct ScalarResolverTests {
  @Test(arguments: [
    ("", ScalarKind.null), ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null),
    ("nULL", .string), ("true", .bool), ("True", .bool), ("TRUE", .bool), ("tRUE", .string),
    ("false", .bool), ("yes", .string), ("no", .string), ("on", .string), ("off", .string),
    ("y", .string), ("n", .string), ("0", .integer), ("-0", .integer), ("+1", .integer),
    ("007", .integer), ("0755", .integer), ("08", .integer), ("0o17", .integer),
    ("0o18", .string), ("0x1F", .integer), ("0xfg", .string), ("-0x1F", .string), ("0o", .string),
    ("0x", .string), ("0b11", .string), ("1_000", .string), ("1:30", .string),
    ("12:30:45", .string), ("2001-12-14", .string), ("1.", .float), (".5", .float),
    ("-.5", .float), ("1e3", .float), ("1E+3", .float), ("1e", .string), ("e3", .string),
    (".", .string), ("-", .string), ("+", .string), ("1.2.3", .string), ("1.5e-3", .float),
    (".inf", .notFinite), ("-.INF", .notFinite), ("+.Inf", .notFinite), (".nan", .notFinite),
    (".NaN", .notFinite), (".iNF", .string), ("inf", .string), ("nan", .string),
    ("-.nan", .string), ("nulls", .string), ("truely", .string), ("1 2", .string),
  ])
  func followsTheCoreSchema(_ text: String, _ kind: ScalarKind) {
    #expect(ScalarResolver.kind(of: Array(text.utf8)[...]) == kind, "\(text)")
  }

  @Test(arguments: [
    ("yes", "the boolean true"), ("off", "the boolean false"), ("0755", "an octal number"),
    ("1:30", "a number in base 60"), ("2025-06-03", "a date"),
    ("24_000", "a number with separators"),
  ])
  func knowsHowYAML11ReadsIt(_ text: String, _ reading: String) {
    #expect(ScalarResolver.yaml11Reading(of: text) == reading)
  }

  @Test(arguments: ["", "alloy", "755", "1.5", "true", "0", "a:b", "2025"])
  func staysSilentWhereBothAgree(_ text: String) {
    #expect(ScalarResolver.yaml11Reading(of: text) == nil)
  }
}
