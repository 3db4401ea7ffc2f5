// swift-tools-version: 6.2
import PackageDescription

// One direction, one stage a target; see "How the source is laid out" in README.md.
// `.ci/run` builds with `--explicit-target-dependency-import-check error`, so that an import
// which is not declared here fails.
let package = Package(
  name: "sessionc",
  products: [
    .library(name: "SessionProfiles", targets: ["SessionProfiles"]),
    .executable(name: "sessionc", targets: ["sessionc"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    // Leaves.
    .systemLibrary(
      name: "CLibYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
    ),
    .target(name: "SourceDiagnostics"),
    .target(name: "CanonicalJSON"),
    .target(name: "ProfileSchemas", plugins: ["EmbedSchemasPlugin"]),

    // Front end: bytes to nodes.
    .target(name: "YAMLSyntax", dependencies: ["CLibYAML", "SourceDiagnostics"]),

    // Middle: nodes bound to schema fields; checks; requests.
    .target(
      name: "ProfileIR",
      dependencies: ["ProfileSchemas", "SourceDiagnostics", "YAMLSyntax"]
    ),
    .target(
      name: "ProfileRules",
      dependencies: ["CanonicalJSON", "ProfileIR", "SourceDiagnostics", "YAMLSyntax"]
    ),
    .target(
      name: "ProfileTargets",
      dependencies: ["CanonicalJSON", "ProfileIR", "SourceDiagnostics", "YAMLSyntax"]
    ),

    // JSON to YAML, and flat profiles to GA ones.
    .target(
      name: "ProfileWriting",
      dependencies: ["ProfileIR", "SourceDiagnostics", "YAMLSyntax"]
    ),

    // What a team has decided about its profiles.
    .target(
      name: "ProjectConfiguration",
      dependencies: [
        "ProfileIR", "ProfileRules", "ProfileTargets", "SourceDiagnostics", "YAMLSyntax",
      ]
    ),

    // Findings for people and machines.
    .target(
      name: "DiagnosticReports",
      dependencies: ["CanonicalJSON", "ProfileRules", "SourceDiagnostics"]
    ),

    // The facade: the one public library.
    .target(
      name: "SessionProfiles",
      dependencies: [
        "CanonicalJSON", "DiagnosticReports", "ProfileIR", "ProfileRules", "ProfileTargets",
        "ProfileWriting", "ProjectConfiguration", "SourceDiagnostics", "YAMLSyntax",
      ]
    ),

    // What the command lines share: files, streams, the project, forms of report.
    .target(
      name: "CommandLineSupport",
      dependencies: [
        "SessionProfiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),

    // The command line.
    .executableTarget(
      name: "sessionc",
      dependencies: [
        "CommandLineSupport", "SessionProfiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),

    // Tests, one target for each of the above.
    .target(
      name: "TestSupport",
      dependencies: ["SessionProfiles"],
      path: "Tests/TestSupport"
    ),
    .testTarget(name: "SourceDiagnosticsTests", dependencies: ["SourceDiagnostics"]),
    .testTarget(name: "CanonicalJSONTests", dependencies: ["CanonicalJSON", "SessionProfiles"]),
    .testTarget(
      name: "YAMLSyntaxTests",
      dependencies: ["SourceDiagnostics", "TestSupport", "YAMLSyntax"]
    ),
    .testTarget(
      name: "ProfileIRTests",
      dependencies: [
        "ProfileIR", "ProfileSchemas", "SourceDiagnostics", "TestSupport", "YAMLSyntax",
      ]
    ),
    .testTarget(
      name: "ProfileRulesTests",
      dependencies: ["ProfileRules", "SessionProfiles", "SourceDiagnostics", "TestSupport"]
    ),
    .testTarget(
      name: "ProjectConfigurationTests",
      dependencies: [
        "ProfileRules", "ProfileTargets", "ProjectConfiguration", "SourceDiagnostics",
      ]
    ),
    .testTarget(
      name: "ProfileWritingTests",
      dependencies: ["ProfileWriting", "SessionProfiles", "SourceDiagnostics", "TestSupport"]
    ),
    .testTarget(
      name: "DiagnosticReportsTests",
      dependencies: ["DiagnosticReports", "SessionProfiles", "SourceDiagnostics"]
    ),
    .testTarget(
      name: "SessionProfilesTests",
      dependencies: ["ProfileIR", "SessionProfiles", "SourceDiagnostics", "TestSupport"],
      exclude: ["Fixtures"]
    ),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "sessionc", "SessionProfiles", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),

    // Build time only: puts the files of schemas/ into the binary.
    .executableTarget(name: "EmbedSchemas"),
    .plugin(
      name: "EmbedSchemasPlugin",
      capability: .buildTool(),
      dependencies: ["EmbedSchemas"],
      path: "Sources/EmbedSchemasPlugin"
    ),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where [.regular, .executable, .test].contains(target.type) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ]
  if target.type != .test { target.swiftSettings?.append(.strictMemorySafety()) }
}
