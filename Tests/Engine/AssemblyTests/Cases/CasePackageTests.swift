// SPDX-License-Identifier: Apache-2.0
import Access
import Assembly
import Canon
import CaseExample
import EvidencePackage
import Fixtures
import Records
import Testing
import TransparencyLog

/// A case as a receiver meets it: a file, a key, and nobody to ask.
struct CasePackageTests {
    private func report(
        _ example: JointCase, under contract: Contract<CaseDossier> = .jointCase,
        withholdingPersons: Bool = false
    ) async throws -> VerificationReport {
        let (bytes, key) = try example.writer.archive(
            of: await example.dossier(), under: contract, withholdingPersons: withholdingPersons)
        return PackageVerifier.verify(
            archive: BytesInMemory(bytes), subject: "case",
            trust: PackageTrust(TrustPolicy(log: key), given: "plant7.vkey"))
    }

    @Test(.covers("P11-70", "EPK-COM-6"), arguments: [true, false])
    func `A case verifies offline with all its signatures, with names or without`(
        withholdingPersons: Bool
    ) async throws {
        let report = try await report(JointCase(), withholdingPersons: withholdingPersons)
        #expect(report.verdict == .verified, "\(report.text)")
        #expect(report.text.contains("signatures    4 of 4 valid: approved"))
        let names = report.signatures.map(\.printedName)
        #expect(names.contains(.withheld) == withholdingPersons)
    }

    @Test func `A record alone verifies with what belongs to its signatures`() async throws {
        let report = try await report(JointCase(), under: .record)
        #expect(report.verdict == .verified, "\(report.text)")
    }

    @Test(.covers("P11-70"))
    func `A signature that the log's owner moved to another record makes it fail`() async throws {
        var example = try JointCase()
        let signatures = example.writer.entries.compactMap { $0.content?["signature"] }
        let given = try #require(signatures.first)
        let statement = try #require(given["statement"].flatMap { SignatureStatement(json: $0) })
        try example.writer.file(
            .signed(
                transition: statement.transition,
                GivenSignature(
                    statement: statement,
                    keyID: try #require(given["keyID"]?.text.flatMap { Digest(hex: $0) }),
                    value: try #require(given["value"]?.text.flatMap { Hex.bytes($0) }),
                    nameSalt: Digest(of: [1]).bytes)), on: example.hold, by: JointCase.lind)
        let report = try await report(example)
        #expect(report.verdict == .failed)
        #expect(report.failures.contains { $0.check == .signatures })
    }
}
