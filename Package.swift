// swift-tools-version:6.1
import PackageDescription

/// Every room is compiled alike: Swift 6 mode, imports that say what they re-export,
/// members only from modules that the file itself imports.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  // Debug builds, which all tests run, check that no two accesses to a property overlap; the product does not pay for
  // that at each property of a connection.
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let heap = Target.Dependency.product(name: "HeapModule", package: "swift-collections")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// A room: a target whose imports are exactly what it names here.
func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

/// The tests of a room, beside it under Tests.
func tests(_ room: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .testTarget(
    name: "\(room)Tests", dependencies: [.init(stringLiteral: room)] + dependencies, exclude: exclude,
    swiftSettings: settings)
}

let package = Package(
  name: "mock-appliance",
  products: [.executable(name: "mock-appliance", targets: ["ApplianceCLI"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Declarations that the importer cannot see, and inline wrappers for macros. No logic.
    .target(name: "CLinuxIO"),
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    // The one lock.
    room("Locking"),

    // Values that know nothing of the world.
    room("Determinism"),
    room("Documents", ["Determinism"]),
    room("HTTPMessages", [httpTypes]),

    // Videos, from facts.
    room("Recordings", ["Determinism"]),

    // The server engine.
    room("Reactor", ["CLinuxIO", "Determinism", "HTTPMessages", "Locking"]),
    room("TLS", ["COpenSSL", "Determinism", "Locking"]),
    room("HTTPCodec", ["HTTPMessages", httpTypes]),
    room("WebSocketCodec", ["HTTPMessages", "COpenSSL", "CZlib", httpTypes]),
    room(
      "HTTPServing",
      [
        "CLinuxIO", "Determinism", "Locking", "Reactor", "TLS", "HTTPMessages", "HTTPCodec", "WebSocketCodec",
        httpTypes, logging,
      ]),

    // The client's side of the same engine.
    room(
      "HTTPClient",
      [
        "Determinism", "Documents", "HTTPCodec", "HTTPMessages", "Locking", "Reactor", "TLS",
        "WebSocketCodec",
        httpTypes,
      ]),

    // The appliance.
    room("ApplianceDomain", ["Determinism", deque, heap]),
    room("Changes", ["ApplianceDomain", "Determinism", "Locking", deque]),
    room("Simulation", ["ApplianceDomain", "Determinism", "Locking"]),
    room("History", ["ApplianceDomain", "Determinism", "Locking"]),
    room("Archives", ["ApplianceDomain", "CZlib", "Determinism", "Documents", "History"]),
    room(
      "Store",
      [
        "ApplianceDomain", "Archives", "Changes", "Determinism", "Documents", "History", "Locking", deque,
        grdb,
      ]),

    room("Backups", ["Determinism", "Documents", "TLS"]),

    // What clients speak to.
    room("APIKit", ["HTTPMessages", "Documents", "ApplianceDomain", "Changes", "Determinism", httpTypes]),
    room(
      "APIs",
      [
        "APIKit", "HTTPMessages", "Documents", "ApplianceDomain", "Backups", "Changes", "Determinism",
        "History", "Archives", "Locking", "Recordings", "TLS", "WebSocketCodec", httpTypes,
      ],
      resources: [
        .embedInCode("RealTimeState/Library/state.js"), .embedInCode("Schemas/Parts"),
        .embedInCode("SessionGeneration/ClickToChat/chat.js"),
        .embedInCode("SessionGeneration/Library/start_session.js"),
      ]),
    room(
      "ControlAPI",
      [
        "APIKit", "HTTPMessages", "Documents", "ApplianceDomain", "Changes", "Determinism", "Locking",
        "Simulation", httpTypes,
      ]),

    // The assembly.
    // The built-in seed data and scenarios are part of the binary: the YAML files there are links into seed-data.
    room(
      "Configuration",
      ["ApplianceDomain", "Determinism", "Simulation", yams],
      resources: [.embedInCode("Example"), .embedInCode("Scenario/scenarios.yaml")]),
    room(
      "MockAppliance",
      [
        "APIKit", "APIs", "ApplianceDomain", "Archives", "Backups", "Changes", "Configuration", "ControlAPI",
        "Determinism", "Documents", "HTTPCodec", "HTTPMessages", "HTTPServing", "History", "Locking",
        "Reactor", "Simulation", "Store", "TLS", httpTypes, logging,
      ]),
    .executableTarget(
      name: "ApplianceCLI",
      dependencies: [
        "APIs", "ApplianceDomain", "Backups", "Configuration", "Determinism", "Documents", "HTTPClient",
        "HTTPMessages", "MockAppliance", "Reactor", "TLS", argumentParser, httpTypes, logging,
      ],
      swiftSettings: settings),

    // Not shipped: the appliance with a driver beside it that changes rows at a rate, for `make bench`.
    .executableTarget(
      name: "StreamBench",
      dependencies: ["APIs", "ApplianceDomain", "Changes", "Configuration", "MockAppliance", "Reactor"],
      path: "bench/StreamBench", swiftSettings: settings),

    // Not shipped: what an active session costs in the domain, for `make bench`.
    .executableTarget(
      name: "ModelBench", dependencies: ["ApplianceDomain", "Configuration", "Determinism", "Simulation"],
      path: "bench/ModelBench",
      swiftSettings: settings),

    // Not shipped: what showing many connected clients costs, for `make bench`.
    .executableTarget(
      name: "ClientBench",
      dependencies: [
        "APIKit", "APIs", "ApplianceDomain", "Changes", "Determinism", "HTTPMessages", httpTypes,
      ],
      path: "bench/ClientBench", swiftSettings: settings),

    // Not shipped: writes a long history for `make bench`.
    .executableTarget(
      name: "HistoryBench",
      dependencies: ["ApplianceDomain", "Archives", "Changes", "Determinism", "History", "Store"],
      path: "bench/HistoryBench", swiftSettings: settings),

    // What several rooms' tests share: a small organization, and an auditor of the domain.
    .target(
      name: "DomainTesting", dependencies: ["ApplianceDomain", "Determinism", "History", "Locking"],
      path: "Tests/DomainTesting",
      swiftSettings: settings),

    // A simulated support centre under audit, for tests and for `make sim`.
    .target(
      name: "SimulationAuditing",
      dependencies: ["ApplianceDomain", "Configuration", "Determinism", "DomainTesting", "Simulation"],
      path: "Tests/SimulationAuditing", swiftSettings: settings),
    .executableTarget(
      name: "SimulationAudit", dependencies: ["Determinism", "SimulationAuditing"],
      path: "Tests/SimulationAudit", swiftSettings: settings),

    // The targets of the fuzzer, which tests run on the inputs that are kept.
    .target(
      name: "Fuzzing", dependencies: ["Documents", "HTTPCodec", "HTTPMessages", "WebSocketCodec", httpTypes],
      path: "Tests/Fuzzing", exclude: ["Corpora"], swiftSettings: settings),
    .target(
      name: "StreamFuzzing",
      dependencies: [
        "APIKit", "APIs", "ApplianceDomain", "Changes", "Determinism", "Documents", "DomainTesting",
        "Fuzzing", "HTTPMessages", httpTypes,
      ], path: "Tests/StreamFuzzing", swiftSettings: settings),

    // Tests, a target for each room.
    tests("Locking"),
    tests("Determinism"),
    tests("Documents", ["Determinism"]),
    tests("HTTPMessages", [httpTypes]),
    tests("Recordings", ["Determinism"]),
    tests("Reactor", ["CLinuxIO", "Determinism", "HTTPMessages"]),
    tests("TLS", ["CLinuxIO", "COpenSSL", "Determinism", "Locking"]),
    tests("HTTPCodec", ["HTTPMessages", httpTypes]),
    tests("WebSocketCodec", ["HTTPMessages", httpTypes]),
    tests(
      "HTTPServing",
      [
        "CLinuxIO", "COpenSSL", "Determinism", "Reactor", "TLS", "HTTPMessages", "HTTPCodec",
        "Locking", "WebSocketCodec", httpTypes, logging,
      ]),
    tests(
      "HTTPClient",
      [
        "Determinism", "HTTPCodec", "HTTPMessages", "HTTPServing", "Locking", "Reactor", "TLS", httpTypes,
        logging,
      ]),
    tests("ApplianceDomain", ["Determinism", "DomainTesting"]),
    tests("Changes", ["ApplianceDomain", "Determinism", "DomainTesting", "Locking"]),
    tests(
      "Simulation",
      ["ApplianceDomain", "Configuration", "Determinism", "DomainTesting", "SimulationAuditing"]),
    tests(
      "Archives",
      [
        "ApplianceDomain", "CZlib", "Changes", "Determinism", "Documents", "DomainTesting", "History",
        "Locking",
      ]),
    tests(
      "Store",
      [
        "ApplianceDomain", "Archives", "CZlib", "Changes", "Determinism", "Documents", "DomainTesting",
        "History", "Locking", "Simulation", grdb,
      ]),
    tests("Backups", ["Determinism", "TLS"]),
    tests(
      "APIs",
      [
        "APIKit", "HTTPMessages", "Documents", "ApplianceDomain", "Backups", "Changes", "Determinism",
        "History", "Archives", "CLibXML2", "DomainTesting", "Locking", "Recordings", "WebSocketCodec",
        httpTypes,
      ],
      exclude: [
        "Answers/Goldens", "ClientScript/Goldens", "Reporting/Goldens", "Schemas/Goldens",
        "SessionGeneration/Goldens",
      ]),
    tests(
      "ControlAPI",
      [
        "APIKit", "HTTPMessages", "Documents", "ApplianceDomain", "Changes", "Determinism", "Locking",
        "Simulation", httpTypes,
      ]),
    tests("Configuration", ["ApplianceDomain", "Determinism", "Simulation", "TLS"]),
    tests("ApplianceCLI", ["Configuration", "Determinism", "HTTPClient", "Reactor", "TLS", argumentParser]),
    tests("Fuzzing"),
    tests("StreamFuzzing", ["Fuzzing"]),
    .testTarget(name: "TidyTests", swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests", exclude: ["requirements.txt", "calls", "examples", "pages", "python"],
      swiftSettings: settings),
  ]
)

// The fuzzer itself, which only scripts/fuzz can link.
if Context.environment["FUZZING"] != nil {
  package.targets.append(
    .executableTarget(
      name: "FuzzDriver", dependencies: ["Fuzzing", "StreamFuzzing"], path: "Tests/FuzzDriver",
      swiftSettings: settings))
}
