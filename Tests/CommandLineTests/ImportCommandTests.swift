import TestSupport
import Testing

@Suite struct ImportCommandTests {
  @Test func writesAProfileThatCompilesToTheSameRequest() throws {
    let body = #"{"instructions":"Be brief.\nAlways.","voice":"alloy"}"# + "\n"
    let sessionc = try Sessionc(["body.json": body])
    let result = try sessionc.run("import", "body.json", "-o", "p.yaml")
    #expect(result.status == 0)
    #expect(result.output == "")
    #expect(sessionc.text("p.yaml") == "instructions: |-\n  Be brief.\n  Always.\nvoice: alloy\n")
    #expect(try sessionc.run("compile", "p.yaml").output == body)
    let piped = try sessionc.run("import", input: body)
    #expect(piped.output == sessionc.text("p.yaml"))
  }

  @Test func namesWhatItLeavesOut() throws {
    let result = try Sessionc().run("import", "-", input: #"{"id": "a", "voice": "alloy"}"#)
    #expect(result.output == "voice: alloy\n")
    #expect(result.error == "sessionc: note: left out, since only an answer has it: /id\n")
  }

  @Test func overwritesNothing() throws {
    let sessionc = try Sessionc(["p.yaml": "mine"])
    let result = try sessionc.run("import", "-", "-o", "p.yaml", input: "{}")
    #expect(result.status == 2)
    #expect(result.error == "sessionc: error: p.yaml: is there already; it is left as it is\n")
    #expect(sessionc.text("p.yaml") == "mine")
  }

  @Test func whatIsNotJSONGivesStatus1AndAPlace() throws {
    let result = try Sessionc().run("import", input: "{\"a\": [}")
    #expect(result.status == 1)
    #expect(result.error.hasPrefix("<stdin>:1:"))
    #expect(try Sessionc().run("import", "none.json").status == 2)
    #expect(try Sessionc().run("import", "--dialect", "x").status == 2)
  }
}
