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
    let found = HiddenText.find(in: tree.sourceBytes)
    let lookalikes = LookalikeNames.find(in: tree)
    guard !found.isEmpty || !lookalikes.isEmpty else { return }
    let places = Places(profile)
    for run in found {
      let node = places.node(at: run.range.lowerBound)
      // Outside quotes a line separator cannot be read at all, and has a finding of its own.
      let style = node.map { tree[$0].style }
      if run.scalars.contains(where: isLineBreak), style != .doubleQuoted, style != .singleQuoted {
        continue
      }
      bag.report(finding(run, node, places, in: profile))
    }
    for name in lookalikes {
      let letters = name.letters.map(code).joined(separator: ", ")
      bag.report(
        Diagnostic(
          descriptor,
          "`\(Wording.shown(tree.string(name.id)))` mixes alphabets: \(letters)",
          at: tree.span(name.id),
          path: places.path(at: tree.span(name.id).start),
          help: "write names in one alphabet: this one looks like another name"
        )
      )
    }
  }

  private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    [0x85, 0x2028, 0x2029].contains(scalar.value)
  }

  private static func finding(
    _ run: HiddenText.Run,
    _ node: NodeID?,
    _ places: Places,
    in profile: BoundProfile
  ) -> Diagnostic {
    let span = SourceSpan(
      source: profile.tree.source,
      start: run.range.lowerBound,
      end: run.range.upperBound
    )
    let first = run.scalars[0]
    let message =
      switch run.kind {
      case .order: "\(code(first)) makes text show in another order than it is read"
      case .text:
        "\(Wording.number(of: run.scalars.count, "invisible character")) stand here"
          + (run.spelled.map { ", which spell `\(Wording.shown($0))`" }
            ?? ", from \(code(first)) on")
      case .invisible where run.scalars.count > 1:
        "\(run.scalars.count) invisible characters stand here, from \(code(first)) on"
      case .invisible: "\(code(first)) is invisible"
      }
    let isComment = node == nil && places.isComment(span)
    return Diagnostic(
      descriptor,
      message,
      severity: run.kind == .invisible ? .warning : .error,
      at: span,
      path: places.path(at: span.start),
      help: isComment
        ? "remove it"
        : "remove it; if it is wanted, write it as an escape between double quotes: "
          + "`\(escape(first))`",
      fix: fix(run, at: span, isComment: isComment, style: node.map { profile.tree[$0].style })
    )
  }

  private static func fix(
    _ run: HiddenText.Run,
    at span: SourceSpan,
    isComment: Bool,
    style: ScalarStyle?
  ) -> FixIt? {
    if isComment { return .replace(span, with: "", title: "remove it") }
    guard style == .doubleQuoted else { return nil }
    return .replace(span, with: run.scalars.map(escape).joined(), title: "write it as an escape")
  }

  /// `U+202E RIGHT-TO-LEFT OVERRIDE`
  private static func code(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let number = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return scalar.properties.name.map { "\(number) \($0)" } ?? number
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let length = scalar.value > 0xFFFF ? 8 : 4
    return (length == 8 ? "\\U" : "\\u") + String(repeating: "0", count: length - digits.count)
      + digits
  }

  /// What stands at a place of the file.
  private struct Places {
    private let profile: BoundProfile
    private let scalars: [NodeID]
    private let owners: [NodeID: IRID]

    init(_ profile: BoundProfile) {
      self.profile = profile
      scalars = profile.tree.nodes.indices.map { NodeID(index: UInt32($0)) }
        .filter { profile.tree[$0].kind == .scalar && !profile.tree[$0].flags.contains(.merged) }
        .sorted { profile.tree[$0].start < profile.tree[$1].start }
      owners = profile.scalarPlaces
    }

    func node(at offset: Int) -> NodeID? {
      var (low, high) = (0, scalars.count)
      while low < high {
        let middle = (low + high) / 2
        if Int(profile.tree[scalars[middle]].start) <= offset {
          low = middle + 1
        } else {
          high = middle
        }
      }
      guard low > 0, offset < Int(profile.tree[scalars[low - 1]].end) else { return nil }
      return scalars[low - 1]
    }

    func path(at offset: Int) -> String {
      node(at: offset).flatMap { owners[$0] }.map { profile.safePath($0) } ?? ""
    }

    func isComment(_ span: SourceSpan) -> Bool {
      profile.tree.comments.contains { $0.start <= span.start && span.end <= $0.end }
    }
  }
}
