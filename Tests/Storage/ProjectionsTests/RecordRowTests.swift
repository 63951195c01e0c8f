// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Projections
import Records
import Testing
import Traceability

/// Finding governed records again by what their acts named.
struct RecordRowTests {
    private let nc: RecordID
    private let action: RecordID
    private let lot: Thing

    init() throws {
        nc = try #require(RecordID("NC-2026-0001"))
        action = try #require(RecordID("ACT-2026-0001"))
        lot = try Thing(.lot, "L-1")
    }

    private func act(_ record: RecordID, _ number: Int, _ deed: Deed, request: String) -> Act {
        Act(
            record: record, kind: KindName(record == nc ? "nonconformity" : "action"),
            number: number, revision: 1, version: number,
            stamp: Act.Stamp(
                person: PersonID(number: 1), printedName: "K. Lind", role: .qualityEngineer,
                onBehalfOf: nil, at: LogOfActivities.minute(number), zone: "UTC",
                request: request, reason: nil, cause: nil), deed: deed)
    }

    private func log() throws -> LogOfActivities {
        var log = LogOfActivities()
        let acts = [
            act(
                nc, 1,
                .opened(
                    state: "draft", site: "plant7", title: "Bore too wide",
                    [ValueChange("things", old: nil, new: .list([.thing(lot)]))], []),
                request: "r1"),
            act(
                action, 1,
                .opened(
                    state: "open", site: "plant7", title: "Replace the reamer", [],
                    [RecordLink("of", nc)]), request: "r2"),
            act(
                nc, 2,
                .systemLinked(
                    SystemLink(
                        key: SystemKey(system: "itsm", kind: "incident", remoteID: "INC1"),
                        url: nil, ownedThere: [], maturity: .noted)), request: "r2"),
            act(
                nc, 3,
                .transitioned(
                    "triage", from: "draft", to: "triage", justifications: [], signatures: []),
                request: "r3"),
        ]
        for act in acts {
            try log.log(
                act.entryType, content: act.content.canonical, person: act.person.canonical)
        }
        try log.log("role.granted", content: Array("{}".utf8))
        return log
    }

    @Test func `A record is found by number, link, thing, counterpart and request`() async throws {
        let (_, projection) = try await log().projected()
        let (nc, action, lot) = (nc, action, lot)
        try await projection.read { store in
            let acts = try store.positions(of: nc)
            #expect(acts == [0, 2, 3])
            let naming = try store.records(naming: nc)
            #expect(naming == [action])
            let about = try store.records(naming: lot)
            #expect(about == [nc])
            let key = SystemKey(system: "itsm", kind: "incident", remoteID: "INC1")
            let claiming = try store.records(claiming: key)
            #expect(claiming == [nc])
            let answered = try store.positions(ofRequest: "r2")
            #expect(answered == [1, 2])
            let count = try store.recordCount(beginning: "NC-2026-")
            #expect(count == 1)
            let states = try store.records(of: "nonconformity", limit: 9).map(\.state)
            #expect(states == ["triage"])
            let access = try store.accessPositions()
            #expect(access == [4])
            let next = try store.actPositions(from: 1, limit: 2)
            #expect(next == [1, 2])
        }
    }

    @Test func `What is found does not depend on how the log was cut`() async throws {
        let log = try log()
        let (_, whole) = try await log.projected()
        let (_, pieces) = try await log.projected(batch: 1)
        let rows = try await whole.read { try $0.records(of: nil, limit: 9) }
        let others = try await pieces.read { try $0.records(of: nil, limit: 9) }
        #expect(others == rows)
        #expect(rows.count == 2)
    }
}
