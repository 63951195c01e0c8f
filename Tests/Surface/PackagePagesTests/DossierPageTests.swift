// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import Canon
import Fixtures
import Foundation
import HTML
import PackagePages
import Testing
import Traceability

/// The pages of both contracts, kept as files so that a change of wording is read as a difference.
struct DossierPageTests {
    static let t0 = Instant(seconds: 1_793_703_000)

    static func record(
        _ position: UInt64, _ kind: String, bearing: DossierRecord.Bearing,
        _ participants: [Participation]
    ) -> DossierRecord? {
        var activity = Activity(kind: kind)
        activity.occurred = SourceTime("2026-11-03T21:20:00+01:00")
        activity.attribution = .personNamed
        activity.participants = participants
        var result = MeasuredResult(name: "hardness", value: "39.6")
        (result.unit, result.lowerLimit, result.upperLimit) = ("HRC", "36", "40")
        (result.claimed, result.computed) = (.pass, .pass)
        if kind == "hardness.tested" { activity.results = [result] }
        // A fixed name; it cannot fail.
        guard let source = try? Thing(.system, "urn:plant7:mes-2") else { return nil }
        return DossierRecord(
            traced: TracedActivity(
                position: EntryPosition(position), source: source, received: t0,
                activity: activity),
            original: OriginalPart(
                file: Digest(of: [1]), offset: 0, length: 1, digest: Digest(of: [2])),
            reader: "test / 1", remarks: [], hasOriginal: true, bearing: bearing)
    }

    static func trustDossier() throws -> TrustDossier {
        let account = try Thing(.account, "mes-maint2")
        let serial = try Thing(.serial, "P7-1097")
        let orion = "ORION Aerostructures"
        return TrustDossier(
            suspect: account, since: t0, until: t0.adding(microseconds: 23_400_000_000),
            relying: [
                .init(
                    entry: EntryPosition(812), kind: "recipe.changed",
                    period: Period(since: t0, until: t0),
                    reason: "performed by account mes-maint2", isSigned: false)
            ],
            affected: [
                .init(
                    thing: serial,
                    otherNames: [try Thing(.serial, "urn:epc:id:sgtin:9512345.077777.1097")],
                    reach: .named,
                    path: [
                        "account mes-maint2", "recipe.changed (entry 812)",
                        "programme HT-4340-Q", "part.heat-treated (entry 840)", "serial P7-1097",
                    ],
                    placement: Placement(
                        state: .shipped, since: t0, entry: EntryPosition(2100), party: orion,
                        inside: [try Thing(.container, "urn:epc:id:sscc:9512345.0000000012")]),
                    crossCheck: EntryPosition(1412)),
                .init(
                    thing: try Thing(.serial, "P7-1151"), otherNames: [], reach: .named,
                    path: ["account mes-maint2", "serial P7-1151"],
                    placement: Placement(state: .scrapped, entry: EntryPosition(1800)),
                    crossCheck: nil),
            ],
            endorsements: [
                .init(
                    thing: serial, entry: EntryPosition(1900), at: t0, isRelease: true,
                    isSigned: true)
            ],
            changes: [
                .init(
                    thing: try Thing(.programme, "HT-4340-Q"),
                    equipment: [try Thing(.equipment, "FURN-2")],
                    period: Period(since: t0, until: t0.adding(microseconds: 23_400_000_000)),
                    entry: EntryPosition(812))
            ],
            packages: [], confirmed: LastConfirmed(before: t0, among: []),
            records: [
                record(
                    812, "recipe.changed", bearing: .relying,
                    [Participation(.performer, account)])
            ].compactMap { $0 },
            isCut: false)
    }

    static func files(_ position: EntryPosition) -> (content: String, original: String?) {
        ("entries/\(position.number).content.json", nil)
    }

    @Test func `The trust-window page reads as it was reviewed`() throws {
        let dossier = try DossierPageTests.trustDossier()
        var page = PackagePage(
            dossier, assessment: try Assessment(of: dossier, under: .trustWindow),
            verifyCommand: "witnessmark-verify --key plant7.vkey TW-1.wmpack",
            files: DossierPageTests.files)
        page.facts = [
            .init("Log", "plant7.example/log-1", isCode: true),
            .init("Sealed", "2026-11-05T15:00:00Z"),
        ]
        page.isDemo = true
        try Golden.compare(page.html.bytes, "trust-window.html")
    }

    @Test func `The history page reads as it was reviewed`() throws {
        let serial = try Thing(.serial, "P7-1097")
        let records = [
            DossierPageTests.record(
                840, "part.heat-treated", bearing: .own,
                [
                    Participation(.subject, serial),
                    Participation(.equipment, try Thing(.equipment, "FURN-2")),
                    Participation(.order, try Thing(.order, "WO-7005")),
                    Participation(.programme, try Thing(.programme, "HT-4340-Q"), revision: "7"),
                ]),
            DossierPageTests.record(
                1412, "hardness.tested", bearing: .own,
                [
                    Participation(.subject, serial),
                    Participation(.performer, try Thing(.person, "A. Ortiz")),
                ]),
        ].compactMap { $0 }
        let dossier = HistoryDossier(
            subject: serial, otherNames: [], records: records,
            ancestors: [
                .init(
                    thing: try Thing(.lot, "H4340-03"), depth: 1,
                    quantity: Quantity("1.85", unit: "KGM"),
                    explanation: "lot H4340-03 went into serial P7-1097", entry: EntryPosition(300))
            ],
            descendants: [],
            placement: Placement(state: .inStock, entry: EntryPosition(1900)), isCut: false)
        let page = PackagePage(
            dossier, assessment: try Assessment(of: dossier, under: .history),
            verifyCommand: "witnessmark-verify --key plant7.vkey P7-1097.wmpack",
            files: DossierPageTests.files)
        try Golden.compare(page.html.bytes, "history.html")
    }
}

/// Files that hold what was reviewed; `RECORD=1` writes them anew, to be read as a difference.
enum Golden {
    static func compare(_ bytes: [UInt8], _ name: String) throws {
        let file = Fixtures.root.appending(path: "Tests/Surface/PackagePagesTests/Golden/\(name)")
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        let kept = try [UInt8](Data(contentsOf: file))
        #expect(kept == bytes, "\(name) differs from what was reviewed; RECORD=1 writes it anew")
    }
}
