internal import SourceDiagnostics

/// Something that keeps the command from doing its work: exit status 2.
package struct CommandFailure: Error {
  package var message: String
  package init(_ message: String) { self.message = message }
}

/// A path or another text from outside, fit for a message.
package func shown(_ text: String) -> String { DisplayText.escaped(text) }
