import CommandLineSupport
import SessionProfiles

/// How the profiles of a project are compiled. By reference: it is handed on with each of them.
final class CompileRecipe: Sendable {
  /// For the target that a profile names.
  let compiler: Compiler

  init(_ options: Compiler.Options, reading files: SharedFiles) {
    compiler = Compiler(options: options, reading: files)
  }
}

/// What is done with one profile, on whatever thread.
struct CompileJob: Sendable {
  var job: OutputPlan.Job
  var recipe: CompileRecipe

  func run(
    standardInputAs name: String,
    _ variants: [String]
  ) -> Result<Compiled, CommandFailure> {
    do throws(CommandFailure) {
      var source = try InputFile.profile(job.file.path, standardInputAs: name)
      var requests = try compile(source, variants)
      if !recipe.compiler.options.makesSourceMap, requests.allSatisfy(\.compilation.result.isClean)
      {
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
    // As most have: requests are large, and those of several outputs are copied into one list.
    if let only = job.outputs.first, job.outputs.count == 1 {
      return try compile(source, for: only, chosen)
    }
    var requests: [Request] = []
    for output in job.outputs { requests += try compile(source, for: output, chosen) }
    return requests
  }

  private func compile(
    _ source: SourceText,
    for output: OutputPlan.Output,
    _ chosen: [String]
  ) throws(CommandFailure) -> [Request] {
    // As most are: what is chosen would be a copy of all options.
    if output.target == nil, chosen.isEmpty {
      return try compile(source, for: output, chosen, recipe.compiler)
    }
    var compiler = recipe.compiler
    compiler.options.target = output.target
    compiler.options.choice.variant = chosen.first
    return try compile(source, for: output, chosen, compiler)
  }

  private func compile(
    _ source: SourceText,
    for output: OutputPlan.Output,
    _ chosen: [String],
    _ compiler: Compiler
  ) throws(CommandFailure) -> [Request] {
    let first = compiler.compile(source)
    let isVaried = !first.result.variants.isEmpty && !first.result.isLeftOut
    guard isVaried else { return [Request(output: output, compilation: first)] }
    let names = chosen.isEmpty ? first.result.variants : chosen
    var written: [Request] = []
    var bytes = 0
    for name in names where first.result.variants.contains(name) {
      var compilation =
        name == compiler.options.choice.variant ? first : compiler.choosing(name).compile(source)
      bytes += compilation.request?.count ?? 0
      guard bytes <= Self.bytesMax else {
        throw CommandFailure(
          "\(shown(source.name)): its variants make more than \(Self.bytesMax >> 20) MiB of requests; compile some at a time, with --variant"
        )
      }
      // Each holds the whole text, and there may be many.
      if !compiler.options.makesSourceMap { compilation.dropText() }
      written.append(Request(output: output, variant: name, compilation: compilation))
    }
    // One that has none of the variants that were asked for is left out.
    return written.isEmpty ? [Request(output: output, compilation: first)] : written
  }

  /// What is made of one profile for one target, and one of its variants.
  struct Request: Sendable {
    let output: OutputPlan.Output
    let variant: String?
    var compilation: Compilation
    /// Where it goes: that of the output, for one that is no variant or the only one of a file.
    let destination: OutputPlan.Destination

    init(output: OutputPlan.Output, variant: String? = nil, compilation: Compilation) {
      (self.output, self.variant, self.compilation) = (output, variant, compilation)
      destination = variant.flatMap { output.destination(of: $0) } ?? output.destination
    }
  }

  /// By reference: it is large, and handed on several times.
  final class Compiled: Sendable {
    let job: OutputPlan.Job
    let source: SourceText
    let requests: [Request]

    init(job: OutputPlan.Job, source: SourceText, requests: [Request]) {
      (self.job, self.source, self.requests) = (job, source, requests)
    }
  }
}
