public import ProfileIR
public import SourceDiagnostics
internal import YAMLSyntax

/// Makes a profile of a body or event of either dialect.
public enum ProfileImporter {
  public struct Result: Sendable {
    /// The profile, as YAML; `nil` where the text cannot be read, is no session, or would lose something.
    public var profile: String?
    /// What was left out, as JSON Pointers, in the order of the file; `notes` say why.
    public var leftOut: [String] = []
    /// What was done that is not to be seen in the profile: sentences without a full stop.
    public var notes: [String] = []
    /// Why there is no profile; empty where there is one.
    public var diagnostics: [Diagnostic] = []
  }

  /// Reads JSON, a literal of JavaScript or Python, or YAML, and writes it as YAML: block text for long
  /// texts, fields in the documented order, comments near what they are about.
  ///
  /// The profile is the session: the envelope of an event comes off. What an event says beyond its
  /// session is its target, which becomes `$target`. A body that makes a client secret keeps
  /// `expires_after`, and then `session` beside it. A flat `transcription_session.update` stays an event,
  /// since profiles have no other form for it. What only a server's answer or one message has is left
  /// out, and the notes name it.
  ///
  /// Every other scalar and every comment is in the profile. Whether the profile is right is for the
  /// checker to say: what is unknown is kept.
  ///
  /// - Parameter dialect: for a body that does not tell its own. One that tells another is refused.
  public static func profile(of source: SourceText, dialect: Dialect? = nil) -> Result {
    var bag = DiagnosticBag()
    guard let text = ImportedText.read(source.bytes, into: &bag) else {
      return Result(diagnostics: bag.sorted())
    }
    let result = profile(of: text, source.bytes, dialect, into: &bag)
    guard bag.isEmpty else {
      return Result(diagnostics: bag.sorted().map { text.map.source(of: $0) })
    }
    return result
  }

  private static func profile(
    of text: ImportedText,
    _ source: [UInt8],
    _ dialect: Dialect?,
    into bag: inout DiagnosticBag
  ) -> Result {
    let tree = text.tree
    guard ProfileRoot.check(tree, into: &bag),
      let imported = ImportedShape(tree, dialect: dialect, into: &bag)
    else { return Result() }
    let shape = imported.shape
    let profile = Binder.bind(tree, to: Schema.of(shape.dialect), as: shape.document)
    let answers = AnswerFields(
      of: profile,
      isEvent: imported.event != nil,
      isAnswer: imported.isAnswer
    )
    var envelope = Envelope(of: profile, imported, without: answers.all)
    var writer = YAMLWriter(profile, without: answers.all)
    writer.written = Array(repeating: false, count: tree.sourceBytes.count + 1)
    writer.comments = CommentPlacer.place(text.comments, of: tree, source: source)
    guard envelope.open(&writer, into: &bag) else { return Result() }

    let header = imported.header(of: profile, root: envelope.root)
    let head = writer.comments.lines(writer.comments.head.sorted())
    writer.writeLines(head.isEmpty ? [] : head + [""])
    writer.writeLines(header)
    let hasMembers = writer.writeMembers(of: envelope.root, beside: envelope.beside)
    if !hasMembers, header.isEmpty { writer.writeLines(["{}"]) }
    let tail = writer.comments.takeRest() + writer.comments.tail
    writer.writeLines(writer.comments.lines(tail.sorted()))

    let written = writer.text
    checkCanBeRead(written, of: tree, into: &bag)
    if bag.isEmpty { checkNothingIsLost(writer, answers, into: &bag) }
    guard bag.isEmpty else { return Result() }
    return Result(
      profile: written,
      leftOut: answers.found.map { profile.path($0.id) },
      notes: envelope.notes + notes(of: answers, profile)
    )
  }

  /// How many names a note gives.
  private static let namesMax = 20

  private static func notes(of answers: AnswerFields, _ profile: BoundProfile) -> [String] {
    AnswerFields.Reason.allCases.compactMap { reason in
      let names = answers.found.filter { $0.reason == reason }.map { profile.path($0.id) }
      let more = names.count > namesMax ? " and \(names.count - namesMax) more" : ""
      let list = names.prefix(namesMax).joined(separator: ", ")
      return names.isEmpty ? nil : "\(reason.sentence): \(list)\(more)"
    }
  }

  /// Reports each text that is neither in the profile nor was left out for a reason.
  ///
  /// The one way to such a text is a merge key: what it brings in may stand in its own mapping alone, and
  /// give way to another value.
  private static func checkNothingIsLost(
    _ writer: YAMLWriter,
    _ answers: AnswerFields,
    into bag: inout DiagnosticBag
  ) {
    var writer = writer
    let (tree, profile) = (writer.tree, writer.profile)
    for (id, _) in answers.found { writer.excuse(profile[id].key, profile[id].written) }
    for node in tree.nodes
    where node.kind == .scalar && node.end > node.start && !node.flags.contains(.merged) {
      let isMergeKey = node.style == .plain && tree.bytes(of: node).elementsEqual("<<".utf8)
      guard !writer.written[Int(node.start)], !isMergeKey else { continue }
      bag.report(
        Diagnostic(
          ReadingRules.syntax,
          "this text would be lost: `<<` brings it in, and another value takes its place",
          at: tree.span(of: node),
          help: "take it away, or write the fields out without `<<`"
        )
      )
    }
  }

  /// Reports a profile that would not be read: longer than a profile may be, for one.
  private static func checkCanBeRead(
    _ text: String,
    of tree: NodeTree,
    into bag: inout DiagnosticBag
  ) {
    var found = DiagnosticBag()
    _ = Composer.compose(Array(text.utf8), into: &found)
    guard let first = found.sorted().first else { return }
    let span = tree.span(tree.root)
    let start = SourceSpan(source: span.source, start: span.start, end: span.start)
    bag.report(Diagnostic(first.rule, "the profile could not be read: \(first.message)", at: start))
  }
}
