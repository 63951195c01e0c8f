// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Testing

@testable import DataIntegrity

struct ZoneAbsentTests {
    @Test func `Times with offsets pass, Z among them`() throws {
        let said = try verdict(of: .zoneAbsent) {
            $0.occurred = try time("2026-11-03T08:00:00+01:00")
            $0.ended = try time("2026-11-03T08:00:00Z")
        }
        #expect(said.counts == [ZoneAbsent.given: 1])
    }

    @Test func `A reading without an offset fails, wherever it stands`() throws {
        let bare = try time("2026-11-03T08:00:00")
        let changes: [(inout Activity) throws -> Void] = [
            { $0.occurred = bare }, { $0.ended = bare }, { $0.recordedAtSource = bare },
            { $0.becameKnown = bare }, { $0.valid = Validity(until: bare) },
            {
                $0.participants = [
                    Participation(.signatory, try Thing(.person, "K. Lind"), at: bare)
                ]
            },
            {
                $0.correction = Correction(event: "e", kind: .supersedes)
                $0.correction?.declared = bare
            },
        ]
        for change in changes {
            #expect(try verdict(of: .zoneAbsent, change).codes == ["zone-absent"])
        }
    }

    @Test func `A zone that somebody assumed is no zone the source named`() throws {
        let said = try verdict(of: .zoneAbsent) {
            $0.occurred = SourceTime("2026-11-03T08:00:00", assuming: -210)
        }
        #expect(said.codes == ["zone-assumed"])
        #expect(said.findings.first?.words.contains("assumed to be -03:30") == true)
    }

    @Test func `One absent zone outweighs assumed ones`() throws {
        let said = try verdict(of: .zoneAbsent) {
            $0.occurred = SourceTime("2026-11-03T08:00:00", assuming: 60)
            $0.ended = try time("2026-11-03T09:00:00")
        }
        #expect(said.codes == ["zone-absent"])
    }

    @Test func `A record without times is no case`() throws {
        #expect(try verdict(of: .zoneAbsent) { _ in }.counts == [ZoneAbsent.noTime: 1])
    }
}
