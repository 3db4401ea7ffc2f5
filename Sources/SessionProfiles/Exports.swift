// What `import SessionProfiles` brings with it. Of the profile's own tree only the names of the dialects:
// the tree is public in its module because the compiler inlines nothing else across modules.
@_exported public import CanonicalJSON
@_exported public import DiagnosticReports
@_exported public import DifferenceReports
@_exported public import ProfileLinking
@_exported public import ProfileRules
@_exported public import ProfileTargets
@_exported public import ProfileWriting
@_exported public import ProjectConfiguration
@_exported public import RequestDifference
@_exported public import ServerOverlays
@_exported public import SourceDiagnostics

@_exported public import struct ProfileIR.Dialect
