// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Fixtures
import Quality
import Records
import Testing

@Suite(.covers("JQS-10", "EPK-JQS-13")) struct DrillTests {
    private func drill(_ more: [String: Typed] = [:], in desk: inout Desk) throws -> RecordID {
        let values: [String: Typed] = [
            "scenario": "an offset was changed with a shared account",
            "log-origin": "plant7.example/drill-3", "started": "2026-11-20T08:00:00Z",
            "declared": "2026-11-20T08:38:00Z", "contained": "2026-11-20T10:05:00Z",
            "ended": "2026-11-20T12:00:00Z", "findings": ["nobody knew who may isolate line 3"],
        ]
        return try desk.open("drill", by: People.mori, values.merging(more) { $1 })
    }

    @Test func `It runs in a log of its own, is measured, and its findings become actions`() throws
    {
        var desk = Desk()
        let id = try drill(in: &desk)
        try desk.step("begin", on: id, by: People.mori)
        try desk.step("evaluate", on: id, by: People.mori)
        let times = Drills.times(of: try desk[id])
        #expect(times.map(\.mark) == ["declared", "contained", "ended"])
        #expect(times.map(\.seconds) == [2_280, 7_500, 14_400])
        #expect(
            refusals { try desk.sign(id, for: "close", as: .reviewed, by: People.lind) }
                == ["findings-answered"])
        let action = try desk.assume("action", in: "open")
        try desk.amend(id, by: People.mori, ["actions": .many([action.text])])
        try desk.sign(id, for: "close", as: .reviewed, by: People.lind)
        try desk.sign(id, for: "close", as: .reviewed, by: People.moreau)
        #expect(try desk.step("close", on: id, by: People.lind).state == "closed")
    }

    @Test func `Without a log of its own it does not begin`() throws {
        var desk = Desk()
        let id = try drill(["log-origin": nil], in: &desk)
        #expect(refusals { try desk.step("begin", on: id, by: People.mori) } == ["field.missing"])
    }

    @Test func `A step reached before the drill began is a typing error`() throws {
        var desk = Desk()
        let id = try drill(["declared": "2026-11-19T08:38:00Z"], in: &desk)
        try desk.step("begin", on: id, by: People.mori)
        #expect(
            refusals { try desk.step("evaluate", on: id, by: People.mori) } == ["times-in-order"])
    }

    @Test func `The next is due within a year of the last that took place`() throws {
        var desk = Desk()
        #expect(Drills.nextDue(at: "plant7", in: desk.book) == nil)
        try desk.assume("drill", in: "cancelled", ["ended": "2026-11-21T00:00:00Z"])
        #expect(Drills.nextDue(at: "plant7", in: desk.book) == nil)
        try desk.assume("drill", in: "closed", ["ended": "2025-11-20T12:00:00Z"])
        #expect(
            Drills.nextDue(at: "plant7", in: desk.book)?.rfc3339Seconds == "2026-11-21T12:00:00Z")
    }
}
