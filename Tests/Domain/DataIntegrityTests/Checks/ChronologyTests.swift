// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct ChronologyTests {
    let began = "2026-11-03T08:00:00+01:00"

    @Test func `Work that begins, ends and is signed in that order passes`() throws {
        let said = try verdict(of: .chronology) {
            $0.occurred = try time(began)
            $0.ended = try time("2026-11-03T09:00:00+01:00")
            $0.becameKnown = try time("2026-11-03T10:00:00+01:00")
            $0.participants = [
                Participation(
                    .signatory, try Thing(.person, "K. Lind"),
                    at: try time("2026-11-03T09:00:00+01:00"))
            ]
        }
        #expect(said.counts == [Chronology.inOrder: 1])
    }

    @Test(arguments: [("07:59:55", true), ("07:59:54", false)])
    func `An end before the beginning fails beyond the tolerance`(
        end: String, isClean: Bool
    ) throws {
        let said = try verdict(of: .chronology) {
            $0.occurred = try time(began)
            $0.ended = try time("2026-11-03T\(end)+01:00")
        }
        #expect(said.codes == (isClean ? [] : ["ended-before-started"]))
        #expect(said.findings.allSatisfy { $0.severity == .critical })
    }

    @Test func `Moments are compared, not clock readings`() throws {
        let said = try verdict(of: .chronology) {
            $0.occurred = try time("2026-11-03T08:00:00+05:00")
            $0.ended = try time("2026-11-03T04:00:00Z")
        }
        #expect(said.counts == [Chronology.inOrder: 1])
    }

    @Test func `A signature before the end of the work fails`() throws {
        let said = try verdict(of: .chronology) {
            $0.occurred = try time(began)
            $0.ended = try time("2026-11-03T09:00:00+01:00")
            $0.participants = [
                Participation(
                    .signatory, try Thing(.person, "K. Lind"),
                    at: try time("2026-11-03T08:30:00+01:00"))
            ]
        }
        #expect(said.codes == ["signed-before-done"])
        #expect(said.findings.first?.words.contains("30 min before") == true)
        #expect(said.findings.first?.values.contains { $0.isVendorDefault } == true)
    }

    @Test func `Whoever signs a release signs before it takes effect`() throws {
        let said = try verdict(of: .chronology, on: "document.released") {
            $0.occurred = try time("2026-11-03T09:00:00+01:00")
            $0.participants = [
                Participation(.signatory, try Thing(.person, "K. Lind"), at: try time(began))
            ]
        }
        #expect(said.counts == [Chronology.inOrder: 1])
    }

    @Test func `What lies after its receipt lies in the future`() throws {
        for (second, codes) in [("00", []), ("01", ["in-the-future"])] {
            let said = try verdict(of: .chronology) {
                $0.occurred = try time("2026-11-21T12:01:\(second)Z")
            }
            #expect(said.codes == codes)
        }
    }

    @Test func `What became known before it happened, and what ends before it holds`() throws {
        let said = try verdict(of: .chronology) {
            $0.occurred = try time(began)
            $0.becameKnown = try time("2026-11-02T08:00:00+01:00")
            $0.valid = Validity(
                from: try time(began), until: try time("2025-11-03T08:00:00+01:00"))
        }
        #expect(said.codes == ["known-before-done", "valid-backwards"])
    }

    @Test func `A time without a zone is before and after nothing`() throws {
        let said = try verdict(of: .chronology) {
            $0.occurred = try time("2026-11-03T08:00:00")
            $0.ended = try time("2026-11-03T07:00:00")
        }
        #expect(said.codes == ["no-moment"])
    }

    @Test func `A record without times, and a plan, are no case`() throws {
        #expect(try verdict(of: .chronology) { _ in }.counts == [Chronology.oneTime: 1])
        let plan = try verdict(of: .chronology) {
            $0.status = .planned
            $0.occurred = try time("2027-01-01T00:00:00Z")
        }
        #expect(plan.counts == [Chronology.oneTime: 1])
    }

    @Test func `Time goes on as the source's numbers go on`() throws {
        var log = Log()
        for (number, minute) in [(1, "10"), (2, "11"), (4, "09"), (3, "12")] as [(Int64, String)] {
            try log.record {
                $0.occurred = try time("2026-11-03T08:\(minute):00Z")
                $0.sequence = SequencePosition(stream: "log", first: number)
            }
        }
        let said = try log.judged(by: .chronology)
        #expect(said.codes == ["time-runs-back"])
        #expect(said.findings.first?.entries == [2, 1])
    }

    @Test func `The ends of time do not trap`() throws {
        let said = try verdict(of: .chronology) {
            $0.occurred = SourceTime(
                text: "?", instant: Instant(microseconds: .max), zone: .given(offsetMinutes: 0))
            $0.ended = SourceTime(
                text: "?", instant: Instant(microseconds: .min), zone: .given(offsetMinutes: 0))
        }
        #expect(said.codes == ["ended-before-started", "in-the-future"])
    }
}
