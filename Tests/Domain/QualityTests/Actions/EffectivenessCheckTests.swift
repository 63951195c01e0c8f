// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Fixtures
import Quality
import Records
import Testing

@Suite(.covers("RCA-EFF", "Q9-10.2")) struct EffectivenessCheckTests {
    private func check(
        of action: RecordID, verifier: Actor = People.kovacs, due: String = "2026-11-21T10:00:00Z",
        in desk: inout Desk
    ) throws -> RecordID {
        try desk.open(
            "effectiveness-check", by: People.keller,
            [
                "action": .one(action.text), "metric": "sign-ins with OP-3",
                "baseline": "14 a day", "target": "none", "window": "30 days",
                "data-source": "directory log", "due": .one(due),
                "verifier": .one(verifier.person.text),
            ])
    }

    private func action(in state: StateName, in desk: inout Desk) throws -> RecordID {
        try desk.assume(
            "action", in: state,
            [
                "what": "Lock it.", "type": "corrective", "nature": "hardening",
                "owner": .one(People.novak.person.text), "owning-system": "here",
                "due": "2026-11-20T10:00:00Z", "result": "locked",
            ])
    }

    private func judged(
        _ step: String, _ action: RecordID, in desk: inout Desk
    ) throws -> RecordID {
        let id = try check(of: action, in: &desk)
        try desk.step("plan", on: id, by: People.keller)
        try desk.step("fall-due", on: id, by: People.robot)
        try desk.amend(id, by: People.kovacs, ["result": "see the table attached"])
        try desk.sign(id, for: step, as: .verified, by: People.kovacs)
        try desk.step(step, on: id, by: People.kovacs, because: "counted")
        return id
    }

    @Test func `The verifier judges when the day has come`() throws {
        var desk = Desk()
        let id = try judged("judge-effective", action(in: "verified", in: &desk), in: &desk)
        #expect(try desk[id].state == "effective")
    }

    @Test func `Judged ineffective, a closed action is opened again as a new revision`() throws {
        var desk = Desk()
        let action = try action(in: "verified", in: &desk)
        let id = try judged("judge-ineffective", action, in: &desk)
        try desk.react(to: id)
        let record = try desk[action]
        #expect(record.state == "open" && record.revision == 2)
    }

    @Test func `Judged ineffective, an action that is done goes on`() throws {
        var desk = Desk()
        let action = try action(in: "done", in: &desk)
        let id = try judged("judge-ineffective", action, in: &desk)
        try desk.react(to: id)
        #expect(try desk[action].state == "open")
        #expect(
            desk.acts[action]?.compactMap(\.act.step) == ["find-ineffective", "take-up"])
    }

    @Test func `The owner of an action does not judge it`() throws {
        var desk = Desk()
        let action = try action(in: "verified", in: &desk)
        let id = try check(of: action, verifier: People.novak, in: &desk)
        #expect(
            refusals { try desk.step("plan", on: id, by: People.keller) }
                == ["verifier-is-not-owner"])
    }

    @Test func `Nobody judges in the verifier's place, and nobody before the day`() throws {
        var desk = Desk()
        let id = try check(
            of: action(in: "verified", in: &desk), due: "2026-12-21T10:00:00Z", in: &desk)
        try desk.step("plan", on: id, by: People.keller)
        #expect(
            refusals { try desk.step("fall-due", on: id, by: People.robot) } == ["day-has-come"])
        desk.now = desk.now.adding(microseconds: 40 * 86_400_000_000)
        try desk.step("fall-due", on: id, by: People.robot)
        try desk.amend(id, by: People.keller, ["result": "all well"])
        #expect(
            refusals { try desk.sign(id, for: "judge-effective", as: .verified, by: People.lind) }
                == ["only-verifier"])
    }

    @Test func `Nobody chooses the target after having seen the numbers`() throws {
        var desk = Desk()
        let id = try check(of: action(in: "verified", in: &desk), in: &desk)
        try desk.step("plan", on: id, by: People.keller)
        for field in ["target", "metric", "window", "data-source", "due"] {
            let value: Typed = field == "due" ? "2027-12-01T00:00:00Z" : "another"
            #expect(
                refusals { try desk.amend(id, by: People.lind, [field: value]) } == ["field.fixed"])
        }
    }

    @Test func `A check is not dropped while its action stands`() throws {
        var desk = Desk()
        let id = try check(of: action(in: "verified", in: &desk), in: &desk)
        #expect(
            refusals { try desk.step("drop", on: id, by: People.lind, because: "no time") }
                == ["action-was-dropped"])
    }

    @Test func `A judgement counts for the case of its action, linked with it or not`() throws {
        var desk = Desk()
        let action = try action(in: "verified", in: &desk)
        let of: [String: Typed] = ["action": .one(action.text)]
        let early = try desk.assume("effectiveness-check", in: "ineffective", of)
        let late = try desk.assume("effectiveness-check", in: "effective", of)
        let register = ActionRegister(in: desk.book)
        let counted = register.standingChecks([try desk[early]], of: [try desk[action]])
        #expect(counted.map(\.id) == [late])
    }

    @Test func `Of several judgements of one action the latest counts`() throws {
        var desk = Desk()
        let action = try action(in: "verified", in: &desk)
        let other = try self.action(in: "verified", in: &desk)
        let of: [String: Typed] = ["action": .one(action.text)]
        _ = try desk.assume("effectiveness-check", in: "ineffective", of)
        let second = try desk.assume("effectiveness-check", in: "effective", of)
        _ = try desk.assume("effectiveness-check", in: "dropped", of)
        let third = try desk.assume(
            "effectiveness-check", in: "planned", ["action": .one(other.text)])
        let standing = ActionRegister(in: desk.book)
            .standing(desk.book.all("effectiveness-check"))
        #expect(standing.map(\.id) == [second, third])
    }
}
