// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct LateEntryTests {
    private func said(
        after minutes: Int, capture: Capture? = .manual, reason: String? = nil,
        second: String? = nil
    ) throws -> Judgements {
        try verdict(of: .lateEntry) {
            $0.occurred = try time("2026-11-03T08:00:00Z")
            $0.recordedAtSource = try time(
                "2026-11-0\(3 + minutes / 1_440)T\(8 + minutes % 1_440 / 60 < 10 ? "0" : "")"
                    + "\(8 + minutes % 1_440 / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60):00Z"
            )
            $0.capture = capture
            $0.participants = [Participation(.performer, try Thing(.person, "A. Ortiz"))]
            if let reason { $0.attributes = [Attribute("lateEntryReason", reason)] }
            if let second {
                $0.participants.append(Participation(.signatory, try Thing(.person, second)))
            }
        }
    }

    @Test func `Fifteen minutes are in time, sixteen are late`() throws {
        #expect(try said(after: 15).counts == [LateEntry.inTime: 1])
        #expect(try said(after: 16).codes == ["no-reason", "no-second-person"])
    }

    @Test func `Paper has a day`() throws {
        #expect(try said(after: 1_440, capture: .transcribed).counts == [LateEntry.inTime: 1])
        #expect(try said(after: 1_441, capture: .transcribed).count(.fail) == 2)
    }

    @Test func `A reason and a second person explain it`() throws {
        let said = try said(after: 60, reason: "terminal was down", second: "K. Lind")
        #expect(said.counts == [LateEntry.explained: 1])
    }

    @Test func `The performer is no second person, and an empty reason is none`() throws {
        #expect(
            try said(after: 60, reason: "terminal was down", second: "A. Ortiz").codes
                == ["no-second-person"])
        #expect(try said(after: 60, reason: "", second: "K. Lind").codes == ["no-reason"])
    }

    @Test(arguments: [Capture.automatic, .imported, .derived, nil])
    func `What no hand entered is no late entry`(capture: Capture?) throws {
        #expect(try said(after: 600, capture: capture).counts == [LateEntry.notManual: 1])
    }

    @Test func `A delay that cannot be worked out leaves it open`() throws {
        let untold = try verdict(of: .lateEntry) {
            $0.occurred = try time("2026-11-03T08:00:00Z")
            $0.capture = .manual
        }
        #expect(untold.codes == ["delay-not-told"])
        #expect(try verdict(of: .lateEntry) { $0.capture = .manual }.codes == ["delay-not-told"])
    }
}
