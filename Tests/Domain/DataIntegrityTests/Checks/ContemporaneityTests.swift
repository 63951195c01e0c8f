// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct ContemporaneityTests {
    /// What is said of a record made so many seconds after 08:00:00.
    private func said(
        after seconds: Int64, _ capture: Capture? = nil, _ clock: SourceClock? = nil,
        _ standards: Standards = Standards()
    ) throws -> Judgements {
        let done = try time("2026-11-03T08:00:00Z")
        let made = try #require(done.instant).adding(microseconds: seconds * 1_000_000)
        var log = Log()
        try log.record {
            $0.occurred = done
            $0.recordedAtSource = try time(made.rfc3339Seconds)
            $0.capture = capture
            $0.clock = clock
        }
        return try log.judged(by: .contemporaneity, standards)
    }

    @Test(arguments: [
        (Capture.automatic, Int64(60)), (.manual, 900), (.transcribed, 86_400),
        (.imported, 86_400),
    ])
    func `At the limit of its class a record is in time, a second later it is late`(
        capture: Capture, limit: Int64
    ) throws {
        #expect(try said(after: limit, capture).counts == [Contemporaneity.inTime: 1])
        let late = try said(after: limit + 1, capture)
        #expect(late.codes == ["late"])
        #expect(late.findings.first?.values.contains { $0.isVendorDefault } == true)
    }

    @Test func `An instrument has longer than a bare sensor`() throws {
        var log = Log()
        try log.record {
            $0.occurred = try time("2026-11-03T08:00:00Z")
            $0.recordedAtSource = try time("2026-11-03T08:15:00Z")
            $0.capture = .automatic
            $0.participants = [Participation(.instrument, try Thing(.equipment, "HRC-1"))]
        }
        #expect(try log.judged(by: .contemporaneity).counts == [Contemporaneity.inTime: 1])
    }

    @Test(
        arguments: [
            (Int64(60), []), (61, ["source-class-unknown"]), (86_400, ["source-class-unknown"]),
            (86_401, ["late"]),
        ] as [(Int64, [String])])
    func `Without a class only what every class says is said`(
        seconds: Int64, codes: [String]
    ) throws {
        #expect(try said(after: seconds).codes == codes)
    }

    @Test func `The plant says what kind of source a system is`() throws {
        var standards = Standards()
        standards.sourceClasses[ExactText("urn:plant7:mes")] = .step
        #expect(try said(after: 300, nil, nil, standards).count(.pass) == 1)
        #expect(try said(after: 301, nil, nil, standards).codes == ["late"])
        standards.sourceClasses[ExactText("urn:plant7:mes")] = .master
        #expect(try said(after: 301, nil, nil, standards).count(.notApplicable) == 1)
    }

    @Test func `A record dated before the act fails beyond five seconds`() throws {
        #expect(try said(after: -5, .manual).count(.pass) == 1)
        let early = try said(after: -6, .manual)
        #expect(early.codes == ["pre-dated"])
        #expect(early.findings.first?.severity == .critical)
    }

    @Test func `A clock that was off widens the limit, either way`() throws {
        let off = SourceClock(.degraded, offsetMilliseconds: -20_000)
        #expect(try said(after: 80, .automatic, off).count(.pass) == 1)
        #expect(try said(after: 81, .automatic, off).codes == ["late"])
        #expect(try said(after: -25, .automatic, off).count(.pass) == 1)
    }

    @Test func `A clock known to be wrong fails, an unknown one leaves it open`() throws {
        #expect(
            try said(after: 1, .automatic, SourceClock(.unsynchronised)).codes
                == ["clock-unsynchronised"])
        #expect(try said(after: 1, .automatic, SourceClock(.unknown)).codes == ["clock-unknown"])
        #expect(try said(after: 1, .automatic, SourceClock(.synchronised)).count(.pass) == 1)
    }

    @Test func `Receipt stands for the latest time of recording`() throws {
        for (done, codes) in [("11:59:00", []), ("11:58:59", ["recording-not-told"])] {
            let said = try verdict(of: .contemporaneity) {
                $0.occurred = try time("2026-11-21T\(done)Z")
                $0.capture = .automatic
            }
            #expect(said.codes == codes)
        }
    }

    @Test func `What lasted is measured from its end`() throws {
        let said = try verdict(of: .contemporaneity) {
            $0.occurred = try time("2026-11-03T08:00:00Z")
            $0.ended = try time("2026-11-03T16:00:00Z")
            $0.recordedAtSource = try time("2026-11-03T16:01:00Z")
            $0.capture = .manual
        }
        #expect(said.counts == [Contemporaneity.inTime: 1])
    }

    @Test func `Without a zone no delay is known`() throws {
        let said = try verdict(of: .contemporaneity) {
            $0.occurred = try time("2026-11-03T08:00:00")
            $0.recordedAtSource = try time("2026-11-03T08:00:00Z")
        }
        #expect(said.codes == ["no-moment"])
    }

    @Test func `Plans, derived values and records without a time tell of no work`() throws {
        let changes: [(inout Activity) throws -> Void] = [
            { _ in }, { $0.status = .planned }, { $0.capture = .derived },
        ]
        for change in changes {
            #expect(try verdict(of: .contemporaneity, change).count(.notApplicable) == 1)
        }
    }

    @Test func `The wildest clock offset does not trap`() throws {
        let wild = SourceClock(.degraded, offsetMilliseconds: .min)
        #expect(try said(after: 90_000, .automatic, wild).count(.pass) == 1)
    }
}
