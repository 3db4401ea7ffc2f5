import Foundation
import PackagePlugin

/// `swift package lint-profiles [PATH…]`: without a path, what `.sessionc.yaml` names, or `profiles`.
@main
struct LintProfiles: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) throws {
    let process = Process()
    process.executableURL = try context.tool(named: "sessionc").url
    process.arguments = ["lint"] + arguments
    process.currentDirectoryURL = context.package.directoryURL
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      Diagnostics.error("sessionc lint ended with status \(process.terminationStatus)")
      return
    }
  }
}
