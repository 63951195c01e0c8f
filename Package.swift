// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let arguments = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

/// Builds everything with libFuzzer's instrumentation, and the program that runs it; see
/// `script/fuzz`.
let isFuzzing = Context.environment["WITNESSMARK_FUZZ"] != nil

let settings: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"])] : [])

/// Files that are compiled into a module, so that a program is one file.
let embedded = ["EvidencePackage": ["verify.py", "verify-README.txt"]]

/// A folder under `Sources/`, its modules, and what each may stand on.
func layer(_ folder: String, _ modules: (String, [Target.Dependency])...) -> [Target] {
    modules.map { name, dependencies in
        .target(
            name: name, dependencies: dependencies, path: "Sources/\(folder)/\(name)",
            resources: embedded[name, default: []].map { .embedInCode("Resources/\($0)") },
            swiftSettings: settings)
    }
}

/// Files that tests compare with and that are no sources.
let golden = ["PackagePages": ["Golden"]]

/// The test targets of a layer: one a module, named for it.
func tests(_ folder: String, _ modules: (String, [Target.Dependency])...) -> [Target] {
    modules.map { name, more in
        .testTarget(
            name: "\(name)Tests", dependencies: [.byName(name: name), "Fixtures"] + more,
            path: "Tests/\(folder)/\(name)Tests", exclude: golden[name] ?? [],
            swiftSettings: settings)
    }
}

let kernel = layer(
    "Kernel",
    ("Canon", [crypto]),
    ("TransparencyLog", ["Canon", crypto]),
    ("EvidencePackage", ["Canon", "TransparencyLog", crypto]))

let domain = layer(
    "Domain",
    ("Activities", ["Canon"]),
    ("Traceability", ["Canon", "Activities"]),
    ("DataIntegrity", ["Canon", "Activities"]),
    ("Access", ["Canon"]),
    ("Records", ["Canon", "Activities", "Access"]),
    ("Quality", ["Canon", "Activities", "Access", "Records"]))

let formats =
    layer(
        "Formats",
        ("Reading", ["Canon", "Activities"]),
        ("CloudEvents", ["Canon", "Activities", "Reading"]),
        ("ActivityDocuments", ["Canon", "Activities", "Reading"]),
        ("XMLReading", ["CLibXML2"]),
        ("EPCIS", ["Canon", "Activities", "Reading", "XMLReading"]),
        ("QIF", ["Canon", "Activities", "Reading", "XMLReading"]),
        ("MTConnect", ["Canon", "Activities", "Reading", "XMLReading"]),
        ("NCProgrammes", ["Canon", "Activities", "Reading"]),
        ("AS9102", ["Canon", "Activities", "Reading", "Spreadsheet"]),
        ("Spreadsheet", ["Canon", "EvidencePackage", "Activities", "Reading", "XMLReading"]),
        ("B2MML", ["Canon", "Activities", "Reading", "XMLReading"]),
        ("Calibration", ["Canon", "Activities", "Reading", "XMLReading"]),
        ("MaterialCertificates", ["Canon", "Activities", "Reading"]))
    + [
        .systemLibrary(
            name: "CLibXML2", path: "Sources/Formats/CLibXML2", pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"])])
    ]

let engine = layer(
    "Engine",
    ("Ledger", ["Canon", "TransparencyLog", "EvidencePackage"]),
    ("Intake", ["Canon", "EvidencePackage", "Activities", "Reading", "Ledger"]),
    (
        "Registrar",
        [
            "Canon", "EvidencePackage", "Activities", "Access", "Records", "Ledger", crypto,
            cryptoExtras,
        ]
    ),
    (
        "Examining",
        [
            "Canon", "TransparencyLog", "EvidencePackage", "Activities", "DataIntegrity", "Access",
            "Records", "Quality", "Ledger",
        ]
    ),
    (
        "Assembly",
        [
            "Canon", "TransparencyLog", "EvidencePackage", "Activities", "Traceability",
            "DataIntegrity", "Access", "Records", "AS9102", "Ledger",
        ]
    ))

let storage =
    layer(
        "Storage",
        ("Relational", ["Canon"]),
        (
            "SQLiteEngine",
            ["Canon", "TransparencyLog", "EvidencePackage", "Ledger", "Relational", "CSQLite"]
        ),
        (
            "Projections",
            [
                "Canon", "EvidencePackage", "Activities", "Traceability", "Records", "Ledger",
                "Relational",
            ]
        ))
    + [
        .systemLibrary(
            name: "CSQLite", path: "Sources/Storage/CSQLite", pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])])
    ]

/// Without the live links to outside systems, and without the packages they alone need: a short
/// build for work on everything else. `WITNESSMARK_CORE_ONLY=1 swift test`
let isCoreOnly = Context.environment["WITNESSMARK_CORE_ONLY"] != nil

let connectorPackages: [Package.Dependency] = [
    .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
    .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
]
let connectors = layer(
    "Connectors",
    (
        "Timestamping",
        [
            "Canon", crypto,
            cryptoExtras,
            .product(name: "SwiftASN1", package: "swift-asn1"),
            .product(name: "X509", package: "swift-certificates"),
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
        ]
    ))
let connectorTests = tests("Connectors", ("Timestamping", []))

/// Programs of others that are run where they are installed.
let tools = layer("Connectors", ("XMLSecTool", ["Calibration"]))

let surface = layer(
    "Surface",
    ("HTML", []),
    (
        "PackagePages",
        [
            "HTML", "Canon", "EvidencePackage", "Activities", "Traceability", "DataIntegrity",
            "Access", "Records", "AS9102", "Assembly",
        ]
    ))

let programs =
    layer(
        "Programs",
        ("DemoPlant", ["Canon"]),
        ("VerifyCommand", [arguments, "Canon", "TransparencyLog", "EvidencePackage"]))
    + [
        .executableTarget(
            name: "witnessmark-verify", dependencies: [arguments, "VerifyCommand"],
            path: "Sources/Programs/witnessmark-verify", swiftSettings: settings),
        .executableTarget(
            name: "witnessmark",
            dependencies: [
                arguments, "Canon", "TransparencyLog", "EvidencePackage", "Activities",
                "Traceability", "Reading", "CloudEvents", "EPCIS", "QIF", "MTConnect",
                "NCProgrammes", "AS9102", "Spreadsheet",
                "ActivityDocuments", "Ledger",
                "Intake", "Assembly", "Relational", "SQLiteEngine", "Projections", "HTML",
                "PackagePages", "B2MML", "Calibration", "MaterialCertificates", "XMLSecTool",
                "DataIntegrity", "Examining", "DemoPlant", "VerifyCommand",
                "Access", "Records", "Quality", "Registrar",
                .product(name: "Yams", package: "Yams"),
            ] + (isCoreOnly ? [] : ["Timestamping"]),
            path: "Sources/Programs/witnessmark", swiftSettings: settings),
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                arguments, "Canon", "TransparencyLog", "EvidencePackage", "Activities",
                "Traceability", "Reading", "CloudEvents", "EPCIS", "ActivityDocuments", "QIF",
                "MTConnect", "NCProgrammes", "AS9102", "Spreadsheet", "B2MML", "Calibration",
                "MaterialCertificates", "XMLReading", "Ledger", "Intake", "Assembly",
                "Relational", "SQLiteEngine", "Projections", "VerifyCommand", "DemoPlant",
                "Access", "Records", "Quality",
            ],
            path: "Benchmarks", exclude: ["Baselines"], swiftSettings: settings),
    ]

let fuzz: [Target] = [
    .executableTarget(
        name: "fuzz",
        dependencies: [
            "Canon", "TransparencyLog", "EvidencePackage", "Activities", "Reading", "CloudEvents",
            "ActivityDocuments", "XMLReading", "EPCIS", "QIF", "MTConnect", "NCProgrammes",
            "AS9102", "Spreadsheet", "Ledger", "B2MML", "Calibration", "MaterialCertificates",
        ] + (isCoreOnly ? [] : ["Timestamping"]),
        path: "Fuzz", exclude: ["Seeds", "seeds.py"], swiftSettings: settings,
        linkerSettings: [
            .unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"]), .linkedLibrary("z"),
        ])
]

/// What tests share: where foreign test data is, and the suites every engine must pass.
let support: [Target] = [
    .target(name: "Fixtures", path: "Tests/Support/Fixtures", swiftSettings: settings),
    .target(
        name: "DatabaseConformance", dependencies: ["Relational"],
        path: "Tests/Support/DatabaseConformance", swiftSettings: settings),
    .target(
        name: "ReadingConformance", dependencies: ["Activities", "Reading"],
        path: "Tests/Support/ReadingConformance", swiftSettings: settings),
    .target(
        name: "CaseExample",
        dependencies: [
            "Access", "Activities", "Assembly", "Canon", "EvidencePackage", "Records",
            "Traceability", "TransparencyLog", crypto,
        ],
        path: "Tests/Support/CaseExample", swiftSettings: settings),
    .target(
        name: "JournalConformance",
        dependencies: ["Canon", "TransparencyLog", "EvidencePackage", "Ledger"],
        path: "Tests/Support/JournalConformance", swiftSettings: settings),
]

/// The programs as a person meets them: run, and read word by word.
let transcripts: [Target] = [
    .testTarget(
        name: "TranscriptTests",
        dependencies: ["Fixtures"] + (isCoreOnly ? [] : ["Timestamping"]),
        path: "Tests/Programs/TranscriptTests", exclude: ["Files", "Tools", "Transcripts"],
        swiftSettings: settings)
]

let package = Package(
    name: "witnessmark",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ] + (isCoreOnly ? [] : connectorPackages),
    targets: kernel + domain + formats + engine + storage + surface + tools + programs + support
        + (isCoreOnly ? [] : connectors + connectorTests)
        + (isFuzzing ? fuzz : [])
        + tests(
            "Kernel",
            ("Canon", [crypto]),
            ("TransparencyLog", []),
            ("EvidencePackage", ["Canon", "TransparencyLog"]))
        + tests(
            "Domain", ("Activities", []), ("Traceability", ["Activities", "Canon"]),
            ("DataIntegrity", ["Activities", "Canon"]),
            ("Access", ["Canon"]),
            ("Records", ["Access", "Activities", "Canon"]),
            ("Quality", ["Access", "Activities", "Canon", "DemoPlant", "Records"]))
        + tests(
            "Formats",
            ("Reading", []),
            ("CloudEvents", ["Activities", "Canon", "Reading"]),
            ("ActivityDocuments", ["Activities", "Canon", "CloudEvents", "Reading"]),
            ("XMLReading", []),
            ("EPCIS", ["Activities", "Canon", "Reading", "XMLReading"]),
            ("QIF", ["Activities", "Canon", "Reading"]),
            ("MTConnect", ["Activities", "Canon", "Reading"]),
            ("NCProgrammes", ["Activities", "Canon", "Reading"]),
            ("AS9102", ["Activities", "Canon", "QIF", "Reading"]),
            (
                "Spreadsheet",
                ["Activities", "Canon", "EvidencePackage", "Reading", "ReadingConformance"]
            ),
            ("B2MML", ["Activities", "Canon", "Reading", "ReadingConformance"]),
            ("Calibration", ["Activities", "Canon", "Reading", "ReadingConformance"]),
            ("MaterialCertificates", ["Activities", "Canon", "Reading", "ReadingConformance"]))
        + tests("Connectors", ("XMLSecTool", ["Activities", "Calibration", "Reading"]))
        + tests(
            "Engine",
            ("Ledger", ["Canon", "TransparencyLog", "EvidencePackage", "JournalConformance"]))
        + tests(
            "Storage",
            ("Relational", []),
            (
                "SQLiteEngine",
                [
                    "Canon", "CSQLite", "DatabaseConformance", "JournalConformance", "Ledger",
                    "Relational", "TransparencyLog",
                ]
            ),
            (
                "Projections",
                [
                    "Access", "Activities", "Canon", "EvidencePackage", "Ledger", "Records",
                    "Relational", "SQLiteEngine", "Traceability",
                ]
            ))
        + tests(
            "Engine",
            (
                "Registrar",
                [
                    "Access", "Activities", "Canon", "EvidencePackage", "Ledger", "Records",
                    "TransparencyLog", crypto,
                ]
            ),
            (
                "Examining",
                [
                    "Access", "Activities", "Canon", "DataIntegrity", "EvidencePackage", "Ledger",
                    "Quality", "Records", "TransparencyLog",
                ]
            ),
            (
                "Assembly",
                [
                    "Access", "Activities", "AS9102", "Canon", "CaseExample", "DataIntegrity",
                    "EvidencePackage", "Ledger", "Quality", "Records", "Traceability",
                    "TransparencyLog",
                ]
            ))
        + tests(
            "Engine",
            (
                "Intake",
                [
                    "ActivityDocuments", "Activities", "Canon", "CloudEvents", "EPCIS",
                    "EvidencePackage", "Ledger", "Reading", "SQLiteEngine", "TransparencyLog",
                ]
            ))
        + tests(
            "Surface", ("HTML", []),
            (
                "PackagePages",
                [
                    "Activities", "Assembly", "Canon", "CaseExample", "HTML", "Records",
                    "Traceability",
                ]
            ))
        + tests(
            "Programs", ("DemoPlant", ["Activities", "Canon", "QIF", "Reading", "Spreadsheet"]),
            ("VerifyCommand", [arguments, "Canon", "EvidencePackage", "TransparencyLog"]))
        + transcripts
        + [
            .testTarget(
                name: "ArchitectureTests", dependencies: ["Fixtures"], swiftSettings: settings)
        ]
)
