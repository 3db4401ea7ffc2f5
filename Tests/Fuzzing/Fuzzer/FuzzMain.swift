import CLibFuzzer

/// Runs one fuzz target under libFuzzer, whose options and corpus folders are the arguments.
///
/// The environment names the target (`SESSIONC_FUZZ_TARGET`), since libFuzzer starts the program anew
/// for some of its work and knows its own arguments only.
@main
struct FuzzMain {
  /// Set once, before libFuzzer calls back: its callbacks are C functions, which capture nothing.
  nonisolated(unsafe) static var target: any FuzzTarget.Type = ProfileTarget.self

  static var targets: [any FuzzTarget.Type] {
    [
      CanonicalTarget.self, ConfigurationTarget.self, FixTarget.self, ImportTarget.self,
      LinkingTarget.self, MessageTarget.self,
      MigrateTarget.self,
      NodeTarget.self, ProfileTarget.self, ReportTarget.self,
    ]
  }

  static func main() {
    let name = environment("SESSIONC_FUZZ_TARGET")
    guard let target = targets.first(where: { $0.name == name }) else {
      print(targets.map { $0.name }.joined(separator: "\n"))
      end(name == nil ? 0 : 2)
    }
    unsafe Self.target = target
    var count = CommandLine.argc
    var arguments = unsafe Optional(CommandLine.unsafeArgv)
    let status = unsafe withUnsafeMutablePointer(to: &arguments) { pointer in
      unsafe pointer.withMemoryRebound(
        to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self,
        capacity: 1
      ) { unsafe LLVMFuzzerRunDriver(&count, $0, callback) }
    }
    end(status)
  }

  private static let callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt = { data, size in
    unsafe target.test(Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
  }
}

/// What libFuzzer calls instead of its own mutations, which one time in four are used as well: they
/// find what the mutator of profiles has no idea of.
@_cdecl("LLVMFuzzerCustomMutator")
func mutate(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ maxSize: Int, _ seed: UInt32) -> Int
{
  var mutator = ProfileMutator(seed: seed)
  guard mutator.wantsStructure else { return unsafe LLVMFuzzerMutate(data, size, maxSize) }
  let text = unsafe Array(UnsafeBufferPointer(start: data, count: size))
  let result = mutator.mutated(text, fragments: unsafe FuzzMain.target.fragments).prefix(maxSize)
  for (index, byte) in result.enumerated() { unsafe data[index] = byte }
  return result.count
}
