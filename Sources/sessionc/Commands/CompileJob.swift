import CommandLineSupport
import SessionProfiles

/// What is done with one profile, on whatever thread.
struct CompileJob: Sendable {
  var job: OutputPlan.Job
  var options: Compiler.Options
  var files: SharedFiles

  func run(
    standardInputAs name: String,
    _ variants: [String]
  ) -> Result<Compiled, CommandFailure> {
    do throws(CommandFailure) {
      var source = try InputFile.profile(job.file.path, standardInputAs: name)
      var requests = try compile(source, variants)
      if !options.makesSourceMap, requests.allSatisfy(\.compilation.result.isClean) {
        // As in `lint`: freed where it was made.
        for index in requests.indices { requests[index].compilation.result.dropText() }
        source.bytes = []
      }
      return .success(Compiled(job: job, source: source, requests: requests))
    } catch {
      return .failure(error)
    }
  }

  /// The most bytes of the requests of one profile, its variants together.
  private static let bytesMax = 32 << 20

  private func compile(
    _ source: SourceText,
    _ chosen: [String]
  ) throws(CommandFailure) -> [Request] {
    var options = options
    var requests: [Request] = []
    for output in job.outputs {
      options.target = output.target
      options.choice.variant = chosen.first
      let compiler = Compiler(options: options, reading: files)
      let first = compiler.compile(source)
      let isVaried = !first.result.variants.isEmpty && !first.result.isLeftOut
      guard isVaried else {
        requests.append(Request(output: output, compilation: first))
        continue
      }
      let names = chosen.isEmpty ? first.result.variants : chosen
      var written: [Request] = []
      var bytes = 0
      for name in names where first.result.variants.contains(name) {
        var compilation =
          name == options.choice.variant ? first : compiler.choosing(name).compile(source)
        bytes += compilation.request?.count ?? 0
        guard bytes <= Self.bytesMax else {
          throw CommandFailure(
            "\(shown(source.name)): its variants make more than \(Self.bytesMax >> 20) MiB of requests; compile some at a time, with --variant"
          )
        }
        // Each holds the whole text, and there may be many.
        if !options.makesSourceMap { compilation.dropText() }
        written.append(Request(output: output, variant: name, compilation: compilation))
      }
      // One that has none of the variants that were asked for is left out.
      requests += written.isEmpty ? [Request(output: output, compilation: first)] : written
    }
    return requests
  }

  /// What is made of one profile for one target, and one of its variants.
  struct Request: Sendable {
    let output: OutputPlan.Output
    let variant: String?
    var compilation: Compilation
    /// Where it goes: that of the output, for one that is no variant.
    var destination: OutputPlan.Destination

    init(output: OutputPlan.Output, variant: String? = nil, compilation: Compilation) {
      (self.output, self.variant, self.compilation) = (output, variant, compilation)
      destination = output.destination
    }
  }

  struct Compiled: Sendable {
    var job: OutputPlan.Job
    var source: SourceText
    var requests: [Request]
  }
}
