// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing

@testable import EvidencePackage
@testable import TransparencyLog

/// Signatures that are as they should be, and those that nobody can judge.
struct SignatureTests {
    /// A record, signed by two people and approved on the strength of it.
    private func signed() throws -> RecordFixture {
        var fixture = try RecordFixture.opened()
        try fixture.sign("approve", "reviewed", by: RecordFixture.lind)
        try fixture.sign("approve", "approved", by: RecordFixture.ortiz)
        try fixture.act(
            "transitioned",
            [
                "from": "open", "justifications": [], "signatures": [3, 4], "to": "approved",
                "transition": "approve",
            ])
        return fixture
    }

    @Test func `Signatures given as they should be are valid, and are told`() throws {
        let report = try signed().report()
        #expect(report.verdict == .verified, "\(report.text)")
        #expect(report.text.contains("  records       1 record, 5 acts in order\n"))
        #expect(report.text.contains("  signatures    2 of 2 valid: reviewed, approved\n"))
    }

    @Test func `Each is shown with name, meaning, role and time with zone`() throws {
        let report = try signed().report()
        let line =
            "NC-2026-0001 act 3 (entry 4): reviewed by K. Lind (P-0003), quality-manager, "
            + "2026-11-21T10:15:02.123456Z (Europe/Vienna): valid"
        #expect(report.text(listingSignatures: true).contains(line))
        let json = report.json["signatures"]?.elements?.first
        #expect(json?["printed_name"]?.text == "K. Lind")
        #expect(json?["meaning"]?.text == "reviewed")
        #expect(json?["verdict"]?.text == "valid")
    }

    @Test func `A package without records says nothing of them`() throws {
        var fixture = try PackageFixture()
        let report = PackageVerifier.verify(
            archive: BytesInMemory(try fixture.archive()), subject: "p", trust: fixture.trust)
        #expect(report.verdict == .verified)
        #expect(!report.text.contains("signatures"))
    }

    @Test func `A withheld name leaves the signature valid`() throws {
        var fixture = try RecordFixture.opened()
        let index = try fixture.sign()
        fixture.withheld[index] = [.person]
        let report = try fixture.report()
        #expect(report.verdict == .verified, "\(report.text)")
        #expect(report.signatures.first?.printedName == .withheld)
        #expect(report.signatures.first?.line.contains("P-0003 (name withheld)") == true)
    }

    @Test func `A signature on a version before the last stays valid`() throws {
        var fixture = try RecordFixture.opened()
        try fixture.sign()
        try fixture.act("amended", ["changes": []])
        try fixture.sign(by: RecordFixture.ortiz)
        #expect(try fixture.report().verdict == .verified)
    }

    @Test func `A record that was opened again is signed as its new revision`() throws {
        var fixture = try RecordFixture.opened()
        try fixture.sign()
        try fixture.act("reopened", ["from": "closed", "to": "open"])
        try fixture.sign(by: RecordFixture.ortiz)
        let report = try fixture.report()
        #expect(report.verdict == .verified, "\(report.text)")
        #expect(report.signatures.last?.statement?.revision == 2)
    }

    @Test func `A new key counts from where it stands in the log`() throws {
        var fixture = try RecordFixture.opened()
        try fixture.sign()
        let fresh = try SealingKey(
            name: try #require(KeyName("fresh")), seed: [UInt8](repeating: 9, count: 32))
        try fixture.enrol(RecordFixture.lind, key: fresh)
        let statement = try fixture.statement("approve", "verified", by: RecordFixture.lind)
        try fixture.put(try RecordFixture.signature(statement, by: fresh))
        #expect(try fixture.report().verdict == .verified)
    }

    // MARK: What cannot be told

    private func expectUndecided(
        _ report: VerificationReport, _ reason: String
    ) {
        #expect(report.verdict == .cannotTell, "\(report.text)")
        #expect(report.text.contains(reason), "\(report.text)")
        #expect(report.text.contains("not decided: 0 of 1 valid"))
    }

    @Test func `Without the signer's key nobody can tell`() throws {
        var fixture = try RecordFixture.opened()
        fixture.leaveOut(try fixture.log.index(0))
        try fixture.sign()
        expectUndecided(
            try fixture.report(), "the package has no entry with a key of P-0003")
    }

    @Test func `Without an act that was signed nobody can tell, and the act is named`() throws {
        var fixture = try RecordFixture.opened()
        fixture.leaveOut(try fixture.log.index(3))
        try fixture.sign()
        expectUndecided(
            try fixture.report(), "acts 2 of NC-2026-0001 are not in the package")
    }

    @Test func `Of an act whose content is withheld nothing can be told`() throws {
        var fixture = try RecordFixture.opened()
        let index = try fixture.sign()
        fixture.withheld[index] = [.content]
        expectUndecided(try fixture.report(), "entry 4 cannot be judged: its content is withheld")
    }

    @Test func `A withheld entry of a key leaves open whose it was`() throws {
        var fixture = try RecordFixture.opened()
        try fixture.sign()
        fixture.withheld[try fixture.log.index(1)] = [.content]
        expectUndecided(try fixture.report(), "entry 1, which speaks of a key, is withheld")
    }

    @Test func `A step that rests on a signature outside the package cannot be told`() throws {
        var fixture = try signed()
        fixture.leaveOut(try fixture.log.index(4))
        let report = try fixture.report()
        #expect(report.verdict == .cannotTell)
        #expect(report.text.contains("act 5 (entry 6) rests on act 3, which is not in the package"))
        #expect(report.text.contains("not in the package: NC-2026-0001: acts 3"))
    }

    @Test(arguments: ["algorithm", "schema", "deed", "act schema"])
    func `What a later version wrote is not judged by this one`(member: String) throws {
        var fixture = try RecordFixture.opened()
        var statement = try fixture.statement("approve", "approved", by: RecordFixture.lind)
        if member == "schema" {
            statement = statement.replacing("schema", with: "witnessmark.signature/2")
        }
        var signature = try RecordFixture.signature(
            statement, by: RecordFixture.key(of: RecordFixture.lind))
        if member == "algorithm" { signature = signature.replacing(member, with: "ml-dsa-65") }
        if member == "deed" { try fixture.act("sublimated") }
        if member == "act schema" {
            try fixture.append("record.amended", ["schema": "witnessmark.record-act/2"])
        }
        try fixture.put(signature)
        #expect(try fixture.report().verdict == .cannotTell)
    }
}

extension JSON {
    /// The object with another value for a member, or without it.
    func replacing(_ name: String, with value: JSON?) -> JSON {
        let rest = (members ?? []).filter { $0.name != name }
        return .object(rest + (value.map { [.init(name, $0)] } ?? []))
    }
}
