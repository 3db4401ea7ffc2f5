/// Something that keeps the command from doing its work: exit status 2.
package struct CommandFailure: Error {
  package var message: String
  package init(_ message: String) { self.message = message }
}
