package import SourceDiagnostics

/// The rules about profiles of several files, SP701 to SP713. They are found while the files are put
/// together, so they have no check of their own.
package enum LinkingRules {
  package static let fileNotFound = RuleDescriptor(
    "SP701",
    "file-not-found",
    "a file that the profile names is not there"
  )
  package static let outsideRoot = RuleDescriptor(
    "SP702",
    "outside-root",
    "a file may not be read: it is outside of the project, hidden, or of the wrong kind"
  )
  package static let cycle = RuleDescriptor(
    "SP703",
    "cycle",
    "files start from each other, or include each other, in a circle"
  )
  package static let undeclaredVariable = RuleDescriptor(
    "SP704",
    "undeclared-variable",
    "a text names a variable that no file of the profile declares"
  )
  package static let nothingToInherit = RuleDescriptor(
    "SP705",
    "nothing-to-inherit",
    "a directive names something that no file below has"
  )
  package static let variableValue = RuleDescriptor(
    "SP706",
    "variable-value",
    "a variable has no value yet, or one of another type than below"
  )
  package static let mixedDialects = RuleDescriptor(
    "SP707",
    "mixed-dialects",
    "the files of a profile are in two dialects, or of two kinds of session"
  )
  package static let wrongShape = RuleDescriptor(
    "SP708",
    "wrong-shape",
    "a file or a path is not of the shape that its place takes"
  )
  package static let misplacedDirective = RuleDescriptor(
    "SP709",
    "misplaced-directive",
    "a directive stands where it has no meaning"
  )
  package static let redundantExtends = RuleDescriptor(
    "SP710",
    "redundant-extends",
    "a list of files names one that another of its entries brings already",
    severity: .warning
  )
  package static let unknownDirective = RuleDescriptor(
    "SP711",
    "unknown-directive",
    "a word begins with `$` and is no directive",
    severity: .warning
  )
  package static let unusedVariable = RuleDescriptor(
    "SP712",
    "unused-variable",
    "a profile declares a variable that no text uses",
    severity: .warning
  )
  /// Found by looking at all profiles of a project.
  package static let unusedPartial = RuleDescriptor(
    "SP713",
    "unused-partial",
    "a partial that no profile of the project uses",
    severity: .warning
  )

  /// Whether something of the profile is not known since there is this finding.
  package static func leavesHole(_ finding: Diagnostic) -> Bool {
    finding.severity == .error && finding.rule != nothingToInherit && all.contains(finding.rule)
  }

  package static let all = [
    fileNotFound, outsideRoot, cycle, undeclaredVariable, nothingToInherit, variableValue,
    mixedDialects, wrongShape, misplacedDirective, redundantExtends, unknownDirective,
    unusedVariable, unusedPartial,
  ]
}
