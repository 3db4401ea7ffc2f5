// What `import SessionProfiles` brings with it: what its own interface takes and gives, and what brings
// files and prints findings. All else stays in its module, such as a `Decimal` beside that of Foundation.

// JSON: what a server answers.
@_exported public import struct CanonicalJSON.JSONMember
@_exported public import struct CanonicalJSON.JSONReader
@_exported public import enum CanonicalJSON.JSONValue
// Findings, printed.
@_exported public import struct DiagnosticReports.ColorScheme
@_exported public import protocol DiagnosticReports.DiagnosticReport
@_exported public import struct DiagnosticReports.FileReport
@_exported public import struct DiagnosticReports.HiddenFindings
@_exported public import enum DiagnosticReports.ReportFormat
@_exported public import struct DiagnosticReports.RulePage
@_exported public import struct DiagnosticReports.Summary
@_exported public import struct DiagnosticReports.TextRenderer
// Differences, printed.
@_exported public import enum DifferenceReports.DifferenceForm
@_exported public import struct DifferenceReports.DifferenceOptions
// Of the profile's own tree only the names of the dialects: the tree is public in its module because the
// compiler inlines nothing else across modules.
@_exported public import struct ProfileIR.Dialect
// The files that a profile names, its variant and its variables.
@_exported public import struct ProfileLinking.FoundFile
@_exported public import struct ProfileLinking.ProfileChoice
@_exported public import protocol ProfileLinking.ProfileReader
@_exported public import enum ProfileLinking.ReadingFailure
@_exported public import class ProfileLinking.SharedFiles
// Which rules apply, and a team's own.
@_exported public import struct ProfileRules.FieldPolicies
@_exported public import struct ProfileRules.FieldPolicy
@_exported public import struct ProfileRules.RulePolicy
// What a profile is compiled for, and what the request has from where.
@_exported public import struct ProfileTargets.SecretReference
@_exported public import enum ProfileTargets.SourceMap
@_exported public import struct ProfileTargets.Target
// A profile of a request.
@_exported public import enum ProfileWriting.ProfileImporter
// `.sessionc.yaml`.
@_exported public import struct ProjectConfiguration.Configuration
@_exported public import struct ProjectConfiguration.ConfigurationLoosening
@_exported public import struct ProjectConfiguration.ConfigurationReader
// What changes from one request to another.
@_exported public import struct RequestDifference.ChangeGroup
@_exported public import enum RequestDifference.ChangeLevel
@_exported public import struct RequestDifference.ChangeRule
@_exported public import struct RequestDifference.ChangeRules
@_exported public import struct RequestDifference.ChangeSettings
@_exported public import struct RequestDifference.ComparedProfile
@_exported public import struct RequestDifference.Comparison
@_exported public import struct RequestDifference.ProfileChange
@_exported public import struct RequestDifference.TextDifference
// Servers other than OpenAI's.
@_exported public import class ServerOverlays.Server
@_exported public import struct ServerOverlays.Servers
// Texts and places in them; findings, their rules and fixes; patterns of files and of places.
@_exported public import struct SourceDiagnostics.Diagnostic
@_exported public import struct SourceDiagnostics.EditorPosition
@_exported public import struct SourceDiagnostics.EmbeddedSessions
@_exported public import struct SourceDiagnostics.FindingCounts
@_exported public import struct SourceDiagnostics.FixIt
@_exported public import struct SourceDiagnostics.LineTable
@_exported public import struct SourceDiagnostics.PathPattern
@_exported public import struct SourceDiagnostics.PointerPattern
@_exported public import enum SourceDiagnostics.PositionEncoding
@_exported public import struct SourceDiagnostics.ProfileUses
@_exported public import struct SourceDiagnostics.RelatedLocation
@_exported public import struct SourceDiagnostics.RuleDescriptor
@_exported public import struct SourceDiagnostics.RuleExplanation
@_exported public import enum SourceDiagnostics.Severity
@_exported public import struct SourceDiagnostics.SilencedDiagnostic
@_exported public import struct SourceDiagnostics.SourceID
@_exported public import struct SourceDiagnostics.SourcePosition
@_exported public import struct SourceDiagnostics.SourceSpan
@_exported public import struct SourceDiagnostics.SourceText
@_exported public import struct SourceDiagnostics.TextEdits
@_exported public import struct SourceDiagnostics.TextPattern
