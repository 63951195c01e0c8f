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

/// What follows by itself: once, visibly, and however often it is gone over.
struct ReactionRunnerTests {
    private let office = Office()

    /// Whoever shuts a crate gets another one opened beside it.
    private let reactions = [
        Reaction(
            rule: "another-crate", revision: "A", title: "A shut crate is followed by another."
        ) {
            logged, record, _ in
            guard logged.act.reached == "shut" else { return [] }
            return [
                ReactionCommand(
                    .open(
                        "crate", title: "Next", site: record.site,
                        values: [FieldChange("beside", .record(record.id))], links: []),
                    because: "\(record.id) is shut", carryingOut: record.id)
            ]
        },
        Reaction(rule: "shut-again", revision: "A", title: "Tries what a rule refuses.") {
            logged, record, _ in
            logged.act.reached == "shut"
                ? [ReactionCommand(.transition(record.id, "shut"), because: "so")] : []
        },
    ]

    private func shut(_ registrar: Registrar) async throws -> RecordID {
        var docket = registrar.docket(for: Office.ortiz, request: "r1", at: t0)
        let id = try await docket.open("crate", title: "C", site: "plant7")
        _ = try await docket.commit()
        var signing = registrar.docket(for: Office.lind, request: "r2", at: t0)
        try await signing.sign(id, for: "shut", as: .approved, with: RubberStamp())
        _ = try await signing.commit()
        var step = registrar.docket(for: Office.ortiz, request: "r3", at: t0)
        try await step.run(.transition("shut", justifications: [:]), on: id)
        _ = try await step.commit()
        return id
    }

    @Test func `A reaction acts once, and says by which rule and for which entry`() async throws {
        let reactions = reactions
        try await office.running { registrar in
            let id = try await shut(registrar)
            let runner = ReactionRunner(registrar, reactions)
            let first = try await runner.run(from: 0, at: t0)
            #expect(first.filed.count == 1)
            #expect(first.refused.map(\.rule) == ["shut-again"])
            let stamp = try #require(first.filed.first).act.stamp
            #expect(stamp.person.isService)
            #expect(stamp.role == .service)
            #expect(stamp.cause?.rule == "another-crate")
            #expect(stamp.cause?.entries == [2])
            #expect(stamp.cause?.record == id)
            let again = try await runner.run(from: 0, at: t0)
            #expect(again.filed.isEmpty)
            #expect(again.position == first.position)
        }
        #expect(office.journal.head().size.value == 4)
    }

    @Test func `From where it stopped it goes over nothing twice`() async throws {
        let reactions = reactions
        try await office.running { registrar in
            _ = try await shut(registrar)
            let runner = ReactionRunner(registrar, reactions)
            let first = try await runner.run(from: 0, at: t0)
            let next = try await runner.run(from: first.position, at: t0)
            #expect(next.filed.isEmpty)
            #expect(next.refused.isEmpty)
        }
    }
}
