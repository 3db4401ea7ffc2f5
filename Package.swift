// swift-tools-version: 6.2
import PackageDescription

// One direction, one stage a target; see the article "Architecture" of the guide.
// `.ci/run` builds with `--explicit-target-dependency-import-check error`, so that an import
// which is not declared here fails.
let package = Package(
  name: "sessionc",
  products: [
    .library(name: "SessionProfiles", targets: ["SessionProfiles"]),
    .executable(name: "sessionc", targets: ["sessionc"]),
    .plugin(name: "CompileProfiles", targets: ["CompileProfiles"]),
    .plugin(name: "LintProfiles", targets: ["LintProfiles"]),
    .plugin(name: "FixProfiles", targets: ["FixProfiles"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.7.0")
  ],
  targets: [
    // Leaves.
    .systemLibrary(
      name: "CLibYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
    ),
    .target(name: "SourceDiagnostics"),
    .systemLibrary(name: "CLinux"),
    // Doubles need the mathematical library, which nothing else here brings along on Linux.
    .target(
      name: "CanonicalJSON",
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]
    ),
    .target(
      name: "ProfileSchemas",
      dependencies: ["SchemaTables"],
      plugins: ["EmbedSchemasPlugin"]
    ),
    .target(name: "SecretScanning", dependencies: ["SourceDiagnostics"]),

    // Front end: bytes to nodes.
    .target(name: "YAMLSyntax", dependencies: ["CLibYAML", "SourceDiagnostics"]),

    // Middle: nodes bound to schema fields; checks; requests.
    .target(name: "SchemaTables", dependencies: ["SourceDiagnostics", "YAMLSyntax"]),
    // JSON Schema to tables: at build time, and of a server's overlay when it is used.
    .target(
      name: "SchemaLoading",
      dependencies: ["SchemaTables", "SourceDiagnostics", "YAMLSyntax"]
    ),
    .target(
      name: "ProfileIR",
      dependencies: ["ProfileSchemas", "SchemaTables", "SourceDiagnostics", "YAMLSyntax"]
    ),
    // Several files put together into one tree; which mappings belong together, the schema tells.
    .target(
      name: "ProfileLinking",
      dependencies: ["ProfileIR", "SchemaTables", "SourceDiagnostics", "YAMLSyntax"]
    ),
    .target(
      name: "ProfileRules",
      dependencies: [
        "CanonicalJSON", "ProfileIR", "ProfileLinking", "SecretScanning", "SourceDiagnostics",
        "YAMLSyntax",
      ]
    ),
    .target(
      name: "ProfileTargets",
      dependencies: ["CanonicalJSON", "ProfileIR", "SourceDiagnostics", "YAMLSyntax"]
    ),

    // What a server adds to a dialect and takes from it.
    .target(
      name: "ServerOverlays",
      dependencies: [
        "ProfileIR", "ProfileSchemas", "SchemaLoading", "SchemaTables", "SourceDiagnostics",
        "YAMLSyntax",
      ]
    ),

    // What changes from one request to another.
    .target(
      name: "RequestDifference",
      dependencies: [
        "CanonicalJSON", "ProfileIR", "ProfileTargets", "SchemaTables", "SourceDiagnostics",
        "YAMLSyntax",
      ]
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
        "ProfileIR", "ProfileLinking", "ProfileRules", "ProfileTargets", "RequestDifference",
        "ServerOverlays", "SourceDiagnostics", "YAMLSyntax",
      ]
    ),

    // Findings for people and machines.
    .target(
      name: "DiagnosticReports",
      dependencies: ["CanonicalJSON", "ProfileRules", "SecretScanning", "SourceDiagnostics"]
    ),

    // Changes for people and machines.
    .target(
      name: "DifferenceReports",
      dependencies: [
        "CanonicalJSON", "DiagnosticReports", "RequestDifference", "SourceDiagnostics",
      ]
    ),

    // The facade: the one public library.
    .target(
      name: "SessionProfiles",
      dependencies: [
        "CanonicalJSON", "DiagnosticReports", "DifferenceReports", "ProfileIR", "ProfileLinking",
        "ProfileRules", "ProfileTargets", "ProfileWriting", "ProjectConfiguration",
        "RequestDifference", "SchemaTables", "SecretScanning", "ServerOverlays",
        "SourceDiagnostics", "YAMLSyntax",
      ]
    ),

    // For editors: messages in, messages out.
    .target(
      name: "LanguageServer",
      dependencies: ["CanonicalJSON", "DiagnosticReports", "SessionProfiles", "SourceDiagnostics"]
    ),

    // What may be read and written, and how: the only part that opens files.
    .target(
      name: "FileAccess",
      dependencies: [
        "SourceDiagnostics",
        .target(name: "CLinux", condition: .when(platforms: [.linux])),
      ]
    ),

    // What the command lines share: streams, the project, forms of report.
    .target(
      name: "CommandLineSupport",
      dependencies: [
        "DiagnosticReports", "FileAccess", "SessionProfiles", "SourceDiagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),

    // The command line.
    .executableTarget(
      name: "sessionc",
      dependencies: [
        "CanonicalJSON", "CommandLineSupport", "DiagnosticReports", "LanguageServer",
        "SessionProfiles", "SourceDiagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),

    // What it all costs.
    .executableTarget(
      name: "sessionc-benchmarks",
      dependencies: [
        "CanonicalJSON", "LanguageServer", "ProfileIR", "ProfileRules", "ProfileTargets",
        "SessionProfiles", "SourceDiagnostics",
        "YAMLSyntax",
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
    .testTarget(name: "SecretScanningTests", dependencies: ["SecretScanning", "TestSupport"]),
    .testTarget(name: "CanonicalJSONTests", dependencies: ["CanonicalJSON", "SessionProfiles"]),
    .testTarget(
      name: "YAMLSyntaxTests",
      dependencies: ["CanonicalJSON", "SourceDiagnostics", "TestSupport", "YAMLSyntax"]
    ),
    .testTarget(
      name: "EmbedSchemasTests",
      dependencies: [
        "EmbedSchemas", "SchemaLoading", "SchemaTables", "SourceDiagnostics", "YAMLSyntax",
      ]
    ),
    .testTarget(
      name: "ProfileIRTests",
      dependencies: [
        "ProfileIR", "ProfileSchemas", "SourceDiagnostics", "TestSupport", "YAMLSyntax",
      ]
    ),
    .testTarget(
      name: "ProfileRulesTests",
      dependencies: [
        "ProfileLinking", "ProfileRules", "SessionProfiles", "SourceDiagnostics", "TestSupport",
      ]
    ),
    .testTarget(
      name: "ProfileLinkingTests",
      dependencies: [
        "ProfileLinking", "SessionProfiles", "SourceDiagnostics", "TestSupport", "YAMLSyntax",
      ]
    ),
    .testTarget(
      name: "ProjectConfigurationTests",
      dependencies: [
        "ProfileRules", "ProfileTargets", "ProjectConfiguration", "RequestDifference",
        "SourceDiagnostics",
      ]
    ),
    .testTarget(
      name: "RequestDifferenceTests",
      dependencies: ["RequestDifference", "SessionProfiles", "SourceDiagnostics", "TestSupport"]
    ),
    .testTarget(
      name: "ProfileWritingTests",
      dependencies: [
        "ProfileWriting", "SessionProfiles", "SourceDiagnostics", "TestSupport", "YAMLSyntax",
      ]
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
        "CommandLineSupport", "FileAccess", "sessionc", "SessionProfiles", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["Fixtures"]
    ),

    .testTarget(
      name: "LanguageServerTests",
      dependencies: [
        "CanonicalJSON", "LanguageServer", "SessionProfiles", "SourceDiagnostics", "TestSupport",
      ]
    ),
    .testTarget(
      name: "BenchmarksTests",
      dependencies: ["SessionProfiles", "sessionc-benchmarks"]
    ),

    // Build time only: puts the files of schemas/ into the binary, as text and prepared for checking.
    .executableTarget(
      name: "EmbedSchemas",
      dependencies: ["SchemaLoading", "SchemaTables", "SourceDiagnostics", "YAMLSyntax"]
    ),
    .plugin(
      name: "EmbedSchemasPlugin",
      capability: .buildTool(),
      dependencies: ["EmbedSchemas"],
      path: "Sources/EmbedSchemasPlugin"
    ),

    // For packages with profiles; the package of a release has the same ones over its program.
    .plugin(
      name: "CompileProfiles",
      capability: .buildTool(),
      dependencies: ["sessionc"],
      path: ".release/swiftpm/Plugins/CompileProfiles"
    ),
    .plugin(
      name: "LintProfiles",
      capability: .command(
        intent: .custom(verb: "lint-profiles", description: "Check session profiles.")
      ),
      dependencies: ["sessionc"],
      path: ".release/swiftpm/Plugins/LintProfiles"
    ),
    .plugin(
      name: "FixProfiles",
      capability: .command(
        intent: .custom(
          verb: "fix-profiles",
          description: "Mend session profiles where it is safe."
        ),
        permissions: [.writeToPackageDirectory(reason: "the fixes are written into the profiles")]
      ),
      dependencies: ["sessionc"],
      path: ".release/swiftpm/Plugins/FixProfiles"
    ),
  ],
  swiftLanguageModes: [.v6]
)

// The send step, only where it is asked for: its HTTP client and TLS are two dozen packages, and take
// most of the time of a build.
if Context.environment["SESSIONC_SENDING"] != nil {
  package.products.append(.executable(name: "sessionc-send", targets: ["sessionc-send"]))
  package.dependencies += [
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.24.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.81.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.29.0"),
  ]
  package.targets += [
    // The only part that opens a socket.
    .target(
      name: "RealtimeTransport",
      dependencies: [
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ]
    ),
    .executableTarget(
      name: "sessionc-send",
      dependencies: [
        "CommandLineSupport", "RealtimeTransport", "SessionProfiles", "SourceDiagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]
    ),
    .target(
      name: "LoopbackServer",
      dependencies: [
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      path: "Tests/LoopbackServer"
    ),
    .testTarget(name: "RealtimeTransportTests", dependencies: ["RealtimeTransport"]),
    .testTarget(
      name: "SendCommandTests",
      dependencies: [
        "CanonicalJSON", "LoopbackServer", "TestSupport", "sessionc", "sessionc-send",
      ]
    ),
  ]
}

// For `.release/site`, which makes the guide as a site: nobody else fetches it.
if Context.environment["SESSIONC_DOCUMENTATION"] != nil {
  package.dependencies.append(
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0")
  )
}

// For `.ci/sanitize`, the library and its tests alone: those of the command line mostly start other programs,
// and take as long to build as all the rest.
if Context.environment["SESSIONC_LIBRARY_ALONE"] != nil {
  let others = [
    "BenchmarksTests", "CommandLineSupport", "CommandLineTests", "CompileProfiles", "FileAccess",
    "FixProfiles", "LintProfiles", "sessionc", "sessionc-benchmarks",
  ]
  package.targets.removeAll { others.contains($0.name) }
  package.products.removeAll { others.contains($0.name) }
}

for target in package.targets where [.regular, .executable, .test].contains(target.type) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ]
  if target.type != .test { target.swiftSettings?.append(.strictMemorySafety()) }
}

// Fuzz targets, for `.ci/fuzz` alone: they need libFuzzer and AddressSanitizer, and flags that no
// package that others depend on may have. An ordinary build knows nothing of them.
if Context.environment["SESSIONC_FUZZING"] != nil {
  let dependencies = [
    "CanonicalJSON", "DiagnosticReports", "LanguageServer", "ProfileIR", "ProfileRules",
    "ProfileSchemas", "ProfileTargets", "ProfileWriting", "ProjectConfiguration", "SchemaLoading",
    "SchemaTables", "SecretScanning", "ServerOverlays", "SessionProfiles", "SourceDiagnostics",
    "YAMLSyntax",
  ]
  // What is fuzzed tells libFuzzer where it has been; what judges it does not.
  for target in package.targets where dependencies.contains(target.name) {
    target.swiftSettings?.append(.unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"]))
  }
  // gold cannot link libFuzzer, which `.ci/fuzz` names.
  let linking: [LinkerSetting] = [.unsafeFlags(["-sanitize=address", "-use-ld=lld"])]
  // What prepares the schemas is made of the same targets.
  for target in package.targets where target.name == "EmbedSchemas" {
    target.linkerSettings = linking
  }
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzzing/CLibFuzzer"),
    .executableTarget(
      name: "sessionc-fuzz",
      dependencies: ["CLibFuzzer"] + dependencies.map { .init(stringLiteral: $0) },
      path: "Tests/Fuzzing/Fuzzer",
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
        .strictMemorySafety(),
        .unsafeFlags(["-sanitize=address"]),
      ],
      linkerSettings: linking
    ),
  ]
}
