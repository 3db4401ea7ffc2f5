import SourceDiagnostics
import Testing
import YAMLSyntax

@testable import EmbedSchemas
@testable import SchemaLoading
@testable import SchemaTables

/// What goes into a table comes out of it.
@Suite struct TableWriterTests {
  /// The fields of a schema, by way of a table.
  static func fields(_ json: String) throws -> [FieldSchema] {
    var bag = DiagnosticBag()
    let tree = try #require(Composer.compose(Array(json.utf8), into: &bag))
    var loader = SchemaLoader(["a.json": tree])
    let root = loader.root("a.json")
    #expect(loader.problems == [])
    let roots = [root, root]
    let text = try #require(TableWriter.table(of: loader.finish(), roots: roots))
    // Static memory in the product; here it outlives every test.
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
    _ = unsafe memory.initialize(from: text.utf8)
    let table = unsafe SchemaTable(UnsafeBufferPointer(memory))
    #expect(table.roots() == roots)
    return table.fields()
  }

  static func field(_ json: String) throws -> FieldSchema { try fields(json)[1] }

  @Test func everyFactSurvives() throws {
    let field = try Self.field(
      """
      {
        "type": ["number", "null"], "description": "Wie schön", "x-source": "s", "x-since": "now",
        "default": {"a": [1]}, "enum": ["a", "", "bé"], "minimum": -0.25, "maximum": 1e9,
        "exclusiveMinimum": 0.1, "minLength": 1, "maxLength": 100000, "minItems": 2, "maxItems": 3,
        "x-warn-above": {"above": 2.5, "why": "w"}, "x-warn-items": {"above": 128, "why": "v"},
        "x-range-advice": {"from": 1, "to": 2, "power": -2, "why": "r"}, "x-decimals": 16, "uniqueItems": true,
        "x-advice": {"x": "do", "y": "not"}, "x-instead": {"x": "y"}, "x-sure": ["x"],
        "x-otherwise": "o",
        "x-forbidden": "<>\\r\\n", "x-end": {"date": "2026-01-01"},
        "x-ends": {"m": {"date": "2027-01-01", "instead": "n"}},
        "x-output-only": ["id"], "required": ["q"], "contains": {"const": "c"}, "x-contains": "why",
        "not": {"anyOf": [{"enum": ["z"], "description": "refused"}]},
        "x-not-fields": {"old": {"why": "gone"}, "older": {"instead": "new", "why": "renamed"}},
        "x-unknown-keywords": "kept", "x-rule": "SP1", "x-value-rule": "SP2",
        "x-missing-rules": {"q": "SP3"}, "x-secret": true, "x-prose": true, "x-regex": true,
        "x-compiler": true, "x-warn-repeated": true,
        "x-lone-references": true, "x-drafts": {"draft-1": {"type": "null"}},
        "patternProperties": {"^x-": true}, "additionalProperties": false
      }
      """
    )
    #expect(field.kinds == [.number, .null])
    #expect(field.pointer == "a.json#" && field.name == "")
    #expect(field.description == "Wie schön" && field.source == "s" && field.since == "now")
    #expect(field.defaultText?.string == #"{"a": [1]}"#)
    #expect(field.allowed == ["a", "", "bé"])
    #expect(field.allows(Array("bé".utf8)[...]) && !field.allows([0x62]))
    #expect(field.known == nil && field.knows([0x62]))
    #expect(field.minimum == -0.25 && field.maximum == 1e9 && field.exclusiveMinimum == 0.1)
    #expect(field.minLength == 1 && field.maxLength == 100_000)
    #expect(field.minItems == 2 && field.maxItems == 3 && field.decimals == 16)
    #expect(field.warnAbove?.above == 2.5 && field.warnAbove?.why == "w")
    #expect(field.warnItems?.above == 128 && field.rangeAdvice?.to == 2)
    #expect(field.advice == ["x": "do", "y": "not"] && field.instead == ["x": "y"])
    #expect(field.rangeAdvice?.power == -2 && field.isSure("x") && !field.isSure("y"))
    #expect(field.otherwise == "o" && field.forbidden == "<>\r\n")
    #expect(field.end?.date == "2026-01-01" && field.end?.instead == nil)
    #expect(field.ends["m"]?.instead == "n" && field.end(of: [0x6D])?.date == "2027-01-01")
    #expect(field.end(of: [0x6E]) == nil)
    #expect(field.outputOnly == ["id"] && field.required.strings == ["q"])
    #expect(field.contains?.text == "c" && field.contains?.why == "why")
    #expect(field.refused.map(\.names) == [["z"]] && field.refused.first?.why == "refused")
    #expect(field.notFields["old"]?.instead == nil && field.notFields["older"]?.instead == "new")
    #expect(field.unknownKeywordAdvice == "kept" && field.keepsUnknownKeys)
    #expect(field.rule == "SP1" && field.valueRule == "SP2" && field.missingRule(of: "q") == "SP3")
    #expect(field.missingRule(of: "r") == nil)
    #expect(field.isSecret && field.isProse && field.isRegex && field.isCompilerKey)
    #expect(field.warnsOfRepeated && field.hasLoneReferences && field.hasDrafts)
    #expect(field.draft(in: Array("http://e.com/draft-1#".utf8)[...]) == FieldID(index: 2))
    #expect(field.draft(in: Array("http://e.com/draft-2#".utf8)[...]) == nil)
    #expect(field.hasScratchSpace && field.uniqueItems)
    guard case .none = field.additional else {
      Issue.record("additional properties are \(field.additional)")
      return
    }
  }

  @Test func aFieldThatSaysNothingTakesAnything() throws {
    let field = try Self.fields(#"{"type": "object"}"#)[0]
    #expect(field.kinds == .any && !field.restrictsValues && !field.isUnion)
    #expect(field.properties.isEmpty && field.required.count == 0 && field.items == nil)
    #expect(field.refused.isEmpty && field.ends.isEmpty && field.alternatives.isEmpty)
  }

  @Test func unionsKnowTheirBranches() throws {
    let fields = try Self.fields(
      """
      {"oneOf": [
        {"type": "object", "properties": {"type": {"enum": ["a", "b"]}, "x": true}},
        {"type": "object", "properties": {"type": {"enum": ["c"]}}},
        {"type": "null"}
      ], "x-discriminator": {"propertyName": "type", "default": "c", "rule": "SP301"}}
      """
    )
    let union = fields[1]
    let branches = union.alternatives
    #expect(branches.count == 3 && union.isUnion)
    let discriminator = try #require(union.discriminator)
    #expect(discriminator.property == "type" && discriminator.rule == "SP301")
    #expect(discriminator.branch(Array("b".utf8)[...]) == branches[0])
    #expect(discriminator.branch(Array("c".utf8)[...]) == branches[1])
    #expect(discriminator.branch(Array("d".utf8)[...]) == nil)
    #expect(discriminator.standard == branches[1] && !discriminator.guesses)
    let mixed = fields[Int(try #require(union.mixed).index)]
    #expect(mixed.properties.nameList == ["type", "x"])
    let tag = try #require(mixed.properties.field(named: "type"))
    #expect(fields[Int(tag.index)].allowed == ["a", "b", "c"])
  }

  @Test func everyPropertyIsFound() throws {
    let names = (0..<300).map { "field_\($0)" }
    let properties = names.map { "\"\($0)\": true" }.joined(separator: ",")
    let field = try Self.field("{\"properties\": {\(properties)}}")
    #expect(field.properties.nameList == names)
    for (name, id) in field.properties.entries {
      #expect(field.properties.field(named: name) == id)
      #expect(field.properties.field(named: name + "_") == nil)
    }
  }

  @Test func whatIsNotUnderstoodIsAProblem() throws {
    for json in [#"{"typ": "object"}"#, ##"{"$ref": "#/$defs/none"}"##, #"{"pattern": "(a)"}"#] {
      var bag = DiagnosticBag()
      let tree = try #require(Composer.compose(Array(json.utf8), into: &bag))
      var loader = SchemaLoader(["a.json": tree])
      _ = loader.root("a.json")
      #expect(!loader.problems.isEmpty, "\(json)")
    }
  }
}

@Suite struct NamePatternTests {
  @Test(
    arguments: [
      ("^[a-zA-Z0-9_-]+$", "find_order-2", nil), ("^[a-zA-Z0-9_-]+$", "", 0),
      ("^[a-zA-Z0-9_-]+$", "a b", 1), ("^tunnel_[a-z0-9]{2}$", "tunnel_a1", nil),
      ("^tunnel_[a-z0-9]{2}$", "tunnel_a", 8), ("^tunnel_[a-z0-9]{2}$", "tunnel_a12", 9),
      ("^a*$", "", nil), ("^[a-z]+$", "é", 0),
    ] as [(String, String, Int?)]
  )
  func matches(_ pattern: String, _ text: String, _ mismatch: Int?) throws {
    let field = try TableWriterTests.field("{\"pattern\": \"\(pattern)\"}")
    let table = try #require(field.pattern)
    #expect(table.text == pattern)
    #expect(table.mismatch(in: Array(text.utf8)[...]) == mismatch)
  }

  @Test(arguments: ["a", "^a", "^(a)$", "^a|b$", "^\\d$", "^.$"])
  func refusesOtherPatterns(_ pattern: String) {
    #expect(PatternParts(pattern) == nil)
  }
}
