// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing
import TransparencyLog

@testable import EvidencePackage

struct PackageBuilderTests {
    @Test func `An opening that does not open its commitment stops the building`() throws {
        var fixture = try PackageFixture()
        let entry = fixture.entries[0]
        let wrong = Opening(salt: try SmallLog.salt(99), body: [0x7B, 0x7D])
        for openings in [[BodyClass.content: wrong], [:]] {
            fixture.entries[0] = PackagedEntry(
                index: entry.index, entry: entry.entry, openings: openings,
                withheld: [.person: "names"])
            #expect(throws: PackageBuilder.Fault.wrongOpening(entry.index, .content)) {
                try fixture.builder()
            }
        }
    }

    @Test func `An entry that is there twice, or spoken of and absent, stops the building`() throws
    {
        var twice = try PackageFixture()
        twice.entries.append(twice.entries[0])
        #expect(throws: PackageBuilder.Fault.self) { try twice.builder() }
        var absent = try PackageFixture()
        absent.entries.removeLast()
        #expect(throws: PackageBuilder.Fault.self) { try absent.builder() }
    }

    @Test func `An original that its entry does not name stops the building`() throws {
        var fixture = try PackageFixture()
        let other = Array("other".utf8)
        fixture.originals = [
            PackagedOriginal(
                digest: Digest(of: other), name: "x", entries: [fixture.entries[0].index],
                content: BytesInMemory(other))
        ]
        #expect(throws: PackageBuilder.Fault.self) { try fixture.builder() }
    }

    @Test func `The seal of another payload is refused`() throws {
        var fixture = try PackageFixture()
        let seal = try fixture.seal(fixture.builder())
        var other = fixture
        other.cover = try PackageFixture(id: "P-9").cover
        #expect(throws: PackageBuilder.Fault.wrongSeal) {
            try other.builder().write(seal) { _ in }
        }
    }

    @Test func `A proof that is missing stops the writing`() throws {
        var fixture = try PackageFixture()
        let builder = try fixture.builder()
        let seal = try fixture.seal(builder)
        let without = PackageSeal(
            entry: seal.entry, index: seal.index, openings: seal.openings, proof: seal.proof,
            checkpoint: seal.checkpoint, proofs: [:])
        #expect(throws: PackageBuilder.Fault.proofMissing(fixture.entries[0].index)) {
            try builder.write(without) { _ in }
        }
    }

    @Test func `An incomplete package is built and says what is missing`() throws {
        var fixture = try PackageFixture()
        let cover = fixture.cover
        fixture.cover = PackageCover(
            id: cover.id, revision: 1, contract: cover.contract, scope: cover.scope,
            made: cover.made,
            items: cover.items + [
                PackageItem(id: "cert", name: "Certificate", need: .required, state: .missing)
            ], notCovered: [], requiresTimeStamp: false)
        let archive = try fixture.archive()
        let report = PackageVerifier.verify(
            archive: BytesInMemory(archive), subject: "p", trust: fixture.trust)
        #expect(report.verdict == .verified)
        #expect(report.text.contains("2 of 3, missing: Certificate"))
    }
}
