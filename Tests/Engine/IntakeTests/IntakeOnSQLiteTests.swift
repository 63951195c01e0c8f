// SPDX-License-Identifier: Apache-2.0
import Activities
import EvidencePackage
import Intake
import Ledger
import Testing

/// The whole way into the embedded store.
struct IntakeOnSQLiteTests {
    @Test func `What was taken in is in the file, and opens`() async throws {
        let bench = try IntakeBench(onSQLite: true)
        defer { bench.clear() }
        let report = try await bench.takeIn(events(1...2_500))
        #expect(report.outcome == .takenIn)
        #expect(report.positions == 1...2_500)
        let entries = try bench.entries
        #expect(entries.count == 2_501)
        for prepared in entries.suffix(10) {
            let entry = try Entry(parsing: prepared.header)
            let content = try #require(prepared.content)
            #expect(content.commitment(as: .content) == entry.content)
            #expect(
                try RecordedActivity(content: content.body, person: nil).activity.kind == "step")
        }
    }

    @Test func `Repetitions and contradictions are told apart there too`() async throws {
        let bench = try IntakeBench(onSQLite: true)
        defer { bench.clear() }
        try await bench.takeIn(events(1...10))
        let report = try await bench.takeIn(events(6...12) + events(1...2, type: "rework"))
        #expect(report.duplicates == 5)
        #expect(report.recorded == 2)
        #expect(report.conflicts == 2)
    }
}
