// SPDX-License-Identifier: Apache-2.0
import Canon
import Fixtures
import Quality
import Records
import Testing

struct AgendaTests {
    private let now = DeadlineTests.at("2026-11-30T12:00:00Z")

    private func items(_ desk: Desk) -> [Agenda.Matter] {
        Agenda(of: desk.book, at: now).items.map(\.matter)
    }

    @Test func `Steps that only wait for a day can be taken by a service`() throws {
        var desk = Desk()
        let check = try desk.assume(
            "effectiveness-check", in: "planned", ["due": "2026-11-29T12:00:00Z"])
        let state = try desk.assume(
            "validation-state", in: "validated", ["until": "2026-11-28"])
        try desk.assume("effectiveness-check", in: "planned", ["due": "2026-12-29T12:00:00Z"])
        try desk.assume("validation-state", in: "validated", ["until": "2026-11-30"])
        let agenda = Agenda(of: desk.book, at: now)
        #expect(agenda.items.map(\.record) == [state, check])
        #expect(agenda.items.map(\.matter) == [.step("lapse"), .step("fall-due")])
    }

    @Test(arguments: [
        ("action", "open", true), ("action", "in-progress", true), ("action", "done", false),
        ("action", "verified", false), ("product-hold", "ordered", true),
        ("product-hold", "active", false), ("preservation-order", "ordered", true),
        ("preservation-order", "preserved", false), ("rebuild", "approved", true),
    ]) func `Work is overdue until it is done or in force`(
        kind: String, state: String, isOverdue: Bool
    ) throws {
        var desk = Desk()
        try desk.assume(
            KindName(kind), in: StateName(state), ["due": "2026-11-29T12:00:00Z"])
        #expect(items(desk) == (isOverdue ? [.overdue] : []))
    }

    @Test(.covers("OBL-R1", "OBL-R5")) func `Duties are shown while asked for, late and missed`()
        throws
    {
        var desk = Desk()
        try desk.assume("duty", in: "not-started", ["rule": "OBL-NIS2-1"])
        #expect(items(desk) == [.unasked])
        #expect(Agenda(of: desk.book, at: desk.now).items.isEmpty)
        var other = Desk()
        try other.assume(
            "duty", in: "running", ["rule": "OBL-NIS2-1", "clock-at": "2026-11-29T11:30:00Z"])
        #expect(items(other) == [.late])
        var third = Desk()
        try third.assume(
            "duty", in: "running", ["rule": "OBL-NIS2-1", "clock-at": "2026-11-28T11:30:00Z"])
        #expect(items(third) == [.missed])
    }

    @Test(.covers("JQS-7")) func `A mitigation past its day has run out`() throws {
        var desk = Desk()
        try desk.assume("layered-mitigation", in: "approved", ["expires": "2026-11-20"])
        #expect(items(desk) == [.runOut])
    }
}
