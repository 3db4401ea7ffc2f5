internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// Characters that nobody sees: they reorder what is seen, or carry text that only a machine reads.
package enum HiddenCharacter: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP602",
    "hidden-character",
    "an invisible character may hide what the profile says",
    severity: .warning
  )

  package static let explanation = RuleExplanation(
    why: """
      What a reviewer sees is not what the model gets: bidirectional controls show text in another \
      order ("Trojan Source"), tag characters and variation selectors carry whole sentences that \
      no editor draws, and a letter of another alphabet makes two names look alike. Controls that \
      reorder text and hidden text are errors, other invisible characters warnings.

      Fine are joiners, selectors and tags within emoji, joiners in the scripts that need them, word \
      breaks in Thai, Khmer, Lao and Burmese, marks and closed pairs of isolates or embeddings in \
      lines with Hebrew or Arabic, and a byte order mark at the beginning. So is an escape, such \
      as `"\\u200B"`: everybody sees it.
      """,
    bad: """
      voice: sage
      instructions: Never\u{200B} give a discount.
      """,
    good: """
      voice: sage
      instructions: Never give a discount.
      """,
    remedy: """
      Remove the character. If it is wanted, write it as an escape between double quotes. `--fix` \
      writes the escape where there are double quotes already, and takes the character out of \
      comments.
      """,
    source: """
      CVE-2021-42574 and CVE-2021-42694 ("Trojan Source"); UTS #39, Unicode Security Mechanisms; \
      UTS #51, Unicode Emoji; Unicode Standard, section 23
      """
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    let tree = profile.tree
    guard tree.sourceBytes.reduce(0, |) >= 0x80 else { return }
    let lookalikes = LookalikeNames.find(in: tree)
    var known: Places?
    var rest = RestOfText()
    HiddenText.forEach(in: tree.sourceBytes) { run in
      let places = known ?? Places(profile)
      report(run, places, &rest, in: profile, into: &bag)
      known = places
    }
    rest.report(into: &bag)
    guard !lookalikes.isEmpty else { return }
    let owners = known?.owners ?? profile.scalarPlaces
    for name in lookalikes {
      if bag.countsOnly(descriptor, at: tree.span(name.id)) { continue }
      let letters = name.letters.map { DisplayText.name(of: $0, withWords: true) }.joined(
        separator: ", "
      )
      bag.report(
        Diagnostic(
          descriptor,
          "`\(Wording.shown(tree.string(name.id)))` mixes alphabets: \(letters)",
          at: tree.span(name.id),
          path: owners[name.id].map { profile.safePath($0) } ?? "",
          help: "write names in one alphabet: this one looks like another name",
          node: name.id.index
        )
      )
    }
  }

  private static func report(
    _ run: HiddenText.Run,
    _ places: Places,
    _ rest: inout RestOfText,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    let tree = profile.tree
    let span = SourceSpan(
      source: tree.source,
      start: run.range.lowerBound,
      end: run.range.upperBound
    )
    let node = places.node(at: span.start)
    // Outside quotes a line separator cannot be read at all, and has a finding of its own.
    let style = node.map { tree[$0].style }
    if run.hasLineBreak, style != .doubleQuoted, style != .singleQuoted { return }
    let isComment = node == nil && places.isComment(span)
    let severity: Severity = run.kind == .invisible ? .warning : .error
    let isMended = isComment || style == .doubleQuoted
    let fix = {
      Self.fix(run, at: span, isComment: isComment, style: style, in: tree.sourceBytes)
    }
    if isMended {
      let text = node.map { tree.span($0).start } ?? places.commentStart
      if rest.holds(severity, in: text, into: &bag) {
        rest.add(fix(), at: span, into: &bag)
        return
      }
    }
    if bag.countsOnly(
      descriptor,
      severity: severity,
      hasSafeFix: isMended ? true : nil,
      at: span
    ) {
      return
    }
    let finding = Diagnostic(
      descriptor,
      message(run, in: tree.sourceBytes),
      severity: severity,
      at: span,
      path: node.flatMap { places.owners[$0] }.map { profile.safePath($0) } ?? "",
      help: isComment
        ? "remove it"
        : "remove it; if it is wanted, write it as an escape between double quotes: "
          + "`\(escape(run.first))`",
      fix: fix(),
      node: node?.index
    )
    bag.report(finding)
    if isMended { rest.last = finding }
  }

  /// A text that has very many of them. After the first ones, many are one finding with one fix: each by
  /// itself would take as long to mend as the whole file.
  private struct RestOfText {
    private static let alone = 1000
    private static let together = 1000
    /// The most edits that are held for one file: all that a file can have that is small enough to be mended.
    private static let editsMax = 1_500_000
    private var editCount = 0
    private var text: Int?
    private var severity = Severity.warning
    private var count = 0
    private var edits: [FixIt.Edit] = []
    private var span = SourceSpan(start: 0, end: 0)
    /// The finding that was reported last, which the later ones are like.
    var last: Diagnostic?

    /// Counts one more, and tells whether it is to be held back.
    ///
    /// - Parameter text: where the scalar or the comment begins that it is in.
    mutating func holds(
      _ severity: Severity,
      in text: Int?,
      into bag: inout DiagnosticBag
    ) -> Bool {
      if text != self.text || severity != self.severity {
        report(into: &bag)
        (self.text, self.severity, count) = (text, severity, 0)
      }
      count += 1
      return count > Self.alone
    }

    mutating func add(_ fix: FixIt?, at span: SourceSpan, into bag: inout DiagnosticBag) {
      if edits.isEmpty { self.span = span }
      edits += fix?.edits ?? []
      if edits.count >= Self.together { report(into: &bag) }
    }

    mutating func report(into bag: inout DiagnosticBag) {
      guard !edits.isEmpty, let last else { return }
      defer { edits = [] }
      let isRemoval = edits.allSatisfy(\.text.isEmpty)
      editCount += edits.count
      if editCount > Self.editsMax {
        let kind = FindingCounts.Kind(rule: descriptor, severity: severity, hasSafeFix: true)
        bag.count(kind, 1, at: span)
        return
      }
      if bag.countsOnly(descriptor, severity: severity, hasSafeFix: true, at: span) { return }
      bag.report(
        Diagnostic(
          descriptor,
          "\(Wording.number(of: edits.count, "place")) like the ones before, from here on",
          severity: severity,
          at: span,
          path: last.path,
          help: isRemoval
            ? "remove them"
            : "remove them; where they are wanted, write them as escapes between double quotes",
          fix: FixIt(
            isRemoval ? "remove them" : "write them as escapes",
            isSafe: true,
            edits: edits
          )
        )
      )
    }
  }

  private static func message(_ run: HiddenText.Run, in bytes: [UInt8]) -> String {
    switch run.kind {
    case .order:
      "\(DisplayText.name(of: run.first, withWords: true)) makes text show in another order than it is read"
    case .text:
      "\(Wording.number(of: run.count, "invisible character")) stand here"
        + (HiddenText.spelled(by: run, in: bytes).map {
          ", which spell `\(Wording.shown($0))`"
        } ?? ", from \(DisplayText.name(of: run.first, withWords: true)) on")
    case .invisible where run.count > 1:
      "\(run.count) invisible characters stand here, from \(DisplayText.name(of: run.first, withWords: true)) on"
    case .invisible: "\(DisplayText.name(of: run.first, withWords: true)) is invisible"
    }
  }

  private static func fix(
    _ run: HiddenText.Run,
    at span: SourceSpan,
    isComment: Bool,
    style: ScalarStyle?,
    in bytes: [UInt8]
  ) -> FixIt? {
    if isComment { return .replace(span, with: "", title: "remove it") }
    guard style == .doubleQuoted else { return nil }
    let text = HiddenText.scalars(of: run, in: bytes).reduce(into: "") { $0 += escape($1) }
    return .replace(span, with: text, title: "write it as an escape")
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    scalar.value > 0xFFFF
      ? "\\U" + DisplayText.hex(scalar.value, digits: 8)
      : "\\u" + DisplayText.hex(scalar.value, digits: 4)
  }

  /// What stands at the places of a file, which are asked for in file order.
  private final class Places {
    let owners: [NodeID: IRID]
    private let tree: NodeTree
    private let scalars: [NodeID]
    /// The first scalar behind the place asked for last.
    private var next = 0
    private var comments: CommentSequence
    private var comment: SourceSpan?

    init(_ profile: BoundProfile) {
      let tree = profile.tree
      self.tree = tree
      scalars = tree.nodes.indices.map { NodeID(index: UInt32($0)) }
        .filter { tree[$0].kind == .scalar && !tree[$0].flags.contains(.merged) }
        .sorted { tree[$0].start < tree[$1].start }
      owners = profile.scalarPlaces
      comments = tree.comments
      comment = comments.next()
    }

    func node(at offset: Int) -> NodeID? {
      while next < scalars.count, Int(tree[scalars[next]].start) <= offset { next += 1 }
      guard next > 0, offset < Int(tree[scalars[next - 1]].end) else { return nil }
      return scalars[next - 1]
    }

    /// Where the comment begins that was asked for last.
    var commentStart: Int? { comment?.start }

    func isComment(_ span: SourceSpan) -> Bool {
      while let found = comment, found.end <= span.start { comment = comments.next() }
      return comment.map { $0.start <= span.start && span.end <= $0.end } ?? false
    }
  }
}
