// SPDX-License-Identifier: Apache-2.0
import EvidencePackage
import Fixtures
import Foundation
import Testing

/// The five BagIt 1.0 bags of the Library of Congress, with the verdicts their folders name.
@Suite(.enabled(if: Fixtures.hasVectors, Fixtures.vectorsMissing))
struct ConformanceSuiteTests {
    private func report(_ bag: String) throws -> BagReport {
        let folder = Fixtures.vector("bagit-conformance-suite/v1.0/\(bag)")
        var files: [FilePath: [UInt8]] = [:]
        for file in Fixtures.files(under: folder) {
            let name = file.path.dropFirst(folder.path.count + 1)
            files[try FilePath(Array(name.utf8))] = try Fixtures.bytes(file)
        }
        #expect(!files.isEmpty)
        return try BagValidation.report(on: MemoryTree(files))
    }

    @Test func `The valid bag is valid`() throws {
        let report = try report("valid/basicBag")
        #expect(report.problems.isEmpty)
        #expect(report.version == .v1)
        #expect(report.algorithms == [.sha512])
    }

    @Test(arguments: [
        ("bagit-with-invalid-whitespace", BagProblem.Kind.declarationMalformed),
        ("notAllManifestsListAllFiles", .unlistedFile),
        ("same-filename-listed-twice-with-different-hashes", .declarationMalformed),
        ("same-filename-listed-twice-with-the-same-hash", .duplicateLine),
    ])
    func `The invalid bags are refused for the reason they are made for`(
        bag: String, kind: BagProblem.Kind
    ) throws {
        let report = try report("invalid/\(bag)")
        #expect(!report.isValid)
        #expect(report.problems.contains { $0.kind == kind })
    }
}
