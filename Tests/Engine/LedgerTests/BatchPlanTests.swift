// SPDX-License-Identifier: Apache-2.0
import Canon
import Testing

@testable import Ledger

struct BatchPlanTests {
    private func plan(
        _ entries: [PreparedEntry], known: [String: KnownEvent] = [:]
    ) -> BatchPlan {
        var plan = BatchPlan(startingAt: 100)
        for entry in entries {
            if let conflict = plan.add(entry, known: known[entry.event.event]) {
                plan.add(
                    conflict, recordedBy: Entries.conflict(conflict),
                    known: known[conflict.key.event])
            }
        }
        return plan
    }

    @Test func `New events are written in the order in which they came`() {
        let plan = plan([Entries.entry("a"), Entries.entry("b")])
        #expect(plan.entries.map(\.event.event) == ["a", "b"])
        #expect(plan.fates.map(\.outcome) == [.recorded, .recorded])
    }

    @Test func `The same said again is answered with where it stands`() {
        let first = Entries.entry("a", says: "ok")
        let known = KnownEvent(position: 7, fingerprint: first.fingerprint)
        let plan = plan([first], known: ["a": known])
        #expect(plan.entries.isEmpty)
        #expect(plan.fates == [.init(place: .logged(7), outcome: .duplicate)])
    }

    @Test func `The same said twice in one commit is written once`() {
        let plan = plan([Entries.entry("a", says: "ok"), Entries.entry("a", says: "ok")])
        #expect(plan.entries.count == 1)
        #expect(
            plan.fates == [
                .init(place: .inThisCommit(0), outcome: .recorded),
                .init(place: .inThisCommit(0), outcome: .duplicate),
            ])
    }

    @Test func `Something else said later is recorded as a conflict with the first`() {
        let known = KnownEvent(position: 7, fingerprint: Entries.entry("a", says: "ok").fingerprint)
        let plan = plan([Entries.entry("a", says: "not ok")], known: ["a": known])
        #expect(plan.entries.map(\.kind) == ["intake.conflicted"])
        #expect(plan.fates == [.init(place: .inThisCommit(0), outcome: .conflict(with: 7))])
    }

    @Test func `Of two accounts in one commit the first stands`() {
        let plan = plan([Entries.entry("a", says: "ok"), Entries.entry("a", says: "not ok")])
        #expect(plan.entries.map(\.kind) == ["activity.recorded", "intake.conflicted"])
        #expect(plan.fates[1] == .init(place: .inThisCommit(1), outcome: .conflict(with: 100)))
    }

    @Test func `A conflict that a sender repeats is recorded once`() {
        let accounts = ["ok", "not ok", "not ok", "ok", "scrapped"]
        let plan = plan(accounts.map { Entries.entry("a", says: $0) })
        #expect(plan.entries.count == 3)
        #expect(
            plan.fates.map(\.outcome) == [
                .recorded, .conflict(with: 100), .duplicateConflict(with: 100), .duplicate,
                .conflict(with: 100),
            ])
    }

    @Test func `A conflict that an earlier commit recorded is not recorded again`() {
        let known = KnownEvent(position: 7, fingerprint: Entries.entry("a", says: "ok").fingerprint)
        let second = Entries.entry("a", says: "not ok")
        let recorded = KnownEvent(position: 9, fingerprint: second.fingerprint)
        let key = Conflict(first: known, second: second).key
        let plan = plan([second], known: ["a": known, key.event: recorded])
        #expect(plan.entries.isEmpty)
        #expect(plan.fates == [.init(place: .logged(9), outcome: .duplicateConflict(with: 7))])
    }

    @Test func `The key of a conflict tells source, event and account apart`() {
        let known = KnownEvent(position: 7, fingerprint: Digest(of: []))
        let seconds = [
            Entries.entry("bc", says: "x", source: "a"),
            Entries.entry("c", says: "x", source: "ab"),
            Entries.entry("bc", says: "y", source: "a"),
        ]
        let keys = Set(seconds.map { Conflict(first: known, second: $0).key })
        #expect(keys.count == 3)
    }
}
