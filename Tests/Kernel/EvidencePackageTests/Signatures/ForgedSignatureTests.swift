// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing

@testable import EvidencePackage
@testable import TransparencyLog

/// What whoever holds the log's key can put into it, and still not make a signature of.
struct ForgedSignatureTests {
    private func expectFailed(
        _ fixture: RecordFixture, _ check: CheckName, _ words: String
    ) throws {
        let report = try fixture.report()
        #expect(report.verdict == .failed, "\(report.text)")
        let hit = report.failures.contains { $0.check == check && $0.line.contains(words) }
        #expect(hit, "\(report.text)")
        #expect(!report.hasFailed(.ledger))
    }

    @Test(arguments: Forgery.all)
    func `A forgery by the log's owner is found and named`(forgery: Forgery) throws {
        try expectFailed(try forgery.make(), forgery.check, forgery.words)
    }

    @Test(arguments: [
        ("meaning", "released"), ("signer", "P-0004"), ("at", "2026-11-22T10:15:02.123456Z"),
        ("zone", "UTC"), ("role", "release-authority"), ("site", "Plant 8"),
        ("origin", "plant8.example/log-1"), ("authentication", "password+totp"),
        ("onBehalfOf", "P-0009"), ("kind", "lot-release"), ("transition", "release"),
        ("comment", "unknown members are refused"),
    ])
    func `No member of a statement can be changed after it was signed`(
        member: String, value: String
    ) throws {
        var fixture = try RecordFixture.opened()
        let signed = try RecordFixture.signature(
            try fixture.statement("approve", "approved", by: RecordFixture.lind),
            by: RecordFixture.key(of: RecordFixture.lind))
        let statement = try #require(signed["statement"]).replacing(member, with: .string(value))
        try fixture.put(signed.replacing("statement", with: statement))
        try expectFailed(fixture, .signatures, "NC-2026-0001 act 3")
    }

    /// Though the log's owner writes the act to fit the statement.
    @Test func `The signer cannot be exchanged in act and statement alike`() throws {
        var fixture = try RecordFixture.opened()
        let signed = try RecordFixture.signature(
            try fixture.statement("approve", "approved", by: RecordFixture.lind),
            by: RecordFixture.key(of: RecordFixture.lind))
        let statement = try #require(signed["statement"]).replacing("signer", with: "P-0004")
        try fixture.put(signed.replacing("statement", with: statement), by: RecordFixture.ortiz)
        try expectFailed(fixture, .signatures, "key: expected the key")
    }

    @Test(arguments: ["value", "keyID", "statement", "signature"])
    func `A signature with a part missing is none`(member: String) throws {
        var fixture = try RecordFixture.opened()
        let signed = try RecordFixture.signature(
            try fixture.statement("approve", "approved", by: RecordFixture.lind),
            by: RecordFixture.key(of: RecordFixture.lind))
        try fixture.put(member == "signature" ? .null : signed.replacing(member, with: nil))
        try expectFailed(fixture, .signatures, "act 3 (entry 4) form")
    }

    @Test func `A name that could turn a line round is shown as what it is`() throws {
        var fixture = try RecordFixture.opened()
        let statement = try fixture.statement(
            "approve", "approved", by: RecordFixture.lind, named: "K.\u{202E}dniL")
        try fixture.put(
            try RecordFixture.signature(
                statement, by: RecordFixture.key(of: RecordFixture.lind)),
            named: "K.\u{202E}dniL")
        let report = try fixture.report()
        #expect(report.verdict == .verified, "\(report.text)")
        #expect(!report.text(listingSignatures: true).contains("\u{202E}"))
    }
}
