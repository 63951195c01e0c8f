// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct IntegrityReviewTests {
    /// Four records without units, in entries 0 to 3; the second is corrected by the last.
    private var log: Log {
        var log = Log()
        for number in 0..<4 {
            log.record(as: "e\(number)") {
                $0.results = [result("1.5", nil)]
                if number == 3 { $0.correction = Correction(event: "e1", kind: .supersedes) }
            }
        }
        return log
    }

    @Test func `A corrected record is not judged; its correction is`() throws {
        let said = try log.judged(by: .unitMissing)
        #expect(said.findings.map(\.entries) == [[0], [2], [3]])
        #expect(said.count(of: .withdrawn) == 1)
    }

    @Test func `A correction counts even when it came first`() throws {
        var log = Log()
        log.record(as: "late") {
            $0.correction = Correction(event: "early", kind: .declaredInError)
        }
        log.record(as: "early") { $0.results = [result("1.5", nil)] }
        #expect(try log.judged(by: .unitMissing).codes.isEmpty)
    }

    @Test func `A correction of another source's event names that source`() throws {
        var log = Log()
        log.record(from: "a", as: "e") { $0.results = [result("1.5", nil)] }
        log.record(from: "b", as: "x") {
            $0.correction = Correction(event: "e", kind: .declaredInError)
        }
        #expect(try log.judged(by: .unitMissing).codes == ["unit-missing"])
        log.record(from: "b", as: "y") {
            $0.correction = Correction(event: "e", kind: .declaredInError)
            $0.correction?.source = "a"
        }
        #expect(try log.judged(by: .unitMissing).codes.isEmpty)
    }

    @Test func `A spotlight leaves everything else uncounted`() throws {
        let scoped = try log.judged(
            by: .unitMissing, Standards(), Spotlight(entries: [2, 9]))
        #expect(scoped.findings.map(\.entries) == [[2]])
        #expect(scoped.counts.values.reduce(0, +) == 1)
        let recent = try log.judged(by: .unitMissing, Standards(), Spotlight(since: 2))
        #expect(recent.findings.map(\.entries) == [[2], [3]])
    }

    @Test func `A stateful check sees what lies outside of the spotlight`() throws {
        var log = Log()
        for number in [1, 3] as [Int64] {
            log.record { $0.sequence = SequencePosition(stream: "s", first: number) }
        }
        let said = try log.judged(by: .sequenceGap, Standards(), Spotlight(since: 1))
        #expect(said.codes == ["gap"])
    }

    @Test func `Passes are listed when asked for`() throws {
        var log = Log()
        log.record { $0.results = [result("1.5")] }
        #expect(try log.judged(by: .unitMissing).findings.isEmpty)
        let said = try log.judged(by: .unitMissing, listsPasses: true)
        #expect(said.codes == ["unit-given"])
        #expect(said.findings.first?.words == UnitMissing.given.meaning)
    }

    @Test func `What cannot all be listed is counted`() throws {
        var log = Log()
        for _ in 0..<(Judgements.listedMax + 5) { log.record { $0.results = [result("1.5", nil)] } }
        let said = try log.judged(by: .unitMissing)
        #expect(said.findings.count == Judgements.listedMax)
        #expect(said.unlisted == 5)
        #expect(said.count(.fail) == UInt64(Judgements.listedMax + 5))
    }

    @Test func `Clean data raise no alarm in any check`() throws {
        var log = Log()
        let programme = try Thing(.programme, "O4471")
        let gauge = try Thing(.equipment, "HRC-1")
        try log.record("programme.released") {
            $0.occurred = try time("2026-01-01T00:00:00Z")
            $0.attribution = .personSigned
            $0.participants = [
                Participation(.about, programme, revision: "B"),
                Participation(.signatory, try Thing(.person, "K. Lind")),
            ]
        }
        try log.record("calibration.certified") {
            $0.occurred = try time("2026-01-01T00:00:00Z")
            $0.valid = Validity(from: try time("2026-01-01T00:00:00Z"))
            $0.attribution = .organisation
            $0.participants = [Participation(.about, gauge)]
        }
        for number in 1...3 {
            try log.record("hardness.tested") {
                $0.occurred = try time("2026-11-03T08:0\(number):00Z")
                $0.recordedAtSource = try time("2026-11-03T08:0\(number):30Z")
                $0.attribution = .personNamed
                $0.capture = .manual
                $0.sequence = SequencePosition(stream: "s", first: Int64(number))
                $0.membership = Membership(of: "run", ordinal: Int64(number), count: 3)
                $0.participants = [
                    Participation(.subject, try Thing(.serial, "P7-\(number)")),
                    Participation(.performer, try Thing(.person, "A. Ortiz")),
                    Participation(.programme, programme, revision: "B"),
                    Participation(.instrument, gauge),
                ]
                $0.results = [
                    result("38.2", "HRC", lower: "36", upper: "40", nominal: "38", claimed: .pass)
                ]
            }
        }
        for check in Catalogue.checks {
            let said = try log.judged(by: check)
            #expect(said.count(.fail) == 0, "\(check.name): \(said.findings.map(\.words))")
        }
    }
}
