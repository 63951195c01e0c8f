// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage
import Intake
import Ledger
import Testing

/// What becomes of files that come twice, contradict themselves, or were cut short by a crash.
struct IntakeRepetitionTests {
    @Test func `The same file again adds nothing`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        try await bench.takeIn(events(1...5))
        let before = try bench.journal.head()
        let report = try await bench.takeIn(events(1...5), named: "again.jsonl")
        #expect(report.wasKnown)
        #expect(report.duplicates == 5)
        #expect(report.recorded == 0)
        #expect(try bench.journal.head() == before)
    }

    @Test func `Events known from another file are recognised by their bytes`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        try await bench.takeIn(events(1...5))
        let report = try await bench.takeIn([0x0A] + events(4...8))
        #expect(report.duplicates == 2)
        #expect(report.recorded == 3)
        #expect(try bench.entries.count == 2 + 8)
    }

    @Test func `Other words under a known id are a recorded contradiction`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        try await bench.takeIn(events(1...2))
        let report = try await bench.takeIn(events(2...2, type: "rework"))
        #expect(report.conflicts == 1)
        #expect(report.outcome == .takenIn)
        let contradiction = try #require(report.contradictions.first)
        #expect(contradiction.event == "e-2")
        #expect(contradiction.first == 2)
        let entries = try bench.entries
        let conflict = entries[Int(contradiction.second)]
        #expect(conflict.kind == "intake.conflicted")
        #expect(entries[2].kind == "activity.recorded")
        let said = String(decoding: try #require(conflict.content?.body), as: UTF8.self)
        #expect(said.contains("rework"))
        // Said again, it is the same contradiction.
        let again = try await bench.takeIn(events(2...2, type: "rework"))
        #expect(again.conflicts == 1)
        #expect(try bench.entries.count == entries.count)
    }

    @Test func `A file can contradict itself`() async throws {
        let bench = try IntakeBench()
        defer { bench.clear() }
        let report = try await bench.takeIn(
            events(1...2) + events(1...1) + events(2...2, type: "other"))
        #expect(report.recorded == 2)
        #expect(report.duplicates == 1)
        #expect(report.conflicts == 1)
    }

    @Test(arguments: [0, 1, 2, 3], [false, true])
    func `After a lost answer the same file again completes it, and nothing stands twice`(
        append: Int, isAfterTheWrite: Bool
    ) async throws {
        try await loseAnswer(to: append, isAfterTheWrite, on: IntakeBench())
        try await loseAnswer(to: append, isAfterTheWrite, on: IntakeBench(onSQLite: true))
    }

    private func loseAnswer(
        to append: Int, _ isAfterTheWrite: Bool, on bench: IntakeBench
    ) async throws {
        defer { bench.clear() }
        var options = IntakeOptions()
        options.batchEntriesMax = 5
        let bytes = events(1...19)
        await #expect(throws: IntakeFault.self) {
            try await bench.takeIn(
                bytes, options,
                failing: FailingLog.Fault(append: append, isAfterTheWrite: isAfterTheWrite))
        }
        let kept = try bench.entries.count
        #expect(kept == 5 * (append + (isAfterTheWrite ? 1 : 0)))
        let report = try await bench.takeIn(bytes, options)
        #expect(report.outcome == .takenIn)
        #expect(report.recorded + report.duplicates == 19)
        #expect(try bench.entries.map(\.event.event).dropFirst() == (1...19).map { "e-\($0)" }[...])
    }
}
