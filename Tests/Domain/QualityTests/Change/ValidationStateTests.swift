// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Fixtures
import Quality
import Records
import Testing

@Suite(.covers("VAL-15", "EPK-VAL-10")) struct ValidationStateTests {
    private func planned(in desk: inout Desk, until: String = "2027-11-30") throws -> RecordID {
        let id = try desk.open(
            "validation-state", by: People.keller,
            [
                "things": ["system:MES"], "use": "dispatch and batch records", "plan": "VP-7@B",
                "until": .one(until),
            ])
        try desk.sign(id, for: "plan", by: People.lind)
        try desk.step("plan", on: id, by: People.keller)
        return id
    }

    private func validated(in desk: inout Desk, until: String = "2027-11-30") throws -> RecordID {
        let id = try planned(in: &desk, until: until)
        try desk.amend(id, by: People.weiss, ["iq": "versions as listed"])
        try desk.step("qualify-installation", on: id, by: People.weiss)
        try desk.amend(id, by: People.weiss, ["oq": "58 tests passed"])
        try desk.step("qualify-operation", on: id, by: People.weiss)
        try desk.amend(id, by: People.weiss, ["pq": "three batches", "deviations": "none"])
        try desk.step("qualify-performance", on: id, by: People.weiss)
        try desk.sign(id, for: "validate", by: People.dahl)
        try desk.sign(id, for: "validate", by: People.lindgren)
        try desk.step("validate", on: id, by: People.dahl)
        return id
    }

    @Test func `From an approved plan to validated, test by test`() throws {
        var desk = Desk()
        let id = try validated(in: &desk)
        #expect(try desk[id].state == "validated")
        let items = ValidatedItems(in: desk.book)
        let mes = try Thing(.system, "MES")
        #expect(items.standing(of: mes, at: desk.now) == .validated)
        #expect(items.needingChange(among: [mes]) == [mes])
    }

    @Test func `A step is not skipped, and its results are there`() throws {
        var desk = Desk()
        let id = try planned(in: &desk)
        #expect(
            refusals { try desk.step("qualify-operation", on: id, by: People.weiss) }
                == ["step.not-from-here"])
        #expect(
            refusals { try desk.step("qualify-installation", on: id, by: People.weiss) }
                == ["field.missing"])
    }

    @Test func `It lasts to the end of its day, whether or not anybody says so`() throws {
        var desk = Desk()
        let id = try validated(in: &desk, until: "2026-11-30")
        let items = ValidatedItems(in: desk.book)
        let mes = try Thing(.system, "MES")
        let evening = try #require(WrittenTime("2026-11-30T23:00:00Z")?.instant)
        let dayAfter = try #require(WrittenTime("2026-12-02T00:00:00Z")?.instant)
        #expect(items.standing(of: mes, at: evening) == .validated)
        #expect(items.standing(of: mes, at: dayAfter) == .notValidated)
        #expect(refusals { try desk.step("lapse", on: id, by: People.robot) } == ["day-passed"])
        desk.now = dayAfter
        try desk.step("lapse", on: id, by: People.robot)
    }

    @Test func `Its day is not moved once the plan is approved`() throws {
        var desk = Desk()
        let id = try validated(in: &desk)
        #expect(
            refusals { try desk.amend(id, by: People.dahl, ["until": "2031-01-01"]) }
                == ["field.fixed"])
        try desk.step("suspect", on: id, by: People.mori, because: "an unknown account")
        try desk.step("start-over", on: id, by: People.dahl, because: "tested again")
        try desk.amend(id, by: People.dahl, ["until": "2028-01-01"])
        // It was validated once, so it is changed under control in the meantime too.
        let mes = try Thing(.system, "MES")
        #expect(ValidatedItems(in: desk.book).needingChange(among: [mes]) == [mes])
    }

    @Test func `A second, empty one hides no validation, and of several the worst counts`() throws {
        var desk = Desk()
        let mes = try Thing(.system, "MES")
        try desk.assume(
            "validation-state", in: "validated", ["things": ["system:MES"], "until": "2027-06-30"])
        try desk.assume("validation-state", in: "not-validated", ["things": ["system:MES"]])
        let items = { ValidatedItems(in: $0) }
        #expect(items(desk.book).needingChange(among: [mes]) == [mes])
        #expect(items(desk.book).standing(of: mes, at: desk.now) == .validated)
        try desk.assume("validation-state", in: "suspect", ["things": ["system:MES"]])
        #expect(items(desk.book).standing(of: mes, at: desk.now) == .notValidated)
    }

    @Test func `Nobody retires a validation alone to be free of it`() throws {
        var desk = Desk()
        let id = try validated(in: &desk)
        #expect(
            refusals { try desk.step("retire", on: id, by: People.dahl, because: "in the way") }
                == ["signature.missing"])
    }

    @Test func `It is restored only after the change was released, by both`() throws {
        var desk = Desk()
        let id = try validated(in: &desk)
        let change = try desk.assume("change", in: "implementing", ["things": ["system:MES"]])
        try desk.amend(id, by: People.keller, ["change": .one(change.text)])
        try desk.step("begin-change", on: id, by: People.robot)
        #expect(
            ValidatedItems(in: desk.book).standing(of: try Thing(.system, "MES"), at: desk.now)
                == .changePending)
        #expect(
            refusals { try desk.sign(id, for: "restore", by: People.dahl) } == ["change-released"])
    }

    @Test func `Who ran the last test does not approve for quality`() throws {
        var desk = Desk()
        let both = People.actor("P-0094", "B. Oth", [.qualityManager, .engineering])
        let id = try desk.assume(
            "validation-state", in: "oq",
            [
                "things": ["system:MES"], "until": "2027-06-30", "use": "dispatch",
                "plan": "VP-7@B", "iq": "as listed", "oq": "58 tests", "pq": "3 batches",
                "deviations": "none",
            ])
        try desk.step("qualify-performance", on: id, by: both)
        #expect(
            refusals { try desk.sign(id, for: "validate", by: both) } == ["duties.not-separate"])
    }

    @Test func `What the register calls relevant counts before anybody validated it`() throws {
        var desk = Desk()
        for (name, gxp) in [("MES", "direct"), ("canteen", "none")] {
            try desk.assume(
                "system-register-entry", in: "in-use",
                ["things": .many(["system:" + name]), "gxp": .one(gxp)])
        }
        let mes = try Thing(.system, "MES")
        let canteen = try Thing(.system, "canteen")
        #expect(ValidatedItems(in: desk.book).needingChange(among: [mes, canteen]) == [mes])
    }
}
