public import ProfileTargets
public import ServerOverlays
public import SourceDiagnostics

/// What compiling one profile gave.
public struct Compilation: Sendable {
  /// Canonical JSON and one line feed, or `nil` where the profile has an error.
  public var request: [UInt8]?
  /// The secrets that the request only names, in its order.
  public var secrets: [SecretReference] = []
  /// What it was compiled for, where there is a request.
  public var target: Target?
  /// The server that it was compiled for, where there is a request and one was named.
  public var server: Server?
  public var result: CheckResult
  /// Where the request is posted to, below the base URL, such as `realtime/client_secrets`; `nil` for
  /// events, which are not posted.
  public var endpoint: String?
  /// Each part of the request with its place in the profile; empty unless asked for.
  public var sourceMap: [SourceMap.Entry] {
    placement.map { placement in parts.map { placement.placed($0) } } ?? parts
  }
  /// The same, with places in all files of the profile together.
  var parts: [SourceMap.Entry] = []
  var placement: Placement?

  /// Lets go of the text of the profile. What is in the request has no places in it any more.
  public mutating func dropText() {
    result.dropText()
    placement = nil
  }

  public var diagnostics: [Diagnostic] { result.diagnostics }
}
