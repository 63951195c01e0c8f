// SPDX-License-Identifier: Apache-2.0
import Access
import Fixtures
import Quality
import Records
import Testing

@Suite(.covers("JQS-6", "Q9-10.2")) struct ActionTests {
    /// A correction that Novak is to do, proposed by Keller.
    private func action(
        _ more: [String: Typed] = [:], by actor: Actor = People.keller, in desk: inout Desk,
        links: [(String, RecordID)] = []
    ) throws -> RecordID {
        let values: [String: Typed] = [
            "what": "Lock the shared account OP-3.", "type": "correction", "nature": "hardening",
            "owner": .one(People.novak.person.text), "owning-system": "here",
            "due": "2026-12-01T12:00:00+01:00",
        ]
        return try desk.open("action", by: actor, values.merging(more) { $1 }, links: links)
    }

    private func done(
        _ more: [String: Typed] = [:], in desk: inout Desk
    ) throws -> RecordID {
        let id = try action(more, in: &desk)
        try desk.step("accept", on: id, by: People.keller)
        try desk.step("start", on: id, by: People.novak)
        try desk.amend(id, by: People.novak, ["result": "locked on 22 November"])
        try desk.step("finish", on: id, by: People.novak)
        return id
    }

    @Test func `It is taken on, done, and seen to be done by another`() throws {
        var desk = Desk()
        let id = try done(in: &desk)
        try desk.sign(id, for: "verify", as: .verified, by: People.mori)
        #expect(try desk.step("verify", on: id, by: People.mori).state == "verified")
    }

    @Test(.covers("A11D-12.6")) func `Neither who did it, owns it nor wrote it verifies it`() throws
    {
        var desk = Desk()
        let id = try done(["owner": .one(People.ortiz.person.text)], in: &desk)
        for actor in [People.novak, People.ortiz, People.keller] {
            let reasons = refusals { try desk.sign(id, for: "verify", as: .verified, by: actor) }
            #expect(Set(reasons) == ["duties.not-separate"])
        }
    }

    @Test func `Naming another owner does not let the first one verify`() throws {
        var desk = Desk()
        let id = try done(["owner": .one(People.ortiz.person.text)], in: &desk)
        try desk.amend(id, by: People.ortiz, ["owner": .one(People.dahl.person.text)])
        #expect(
            refusals { try desk.sign(id, for: "verify", as: .verified, by: People.ortiz) }
                == ["duties.not-separate"])
    }

    @Test func `A due date is not moved by hand`() throws {
        var desk = Desk()
        let id = try action(in: &desk)
        try desk.step("accept", on: id, by: People.keller)
        let later: [String: Typed] = ["due": "2027-03-01T12:00:00+01:00"]
        for actor in [People.novak, People.lind, People.keller] {
            #expect(refusals { try desk.amend(id, by: actor, later) } == ["field.fixed"])
        }
        #expect(
            refusals { try desk.amend(id, by: People.lind, ["due": nil]) }.contains("field.fixed"))
    }

    @Test func `A due date is moved by no other system either`() throws {
        var desk = Desk()
        let id = try action(in: &desk)
        try desk.step("accept", on: id, by: People.keller)
        let key = SystemKey(system: "itsm", kind: "task", remoteID: "T-9")
        try desk.run(
            .linkSystem(
                SystemLink(key: key, url: nil, ownedThere: ["due"], maturity: .synchronised)),
            on: id, by: People.novak)
        let due = try #require(FieldType.moment.read("2027-03-01T12:00:00+01:00"))
        #expect(
            refusals {
                try desk.run(.synchronise(key, [FieldChange("due", due)]), on: id, by: People.robot)
            } == ["field.fixed"])
    }

    @Test func `The same action against the same cause on the same asset stands once`() throws {
        var desk = Desk()
        let cause = try desk.assume("cause", in: "verified")
        let shared: [String: Typed] = ["cause": .many([cause.text]), "things": ["account:OP-3"]]
        let first = try action(shared, in: &desk)
        try desk.step("accept", on: first, by: People.keller)
        let again = try action(
            shared.merging(["what": "lock the shared account  op-3"]) { $1 }, by: People.mori,
            in: &desk)
        #expect(
            refusals { try desk.step("accept", on: again, by: People.mori) } == [
                "not-there-already"
            ])
        #expect(
            refusal { try desk.step("accept", on: again, by: People.mori) }.contains(first.text))
        let elsewhere = try action(
            shared.merging(["things": ["account:OP-4"]]) { $1 }, in: &desk)
        try desk.step("accept", on: elsewhere, by: People.keller)
    }

    @Test(.covers("RCA-ISH")) func `A corrective action is against a cause that was shown`() throws
    {
        var desk = Desk()
        let suspected = try desk.assume("cause", in: "suspected")
        let id = try action(["type": "corrective"], in: &desk)
        #expect(refusals { try desk.step("accept", on: id, by: People.keller) } == ["cause-shown"])
        try desk.amend(id, by: People.keller, ["cause": .many([suspected.text])])
        #expect(refusals { try desk.step("accept", on: id, by: People.keller) } == ["cause-shown"])
    }

    @Test(.covers("RCA-EFF")) func `It is not closed before it is settled how it is judged`() throws
    {
        var desk = Desk()
        let cause = try desk.assume("cause", in: "verified")
        let id = try done(["type": "corrective", "cause": .many([cause.text])], in: &desk)
        #expect(
            refusals { try desk.sign(id, for: "verify", as: .verified, by: People.mori) }
                == ["effectiveness-planned"])
        try desk.assume("effectiveness-check", in: "draft", ["action": .one(id.text)])
        #expect(
            refusals { try desk.sign(id, for: "verify", as: .verified, by: People.mori) }
                == ["effectiveness-planned"])
        try desk.assume("effectiveness-check", in: "planned", ["action": .one(id.text)])
        try desk.sign(id, for: "verify", as: .verified, by: People.mori)
    }

    @Test(.covers("VAL-15")) func `On a validated item it is done under an approved change`() throws
    {
        var desk = Desk()
        try desk.assume("validation-state", in: "validated", ["things": ["system:MES"]])
        let id = try action(["things": ["system:MES"], "result": "done"], in: &desk)
        try desk.step("accept", on: id, by: People.keller)
        try desk.step("start", on: id, by: People.novak)
        #expect(
            refusals { try desk.step("finish", on: id, by: People.novak) } == ["change-approved"])
        let change = try desk.assume("change", in: "impact", ["things": ["system:MES"]])
        try desk.amend(id, by: People.novak, ["change": .many([change.text])])
        #expect(
            refusals { try desk.step("finish", on: id, by: People.novak) } == ["change-approved"])
        let approved = try desk.assume("change", in: "implementing", ["things": ["system:MES"]])
        try desk.amend(id, by: People.novak, ["change": .many([approved.text])])
        #expect(try desk.step("finish", on: id, by: People.novak).state == "done")
    }

    @Test func `What another system owns should name its number there`() throws {
        var desk = Desk()
        let id = try action(["owning-system": "itsm", "result": "done"], in: &desk)
        try desk.step("accept", on: id, by: People.keller)
        try desk.step("start", on: id, by: People.robot)
        #expect(refusals { try desk.step("finish", on: id, by: People.robot) } == ["known-there"])
        try desk.linkSystem(
            id, SystemKey(system: "itsm", kind: "task", remoteID: "T-1"), by: People.robot)
        try desk.step("finish", on: id, by: People.robot)
    }

    @Test func `Its owner does not drop it`() throws {
        var desk = Desk()
        let id = try action(["owner": .one(People.mori.person.text)], in: &desk)
        #expect(
            refusals { try desk.sign(id, for: "drop", by: People.mori) } == ["duties.not-separate"])
        try desk.sign(id, for: "drop", by: People.lind)
        #expect(
            try desk.step("drop", on: id, by: People.lind, because: "line is scrapped").state
                == "dropped")
    }
}
