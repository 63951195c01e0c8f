// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct AbortedRunsTests {
    private let furnace: Participation

    init() throws { furnace = Participation(.equipment, try Thing(.equipment, "FURN-2")) }

    private func said(_ steps: [(kind: String, status: Activity.Status)]) throws -> Judgements {
        var log = Log()
        for step in steps {
            log.record(step.kind) {
                $0.status = step.status
                $0.participants = [furnace]
            }
        }
        return try log.judged(by: .abortedRuns)
    }

    @Test func `A run with an end passes, and an aborted one that was kept too`() throws {
        let said = try said([
            ("cycle.started", .started), ("cycle.ended", .completed),
            ("cycle.started", .started), ("cycle.aborted", .aborted),
        ])
        #expect(said.counts == [AbortedRuns.ended: 1, AbortedRuns.abortedKept: 1])
    }

    @Test func `A run without an end fails once the next one began`() throws {
        let said = try said([
            ("cycle.started", .started), ("cycle.started", .started), ("cycle.ended", .completed),
        ])
        #expect(said.codes == ["no-end"])
        #expect(said.findings.first?.entries == [0, 1])
    }

    @Test func `The last run may still be under way`() throws {
        #expect(try said([("cycle.started", .started)]).codes == ["no-end-yet"])
    }

    @Test func `Another kind, source, session or machine does not end it`() throws {
        #expect(
            try said([("cycle.started", .started), ("lot.ended", .completed)]).codes
                == ["no-end-yet"])
        var log = Log()
        log.record("cycle.started") { $0.status = .started }
        log.record("cycle.ended", from: "urn:other")
        log.record("cycle.ended") { $0.session = "2" }
        log.record("cycle.ended") { $0.participants = [furnace] }
        #expect(try log.judged(by: .abortedRuns).codes == ["no-end-yet"])
    }

    @Test func `A record about a whole run is not ended by the next run`() throws {
        var log = Log()
        for (moment, status) in [
            ("2026-11-03T08:00:00Z", Activity.Status.started), ("2026-11-03T09:00:00Z", .completed),
        ] {
            try log.record("machine.programme-run") {
                $0.status = status
                $0.occurred = try time(moment)
                $0.participants = [furnace]
            }
        }
        #expect(try log.judged(by: .abortedRuns).codes == ["no-end-yet"])
    }

    @Test(arguments: [(999, false), (1_000, true)])
    func `A thousand results without a failure are odd`(runs: Int, isOdd: Bool) throws {
        var log = Log()
        for _ in 0..<runs { log.record { $0.results = [result("1", claimed: .pass)] } }
        #expect(try log.judged(by: .abortedRuns).codes == (isOdd ? ["none-aborted"] : []))
    }

    @Test func `One failure among them is reassuring`() throws {
        var log = Log()
        for run in 0..<1_000 {
            log.record { $0.results = [result("1", claimed: run == 7 ? .fail : .pass)] }
        }
        #expect(try log.judged(by: .abortedRuns).codes.isEmpty)
    }

    @Test func `Readings that nobody judges hide nothing`() throws {
        var log = Log()
        for _ in 0..<1_000 { log.record { $0.results = [result("843", "CEL")] } }
        #expect(try log.judged(by: .abortedRuns).codes.isEmpty)
    }

    @Test func `A record of no run is no case`() throws {
        #expect(try verdict(of: .abortedRuns) { _ in }.counts == [AbortedRuns.noRun: 1])
        #expect(
            try verdict(of: .abortedRuns, on: "") { $0.status = .started }.codes == ["no-end-yet"])
    }
}
