// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let arguments = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A folder under `Sources/`, its modules, and what each may stand on.
func layer(_ folder: String, _ modules: (String, [Target.Dependency])...) -> [Target] {
    modules.map { name, dependencies in
        .target(
            name: name, dependencies: dependencies, path: "Sources/\(folder)/\(name)",
            swiftSettings: settings)
    }
}

/// The test targets of a layer: one a module, named for it.
func tests(_ folder: String, _ modules: (String, [Target.Dependency])...) -> [Target] {
    modules.map { name, more in
        .testTarget(
            name: "\(name)Tests", dependencies: [.byName(name: name), "Fixtures"] + more,
            path: "Tests/\(folder)/\(name)Tests", swiftSettings: settings)
    }
}

let kernel = layer(
    "Kernel",
    ("Canon", [crypto]))

let domain = layer(
    "Domain",
    ("Activities", ["Canon"]))

let formats = layer(
    "Formats",
    ("Reading", ["Canon", "Activities"]),
    ("CloudEvents", ["Canon", "Activities", "Reading"]))

let engine = layer(
    "Engine",
    ("Ledger", ["Canon"]))

let storage =
    layer(
        "Storage",
        ("Relational", ["Canon"]),
        ("SQLiteEngine", ["Canon", "Ledger", "Relational", "CSQLite"]))
    + [
        .systemLibrary(
            name: "CSQLite", path: "Sources/Storage/CSQLite", pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])])
    ]

let surface = layer(
    "Surface",
    ("HTML", []),
    ("PackagePages", ["HTML"]))

let programs = layer(
    "Programs",
    ("DemoPlant", ["Canon"]))

/// What tests share: where foreign test data is, and the suites every engine must pass.
let support: [Target] = [
    .target(name: "Fixtures", path: "Tests/Support/Fixtures", swiftSettings: settings),
    .target(
        name: "DatabaseConformance", dependencies: ["Relational"],
        path: "Tests/Support/DatabaseConformance", swiftSettings: settings),
    .target(
        name: "JournalConformance", dependencies: ["Canon", "Ledger"],
        path: "Tests/Support/JournalConformance", swiftSettings: settings),
]

let package = Package(
    name: "witnessmark",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    ],
    targets: kernel + domain + formats + engine + storage + surface + programs + support
        + tests("Kernel", ("Canon", []))
        + tests("Domain", ("Activities", []))
        + tests("Formats", ("Reading", []))
        + tests("Engine", ("Ledger", ["Canon", "JournalConformance"]))
        + tests(
            "Storage",
            ("Relational", []),
            ("SQLiteEngine", ["DatabaseConformance", "Relational", "CSQLite", "Canon"]))
        + tests("Surface", ("HTML", []), ("PackagePages", ["HTML"]))
        + tests("Programs", ("DemoPlant", []))
        + [
            .testTarget(
                name: "ArchitectureTests", dependencies: ["Fixtures"], swiftSettings: settings)
        ]
)
