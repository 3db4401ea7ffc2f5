/// Reports what could not be done, and remembers it.
package struct Troubles {
  package private(set) var messages: [String] = []

  package init() {}

  package mutating func report(_ message: String) {
    messages.append(message)
    StandardStreams.error("sessionc: error: \(message)\n")
  }
}
