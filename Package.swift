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
    ("Activities", ["Canon"]),
    ("Traceability", ["Canon", "Activities"]))

/// What tests share: where foreign test data is, and the suites every engine must pass.
let support: [Target] = [
    .target(name: "Fixtures", path: "Tests/Support/Fixtures", swiftSettings: settings)
]

let package = Package(
    name: "witnessmark",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    ],
    targets: kernel + domain + support
        + tests("Kernel", ("Canon", []))
        + tests("Domain", ("Activities", []), ("Traceability", ["Activities", "Canon"]))
        + [
            .testTarget(
                name: "ArchitectureTests", dependencies: ["Fixtures"], swiftSettings: settings)
        ]
)
