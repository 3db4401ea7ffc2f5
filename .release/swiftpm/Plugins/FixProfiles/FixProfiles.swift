import Foundation
import PackagePlugin

/// `swift package fix-profiles [PATH…]`: what is safe is mended; without a path, what `.sessionc.yaml` names, or `profiles`.
@main
struct FixProfiles: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) throws {
    let process = Process()
    process.executableURL = try context.tool(named: "sessionc").url
    process.arguments = ["lint", "--fix"] + arguments
    process.currentDirectoryURL = context.package.directoryURL
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      Diagnostics.error("sessionc lint --fix ended with status \(process.terminationStatus)")
      return
    }
  }
}
