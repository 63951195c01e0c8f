// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Fixtures
import Ledger
import Records
import Registrar
import Testing
import TransparencyLog

struct DocketTests {
    private let office = Office()
    private let lot: Thing

    init() throws { lot = try Thing(.lot, "L-1") }

    @Test func `What one request decides is filed in one commit, and read back`() async throws {
        let lot = lot
        let id = try await office.running { registrar in
            var docket = registrar.docket(for: Office.ortiz, request: "r1", at: t0)
            let outer = try await docket.open("crate", title: "Outer", site: "plant7")
            let inner = try await docket.open(
                "crate", title: "Inner", site: "plant7",
                [FieldChange("holds", .list([.thing(lot)]))], links: [RecordLink("in", outer)])
            #expect(inner.text == "CRT-2026-0002")
            let none = try await registrar.record(outer)
            #expect(none == nil)
            let filed = try await docket.commit()
            #expect(filed.map(\.position) == [0, 1])
            let kept = try await registrar.record(inner)
            #expect(kept?.title == "Inner")
            #expect(kept?.digest == docket.book[inner]?.digest)
            let answered = try await registrar.answered("r1")
            #expect(answered.count == 2)
            return outer
        }
        #expect(id.text == "CRT-2026-0001")
    }

    @Test func `A rule sees the records that link here and those that name the same thing`()
        async throws
    {
        let lot = lot
        try await office.running { registrar in
            var docket = registrar.docket(for: Office.ortiz, request: "r1", at: t0)
            let values = [FieldChange("holds", .list([.thing(lot)]))]
            let outer = try await docket.open("crate", title: "Outer", site: "plant7", values)
            let inner = try await docket.open(
                "crate", title: "Inner", site: "plant7", values, links: [RecordLink("in", outer)])
            _ = try await docket.commit()

            var later = registrar.docket(for: Office.lind, request: "r2", at: t0)
            do {
                try await later.sign(outer, for: "shut", as: .approved, with: RubberStamp())
                Issue.record("it was signed")
            } catch let refusal as Refusal {
                #expect(refusal.reasons.map(\.code) == ["none-inside-open", "lots-once"])
            }
            let steps = try await later.nextSteps(of: inner)
            #expect(steps.map(\.transition.name) == ["shut"])
            #expect(steps[0].obstacles.map(\.code) == ["lots-once"])
            #expect(steps[0].unmet.count == 1)
        }
    }

    @Test func `Signing, and the step that waited for it, go into one request`() async throws {
        try await office.running { registrar in
            var docket = registrar.docket(for: Office.ortiz, request: "r1", at: t0)
            let id = try await docket.open("crate", title: "C", site: "plant7")
            _ = try await docket.commit()
            var signing = registrar.docket(for: Office.lind, request: "r2", at: t0)
            try await signing.sign(id, for: "shut", as: .approved, with: RubberStamp())
            _ = try await signing.commit()
            var step = registrar.docket(for: Office.ortiz, request: "r3", at: t0)
            let record = try await step.run(.transition("shut", justifications: [:]), on: id)
            #expect(record.state == "shut")
            _ = try await step.commit()
            let state = try await registrar.record(id)?.state
            #expect(state == "shut")
        }
    }

    @Test(.covers("P11-10e1")) func `A refused request leaves nothing in the log`() async throws {
        try await office.running { registrar in
            var docket = registrar.docket(for: Office.lind, request: "r1", at: t0)
            await #expect(throws: Refusal.self) {
                try await docket.open("crate", title: "C", site: "plant7")
            }
            let filed = try await docket.commit()
            #expect(filed.isEmpty)
        }
        #expect(office.journal.head().size.value == 0)
    }

    @Test func `Of two who write the same act, one is told, and nothing is lost`() async throws {
        try await office.running { registrar in
            var first = registrar.docket(for: Office.ortiz, request: "r1", at: t0)
            let id = try await first.open("crate", title: "C", site: "plant7")
            _ = try await first.commit()
            let lot = Command.amend([FieldChange("holds", .list([.thing(try Thing(.lot, "A"))]))])
            let other = Command.amend([FieldChange("holds", .list([.thing(try Thing(.lot, "B"))]))])
            var left = registrar.docket(for: Office.ortiz, request: "r2", at: t0)
            var right = registrar.docket(for: Office.ortiz, request: "r3", at: t0)
            try await left.run(lot, on: id, reason: "filled")
            try await right.run(other, on: id, reason: "filled")
            _ = try await left.commit()
            await #expect(throws: RecordFault.self) { _ = try await right.commit() }
            let record = try await registrar.record(id)
            #expect(record?.things.map(\.name) == ["A"])
        }
        // What the second said is in the log too, as a conflict.
        #expect(office.journal.head().size.value == 3)
    }

    @Test func `An act that somebody took out of the read models is missed`() async throws {
        let id = try await office.running { registrar in
            var docket = registrar.docket(for: Office.ortiz, request: "r1", at: t0)
            let id = try await docket.open("crate", title: "C", site: "plant7")
            try await docket.run(
                .amend([FieldChange("holds", .list([.thing(try Thing(.lot, "A"))]))]), on: id,
                reason: "filled")
            _ = try await docket.commit()
            return id
        }
        for number in [1, 2] {
            // Without its last act, and without any at all.
            try await office.running(hiding: { $0.act.number >= number }) { registrar in
                await #expect(
                    throws: RecordFault.hidden(id, position: UInt64(number - 1))
                ) { _ = try await registrar.record(id) }
            }
        }
    }
}
