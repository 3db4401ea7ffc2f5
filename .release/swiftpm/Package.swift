// swift-tools-version: 6.0
import PackageDescription

// Plugins over the program of a release: whoever builds with them does not build sessionc.
// `.release/build` makes the bundle; in a release its address and checksum stand here.
let package = Package(
  name: "SessioncPlugins",
  products: [
    .plugin(name: "CompileProfiles", targets: ["CompileProfiles"]),
    .plugin(name: "LintProfiles", targets: ["LintProfiles"]),
    .plugin(name: "FixProfiles", targets: ["FixProfiles"]),
  ],
  targets: [
    .binaryTarget(name: "sessionc", path: "sessionc.artifactbundle.zip"),
    .plugin(name: "CompileProfiles", capability: .buildTool(), dependencies: ["sessionc"]),
    .plugin(
      name: "LintProfiles",
      capability: .command(
        intent: .custom(verb: "lint-profiles", description: "Check session profiles.")
      ),
      dependencies: ["sessionc"]
    ),
    .plugin(
      name: "FixProfiles",
      capability: .command(
        intent: .custom(verb: "fix-profiles", description: "Mend session profiles where it is safe."),
        permissions: [.writeToPackageDirectory(reason: "the fixes are written into the profiles")]
      ),
      dependencies: ["sessionc"]
    ),
  ]
)
