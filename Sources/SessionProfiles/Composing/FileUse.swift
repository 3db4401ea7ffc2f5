internal import ProfileLinking
public import SourceDiagnostics
internal import YAMLSyntax

/// One step by which a file comes into a profile.
public struct FileUse: Sendable {
  /// The directive.
  public enum Kind: String, Sendable {
    case extends = "$extends"
    case include = "$include"
    case file = "$file"
    case template = "$template"
  }

  public let kind: Kind
  /// The file that holds the directive, as its place among the files of the profile.
  public let holder: Int
  /// The file that is named.
  public let file: Int
  /// The path in the directive.
  public let span: SourceSpan
}

extension FileUse {
  /// Every use of a file in a profile, in the order of the places.
  static func all(in tree: NodeTree, _ composition: Composition) -> [FileUse] {
    composition.files.enumerated().flatMap { index, file in
      file.uses.compactMap { use -> FileUse? in
        guard let holder = composition.file(of: use) else { return nil }
        let kind: Kind =
          switch file.role {
          case .text: composition.isTemplate(use) ? .template : .file
          case .value: .include
          case .profile, .layer: .extends
          }
        return FileUse(
          kind: kind,
          holder: holder,
          file: index,
          span: composition.placed(tree.span(use))
        )
      }
    }
    .sorted { ($0.holder, $0.span.start, $0.file) < ($1.holder, $1.span.start, $1.file) }
  }
}

extension SourceText {
  /// Whether a profile may name other files: without a `$`, written out or as an escape, it does not.
  package var mayNameFiles: Bool {
    bytes.contains(UInt8(ascii: "$")) || bytes.contains(UInt8(ascii: "\\"))
  }
}

extension Compiler {
  /// The files that a profile is made of, the profile first, how each comes into it, and whether
  /// all of them could be read. Nothing else of the profile is looked at.
  ///
  /// - Returns: also whether the profile has anything that it is put together by: a file, a variable, a variant.
  public func files(
    of source: SourceText
  ) -> (files: [SourceText], uses: [FileUse], areAll: Bool, isComposed: Bool) {
    var bag = DiagnosticBag()
    guard let tree = Composer.compose(source.bytes, into: &bag), Linker.isNeeded(for: tree) else {
      return ([source], [], !bag.hasErrors, false)
    }
    var turn: Turnstile.Turn?
    let linked = Linker.link(tree, source, reading: files, turn: &turn, into: &bag)
    guard let composition = linked.composition else { return ([source], [], true, false) }
    let files = composition.files.map(\.source)
    return (files, FileUse.all(in: linked, composition), !bag.hasErrors, true)
  }
}
