// SPDX-License-Identifier: Apache-2.0
import Access
import Fixtures
import Quality
import Records
import Testing

@Suite(.covers("JQS-4", "EPK-JQS-8")) struct PreservationTests {
    static let digest = String(repeating: "ab", count: 32)
    static let other = String(repeating: "cd", count: 32)

    /// An order of Mori's to preserve the engineering workstation.
    @discardableResult
    private func order(in desk: inout Desk, _ more: [String: Typed] = [:]) throws -> RecordID {
        let values: [String: Typed] = [
            "things": ["system:EWS-3"], "what": "disk image, event logs",
            "reason": "programme 1001 was changed from here",
        ]
        return try desk.open(
            "preservation-order", by: People.mori, values.merging(more) { $1 })
    }

    /// The order, preserved, in the custody of Novak.
    private func preserved(in desk: inout Desk, _ more: [String: Typed] = [:]) throws -> RecordID {
        let id = try order(in: &desk, more)
        try desk.amend(
            id, by: People.novak,
            [
                "custodian": .one(People.novak.person.text), "location": "safe 2",
                "digest": .many([PreservationTests.digest]), "method": "write blocker, dd 9.1",
            ])
        try desk.step("preserve", on: id, by: People.novak)
        return id
    }

    private func rebuild(in desk: inout Desk) throws -> RecordID {
        try desk.open(
            "rebuild", by: People.dahl,
            [
                "what": "re-image", "things": ["system:EWS-3"], "reason": "not to be trusted",
                "source": "image of 3 March, digest compared",
            ])
    }

    @Test func `Nothing is rebuilt before the evidence is preserved`() throws {
        var desk = Desk()
        try order(in: &desk)
        let work = try rebuild(in: &desk)
        #expect(
            refusals { try desk.sign(work, for: "approve", by: People.moreau) }
                == ["evidence-preserved"])
        #expect(
            refusals { try desk.step("approve", on: work, by: People.moreau) }
                == ["evidence-preserved", "signature.missing"])
    }

    @Test func `Preserved is not enough; the custodian signs that the original may go`() throws {
        var desk = Desk()
        let id = try preserved(in: &desk)
        let work = try rebuild(in: &desk)
        #expect(
            refusals { try desk.sign(work, for: "approve", by: People.moreau) }
                == ["evidence-preserved"])
        try desk.sign(id, for: "release", as: .released, by: People.novak)
        try desk.step("release", on: id, by: People.novak, because: "two copies kept")
        try desk.sign(work, for: "approve", by: People.moreau)
        #expect(try desk.step("approve", on: work, by: People.moreau).state == "approved")
    }

    @Test func `An order given between approval and work stops the work`() throws {
        var desk = Desk()
        let work = try rebuild(in: &desk)
        try desk.sign(work, for: "approve", by: People.moreau)
        #expect(
            refusals { try desk.step("approve", on: work, by: People.moreau) }
                == ["evidence-ordered"])
        try desk.step(
            "approve", on: work, by: People.moreau,
            justifications: ["evidence-ordered": "it was bought yesterday and is empty"])
        try order(in: &desk)
        try desk.amend(work, by: People.novak, ["executing-system": "ITSM", "proof": "CHG-77"])
        #expect(
            refusals { try desk.step("finish", on: work, by: People.novak) }
                == ["evidence-preserved"])
    }

    @Test func `Only the custodian signs it off, and not who ordered it`() throws {
        var desk = Desk()
        let id = try preserved(in: &desk)
        #expect(
            refusals { try desk.sign(id, for: "release", as: .released, by: People.moreau) }
                == ["only-custodian"])
        let own = try order(in: &desk)
        try desk.amend(
            own, by: People.mori,
            [
                "custodian": .one(People.mori.person.text), "location": "my desk",
                "digest": .many([PreservationTests.digest]), "method": "copied",
            ])
        try desk.step("preserve", on: own, by: People.mori)
        #expect(
            refusals { try desk.sign(own, for: "release", as: .released, by: People.mori) }
                == ["duties.not-separate"])
    }

    @Test(.covers("OBL-7012-P", "RET-7012")) func `It is kept until its day has passed`() throws {
        var desk = Desk()
        let id = try preserved(in: &desk, ["keep-until": "2027-02-19"])
        #expect(
            refusals { try desk.sign(id, for: "release", as: .released, by: People.novak) }
                == ["kept-long-enough"])
    }

    @Test func `A digest that is none is refused`() throws {
        var desk = Desk()
        let id = try order(in: &desk)
        try desk.amend(
            id, by: People.novak,
            [
                "custodian": .one(People.novak.person.text), "location": "safe 2",
                "digest": ["see label"], "method": "dd",
            ])
        #expect(
            refusals { try desk.step("preserve", on: id, by: People.novak) }
                == ["digests-readable"])
    }

    @Test func `What could not be preserved, security and legal sign for`() throws {
        var desk = Desk()
        let id = try order(in: &desk)
        #expect(
            refusals { try desk.sign(id, for: "give-up", by: People.mori) }
                == ["duties.not-separate"])
        try desk.sign(id, for: "give-up", by: People.moreau)
        #expect(
            refusals { try desk.step("give-up", on: id, by: People.moreau, because: "it burnt") }
                == ["signature.missing"])
        try desk.sign(id, for: "give-up", by: People.roux)
        #expect(
            try desk.step("give-up", on: id, by: People.moreau, because: "it burnt").state
                == "lost")
    }

    @Test(.covers("SEC-27037-2")) func `The receiver compares the digests and signs`() throws {
        var desk = Desk()
        let id = try preserved(in: &desk)
        let transfer = try desk.open(
            "custody-transfer", by: People.novak,
            [
                "order": .one(id.text), "to": .one(People.roux.person.text),
                "location": "court safe", "purpose": "for the prosecutor",
                "digest": .many([PreservationTests.other]),
            ])
        #expect(
            refusals { try desk.sign(transfer, for: "accept", as: .acknowledged, by: People.roux) }
                == ["digests-agree"])
        #expect(
            refusals { try desk.sign(id, for: "release", as: .released, by: People.novak) }
                == ["no-transfer-open"])
        try desk.amend(
            transfer, by: People.dahl, ["digest": .many([PreservationTests.digest.uppercased()])])
        #expect(
            refusals { try desk.sign(transfer, for: "accept", as: .acknowledged, by: People.lind) }
                == ["only-to"])
        try desk.sign(transfer, for: "accept", as: .acknowledged, by: People.roux)
        try desk.step("accept", on: transfer, by: People.roux)
        // Custody moves by this transfer and by nothing else.
        let to: [String: Typed] = [
            "custodian": .one(People.roux.person.text), "location": "court safe",
        ]
        #expect(
            refusals { try desk.amend(id, by: People.novak, to) } == ["field.fixed", "field.fixed"])
        try desk.amend(
            id, by: People.novak, to,
            cause: Cause(rule: "custody-accepted", revision: "A", record: transfer))
        #expect(try desk[id].people("custodian") == [People.roux.person])
    }

    @Test func `Nobody hands over what another has in custody`() throws {
        var desk = Desk()
        let id = try preserved(in: &desk)
        let transfer = try desk.open(
            "custody-transfer", by: People.dahl,
            [
                "order": .one(id.text), "to": .one(People.roux.person.text),
                "location": "elsewhere", "purpose": "away with it",
                "digest": .many([PreservationTests.digest]),
            ])
        #expect(
            refusals { try desk.sign(transfer, for: "accept", as: .acknowledged, by: People.roux) }
                == ["offered-by-custodian"])
    }

    @Test(.covers("EPK-JQS-12")) func `Another than who rebuilt it finds it good`() throws {
        var desk = Desk()
        let work = try rebuild(in: &desk)
        try desk.sign(work, for: "approve", by: People.moreau)
        try desk.step(
            "approve", on: work, by: People.moreau,
            justifications: ["evidence-ordered": "imaged by the police already"])
        try desk.amend(work, by: People.dahl, ["executing-system": "ITSM", "proof": "CHG-77"])
        try desk.step("finish", on: work, by: People.dahl)
        #expect(
            refusals { try desk.sign(work, for: "verify", as: .verified, by: People.dahl) }
                == ["duties.not-separate"])
        try desk.sign(work, for: "verify", as: .verified, by: People.keller)
        #expect(try desk.step("verify", on: work, by: People.keller).state == "verified")
    }
}
