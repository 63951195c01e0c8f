// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing
import TransparencyLog

@testable import EvidencePackage

struct PackageVerifierTests {
    private func verify(_ archive: [UInt8], _ trust: PackageTrust) -> VerificationReport {
        PackageVerifier.verify(archive: BytesInMemory(archive), subject: "p.wmpack", trust: trust)
    }

    @Test func `A package is verified under the key of its log`() throws {
        var fixture = try PackageFixture()
        let report = verify(try fixture.archive(), fixture.trust)
        #expect(report.failures.isEmpty)
        #expect(report.doubts.isEmpty)
        #expect(report.verdict == .verified, "\(report.text)")
        #expect(report.checks.allSatisfy { $0.outcome == .passed })
        #expect(report.title.contains("lot L-0420"))
        #expect(report.package?.id == "P-7")
    }

    @Test func `The same input gives the same bytes`() throws {
        var first = try PackageFixture()
        var second = try PackageFixture()
        #expect(try first.archive() == second.archive())
    }

    @Test func `A package unpacked into a folder is verified as well`() throws {
        var fixture = try PackageFixture()
        let tree = MemoryTree(try PackageFixture.files(of: fixture.archive()))
        let report = PackageVerifier.verify(tree, subject: "folder", trust: fixture.trust)
        #expect(report.verdict == .verified, "\(report.text)")
    }

    @Test func `Withheld persons are shown as withheld, and the rest is verified`() throws {
        var fixture = try PackageFixture()
        let report = verify(try fixture.archive(), fixture.trust)
        #expect(report.withheld.contains("person: names withheld (1 of 3 entries)"))
        #expect(report.withheld.contains { $0.hasPrefix("who sealed the package") })
    }

    @Test func `Without a key the verdict is cannot tell, and says which key to compare`() throws {
        var fixture = try PackageFixture()
        let report = verify(try fixture.archive(), .nobody)
        #expect(report.verdict == .cannotTell)
        #expect(report.failures.isEmpty)
        #expect(report.doubts[0].contains(fixture.log.key.verifierKey.text))
        #expect(report.trust.map(\.isGivenByReader) == [false])
    }

    @Test func `The key of another log cannot tell`() throws {
        var fixture = try PackageFixture()
        let other = try SmallLog(name: "elsewhere.example/log", seed: 9)
        let trust = PackageTrust(TrustPolicy(log: other.key.verifierKey), given: "other")
        let report = verify(try fixture.archive(), trust)
        #expect(report.verdict == .cannotTell)
        #expect(report.doubts[0].contains("plant7.example/log-1"))
    }

    @Test func `A checkpoint forged under the log's name by another key has failed`() throws {
        var fixture = try PackageFixture()
        let forger = try SmallLog(seed: 66)
        let report = verify(try fixture.archive(sealedBy: forger.key), fixture.trust)
        #expect(report.verdict == .failed)
        #expect(report.failures[0].check == .checkpoint)
    }

    @Test func `A quorum of witnesses that is not met has failed`() throws {
        var fixture = try PackageFixture()
        let witness = try SmallLog(name: "witness.example", seed: 3).key.cosignerKey
        let policy = """
            log \(fixture.log.key.verifierKey.text)
            witness w \(witness.text)
            quorum w

            """
        let trust = PackageTrust(try TrustPolicy(Array(policy.utf8)), given: "policy")
        let report = verify(try fixture.archive(), trust)
        #expect(report.verdict == .failed)
        #expect(report.failures[0].line.contains("quorum"))
    }

    @Test func `A witness that cosigned is named`() throws {
        var fixture = try PackageFixture()
        let witness = try SmallLog(name: "witness.example", seed: 3).key
        let policy = """
            log \(fixture.log.key.verifierKey.text)
            witness w \(witness.cosignerKey.text)
            quorum w

            """
        let builder = try fixture.builder()
        let seal = try fixture.seal(builder)
        let note = try SignedNote(seal.checkpoint)
        let cosigned = try note.adding(witness.cosign(note.text, at: 1_795_256_200)).bytes
        var bytes: [UInt8] = []
        try builder.write(
            PackageSeal(
                entry: seal.entry, index: seal.index, openings: seal.openings, proof: seal.proof,
                checkpoint: cosigned, proofs: seal.proofs)
        ) { bytes += $0 }
        let trust = PackageTrust(try TrustPolicy(Array(policy.utf8)), given: "policy")
        let report = verify(bytes, trust)
        #expect(report.verdict == .verified, "\(report.text)")
        #expect(report.text.contains("witnessed by w"))
    }

    @Test func `What is no package at all cannot be told`() throws {
        let noise = verify(Array(repeating: 0x41, count: 500), .nobody)
        #expect(noise.verdict == .cannotTell)
        let bag = PackageVerifier.verify(
            try BagValidationTests.bag(), subject: "bag", trust: .nobody)
        #expect(bag.verdict == .cannotTell)
        #expect(bag.doubts[0].contains("bag validate"))
    }

    @Test func `The report says what was not checked, in both forms`() throws {
        var fixture = try PackageFixture()
        let report = verify(try fixture.archive(), fixture.trust)
        #expect(report.text.hasPrefix("p.wmpack  Lot history, lot L-0420, revision 1"))
        #expect(report.text.contains("VERIFIED   trust used: k (given by you)"))
        #expect(report.text.contains("not checked: whether what was recorded is true"))
        #expect(report.json["verdict"]?.text == "verified")
        #expect(report.json["exit_status"]?.integer == 0)
        #expect(report.json["not_checked"]?.elements?.count == report.notChecked.count)
        #expect(report.json["checks"]?.elements?.count == CheckName.ofEveryPackage.count)
    }

    @Test func `Names in a report cannot rewrite a terminal`() {
        #expect(
            VerificationReport.printable("a\u{1B}[2Jb\u{202E}c\r") == "a\\u{1b}[2Jb\\u{202e}c\\u{d}"
        )
        #expect(VerificationReport.printable("grün 🔩 → ok") == "grün 🔩 → ok")
    }
}
