// SPDX-License-Identifier: Apache-2.0
import Fixtures
import Foundation
import Testing

@testable import DataIntegrity

struct CatalogueTests {
    @Test func `Names are unique, lower-case words with hyphens`() {
        let names = Catalogue.checks.map(\.name)
        #expect(Set(names).count == names.count)
        for name in names {
            #expect(name.utf8.allSatisfy { $0 == 0x2D || (0x61...0x7A).contains($0) }, "\(name)")
            #expect(Catalogue.check(named: name)?.name == name)
        }
        #expect(Catalogue.check(named: "Chronology") == nil)
    }

    @Test(arguments: Catalogue.checks.map(\.name))
    func `A check says what it asks, serves and can say`(name: String) throws {
        let check = try #require(Catalogue.check(named: name))
        #expect(check.rules.allSatisfy { $0.hasPrefix("ALC-") } && !check.rules.isEmpty)
        #expect(!check.asks.isEmpty && !check.why.isEmpty && !check.looksAt.isEmpty)
        let codes = (check.reasons + Reason.common).map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(check.reasons.contains { $0.outcome == .pass })
        #expect(check.reasons.contains { $0.outcome == .fail })
        for reason in check.reasons {
            #expect((reason.severity != nil) == (reason.outcome == .fail), "\(reason.code)")
        }
    }

    @Test(arguments: Catalogue.checks.map(\.name))
    func `A check has a file and a test file of its own`(name: String) throws {
        let parts = name.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }
        let file = parts.joined()
        let sources = try text(of: "Sources/Domain/DataIntegrity/Checks/\(file).swift")
        #expect(sources.contains("\"\(name)\""))
        #expect(
            try text(of: "Tests/Domain/DataIntegrityTests/Checks/\(file)Tests.swift").count > 500)
    }

    @Test func `The page of checks is the catalogue's`() throws {
        #expect(
            try text(of: "docs/CHECKS.md") == CataloguePage.markdown(Catalogue.checks),
            "run script/generate-docs")
    }

    private func text(of path: String) throws -> String {
        String(decoding: try Fixtures.bytes(Fixtures.root.appending(path: path)), as: UTF8.self)
    }
}
