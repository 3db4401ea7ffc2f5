#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One thing that takes bytes from outside, with all that must hold whatever they are.
protocol FuzzTarget {
  static var name: String { get }
  /// What the mutator puts in, beside what every profile is made of.
  static var fragments: [String] { get }
  /// Does the work, and ends the program where something does not hold.
  static func test(_ bytes: [UInt8])
}

extension FuzzTarget {
  static var fragments: [String] { Vocabulary.values }
}

/// Ends the program, which makes libFuzzer keep the input, unless something holds.
func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
  if holds { return }
  fail(what())
}

/// Ends the program with a message.
func fail(_ what: String) -> Never {
  print("does not hold: \(what)")
  fflush(nil)
  abort()
}

/// Ends the program.
func end(_ status: CInt) -> Never { exit(status) }

func environment(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  return unsafe String(cString: value)
}
