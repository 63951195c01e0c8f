// SPDX-License-Identifier: Apache-2.0
import Testing

/// The arrows of docs/ARCHITECTURE.md: each layer stands on those below and knows none above.
struct ArrowTests {
    /// What a module may import of the product, by layer; a module named here overrules its layer.
    static let mayStandOn: [String: Set<String>] = [
        "Canon": [],
        "TransparencyLog": ["Canon"],
        "EvidencePackage": ["Canon", "TransparencyLog"],
        "Activities": ["Canon"],
        "Domain": ["Canon", "Activities"],
        "Access": ["Canon"],
        "Records": ["Canon", "Activities", "Access"],
        "Quality": ["Canon", "Activities", "Access", "Records"],
        "Reading": ["Canon", "Activities"],
        "XMLReading": ["Canon", "CLibXML2"],
        "Formats": ["Canon", "Activities", "Reading", "XMLReading"],
        "AS9102": ["Canon", "Activities", "Reading", "Spreadsheet"],
        "Spreadsheet": ["Canon", "EvidencePackage", "Activities", "Reading", "XMLReading"],
        "Ledger": ["Canon", "TransparencyLog", "EvidencePackage"],
        "Engine": [
            "Canon", "TransparencyLog", "EvidencePackage", "Activities", "Traceability",
            "DataIntegrity", "Reading", "AS9102", "Ledger",
        ],
        "Registrar": [
            "Canon", "TransparencyLog", "EvidencePackage", "Activities", "Access", "Records",
            "Ledger",
        ],
        "Assembly": [
            "Canon", "TransparencyLog", "EvidencePackage", "Activities", "Traceability",
            "DataIntegrity", "Access", "Records", "AS9102", "Ledger",
        ],
        "Examining": [
            "Canon", "TransparencyLog", "EvidencePackage", "Activities", "DataIntegrity", "Access",
            "Records", "Quality", "Ledger",
        ],
        "Relational": ["Canon"],
        "SQLiteEngine": [
            "Canon", "TransparencyLog", "EvidencePackage", "Ledger", "Relational", "CSQLite",
        ],
        "Projections": [
            "Canon", "EvidencePackage", "Activities", "Traceability", "Records", "Ledger",
            "Relational",
        ],
        "Connectors": ["Canon", "TransparencyLog"],
        "XMLSecTool": ["Calibration"],
        "HTML": [],
        "PackagePages": [
            "HTML", "Canon", "EvidencePackage", "Activities", "Traceability", "DataIntegrity",
            "Access", "Records", "AS9102", "Assembly",
        ],
        "VerifyCommand": ["Canon", "TransparencyLog", "EvidencePackage"],
        "witnessmark-verify": ["Canon", "TransparencyLog", "EvidencePackage", "VerifyCommand"],
    ]

    /// What a layer may import of the toolchain and of libraries.
    static let libraries: [String: Set<String>] = [
        "Kernel": ["Crypto"],
        "Domain": [],
        "Formats": [],
        "Engine": [
            "Synchronization", "Glibc", "Foundation", "FoundationEssentials", "Dispatch", "Crypto",
            "CryptoExtras",
        ],
        "Storage": ["Synchronization", "Glibc", "Dispatch"],
        "Surface": [],
        "Connectors": [
            "AsyncHTTPClient", "NIOCore", "NIOHTTP1", "NIOFoundationCompat", "SwiftASN1", "X509",
            "Crypto", "CryptoExtras", "Foundation", "FoundationEssentials", "Glibc",
        ],
    ]

    static let belowPrograms = SourceTree.product.filter {
        $0.layer != "Programs" || mayStandOn[$0.module] != nil
    }
    static let modules = Set(SourceTree.product.map(\.module))

    @Test(arguments: belowPrograms)
    func `A module imports only what lies below it`(file: SourceFile) throws {
        let allowed = try #require(
            ArrowTests.mayStandOn[file.module] ?? ArrowTests.mayStandOn[file.layer],
            "\(file.layer)/\(file.module) has no place in the architecture yet")
        let upward = file.imports.intersection(ArrowTests.modules).subtracting(allowed)
        #expect(upward.isEmpty, "\(file.path) imports \(upward.sorted())")
    }

    @Test(arguments: belowPrograms.filter { libraries[$0.layer] != nil })
    func `A layer uses only the libraries it is allowed`(file: SourceFile) throws {
        let own = ArrowTests.modules.union(["CSQLite", "CLibXML2"])
        let foreign = file.imports.subtracting(own)
            .subtracting(ArrowTests.libraries[file.layer] ?? [])
        #expect(foreign.isEmpty, "\(file.path) imports \(foreign.sorted())")
    }

    /// Records are of people, and the kinds are of records: one stands on the other.
    static let governed = ["Access", "Records", "Quality"]

    @Test func `Domain modules do not import one another, save the shared Activities`() {
        let siblings = Set(SourceTree.product.filter { $0.layer == "Domain" }.map(\.module))
            .subtracting(["Activities"])
        for file in SourceTree.product
        where file.layer == "Domain" && !ArrowTests.governed.contains(file.module) {
            #expect(file.imports.isDisjoint(with: siblings), "\(file.path)")
        }
    }

    @Test func `Only Wiring picks an engine`() {
        for file in SourceTree.product
        where file.imports.contains("SQLiteEngine") && file.module != "SQLiteEngine" {
            #expect(file.name == "Wiring.swift" || file.layer == "Benchmarks", "\(file.path)")
        }
    }

    @Test func `The tree was found`() {
        #expect(SourceTree.product.count > 10)
        #expect(ArrowTests.modules.contains("Canon"))
    }
}
