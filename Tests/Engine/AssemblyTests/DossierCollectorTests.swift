// SPDX-License-Identifier: Apache-2.0
import Activities
import Assembly
import Canon
import Testing
import Traceability

/// What a collector asks of the store, where one thing stands in very many records.
struct DossierCollectorTests {
    /// A plant in memory that counts what it is asked.
    final class Plant: TraceGraph, RecordSource {
        private var graph = MemoryTraceGraph()
        private var records: [SourceRecord] = []
        private(set) var askedNames: [ThingID: Int] = [:]
        private(set) var askedAliases: [ThingID: Int] = [:]

        func record(_ participants: [Participation], state: ProductState? = nil) throws {
            let position = EntryPosition(UInt64(records.count))
            let moment = Instant(seconds: 1_790_000_000 + Int64(records.count))
            var activity = Activity(kind: "part.cut")
            activity.occurred = SourceTime(
                text: moment.rfc3339Seconds, instant: moment, zone: .given(offsetMinutes: 0))
            activity.participants = participants
            activity.state = state
            let traced = TracedActivity(
                position: position, source: try Thing(.system, "urn:plant7:mes-2"),
                received: moment, activity: activity)
            let digest = Digest(of: [])
            let original = OriginalPart(file: digest, offset: 0, length: 0, digest: digest)
            records.append(
                SourceRecord(
                    traced: traced,
                    recorded: RecordedActivity(
                        activity: activity, original: original, reader: "test / 1"),
                    hasOriginal: true))
            graph.record(traced)
        }

        func number(_ kind: ThingKind, _ name: String) throws -> ThingID {
            graph.id(of: try Thing(kind, name))
        }

        func links(of things: [ThingID], _ selection: LinkSelection) -> [TraceLink] {
            if selection == LinkSelection([.alias]), things.count == 1 {
                askedAliases[things[0], default: 0] += 1
            }
            return graph.links(of: things, selection)
        }

        func links(from activities: [EntryPosition], _ roles: RoleSet) -> [TraceLink] {
            graph.links(from: activities, roles)
        }

        func positions(received period: Period) -> Range<EntryPosition> {
            graph.positions(received: period)
        }

        func thing(_ id: ThingID) -> Thing {
            askedNames[id, default: 0] += 1
            return graph.things[Int(id.number) - 1]
        }

        func id(of thing: Thing) -> ThingID? {
            graph.things.firstIndex(of: thing).map { ThingID(Int64($0) + 1) }
        }

        func record(at position: EntryPosition) -> SourceRecord { records[Int(position.number)] }
    }

    private let plant = Plant()

    @Test func `A lot that fifty parts were cut from is looked up once`() throws {
        let lot = try Thing(.lot, "H4340-07")
        for number in 0..<50 {
            try plant.record([
                Participation(.input, lot),
                Participation(.output, try Thing(.serial, "P7-\(number)")),
            ])
        }
        let dossier = try DossierCollector(graph: plant, source: plant).history(of: lot)
        #expect(
            Set(dossier.descendants.map(\.explanation))
                == Set((0..<50).map { "lot H4340-07 went into serial P7-\($0)" }))
        let id = try plant.number(.lot, "H4340-07")
        #expect(plant.askedNames[id] == 1)
        #expect(plant.askedAliases[id] == 1)
    }

    @Test func `A customer who has fifty affected parts, and a furnace, are looked up once`() throws
    {
        let furnace = try Thing(.equipment, "FURN-2")
        let customer = try Thing(.party, "ORION")
        try plant.record([
            Participation(.subject, customer),
            Participation(.alias, try Thing(.party, "urn:epc:id:pgln:9512346.00001")),
        ])
        for number in 0..<50 {
            let serial = try Thing(.serial, "P7-\(number)")
            try plant.record([Participation(.subject, serial), Participation(.equipment, furnace)])
            try plant.record(
                [Participation(.subject, serial), Participation(.recipient, customer)],
                state: .shipped)
        }
        let dossier = try DossierCollector(graph: plant, source: plant).trustWindow(
            on: furnace, during: .from(Instant(seconds: 0)), in: NoPackages(), checkpoints: [])
        #expect(dossier.affected.count == 50)
        #expect(dossier.affected.allSatisfy { $0.placement.party?.contains("ORION") == true })
        #expect(
            dossier.affected.last?.path
                == ["equipment FURN-2", "part.cut (entry 99)", "serial P7-49"])
        for id in [
            try plant.number(.equipment, "FURN-2"), try plant.number(.party, "ORION"),
            try plant.number(.serial, "P7-7"),
        ] {
            #expect(plant.askedNames[id] == 1)
            #expect(plant.askedAliases[id, default: 0] <= 1)
        }
    }

    private struct NoPackages: PackageCatalogue {
        func packages(
            containing entries: [EntryPosition]
        ) -> [(package: PackageOnFile, entries: [EntryPosition])] { [] }

        func packages(about things: [ThingID]) -> [PackageOnFile] { [] }
    }

    @Test func `A first article brings what is said of its drawing, and its order's serials`()
        throws
    {
        let part = try Thing(.serial, "P7-1")
        let drawing = try Thing(.document, "DWG-1")
        let order = try Thing(.order, "WO-1")
        try plant.record([
            Participation(.subject, part), Participation(.document, drawing, revision: "C"),
            Participation(.order, order),
        ])
        try plant.record([Participation(.about, drawing, revision: "C")])
        try plant.record([
            Participation(.output, try Thing(.serial, "P7-2")), Participation(.order, order),
        ])
        // Another part inspected by the same drawing says nothing about it.
        try plant.record([
            Participation(.subject, try Thing(.serial, "P7-9")),
            Participation(.document, drawing, revision: "C"),
        ])
        let sources = try DossierCollector(graph: plant, source: plant).firstArticle(of: part)
        #expect(sources.history.records.map(\.position) == [EntryPosition(0), EntryPosition(1)])
        #expect(sources.history.records.map(\.bearing) == [.own, .explaining])
        #expect(sources.serialsBuilt == ["P7-2"])
        #expect(!sources.history.isCut)
    }

    @Test func `Where a document has masses of records the history says it was cut off`() throws {
        let part = try Thing(.serial, "P7-1")
        let drawing = try Thing(.document, "DWG-1")
        try plant.record([Participation(.subject, part), Participation(.document, drawing)])
        for _ in 0...FirstArticleSources.recordsMax {
            try plant.record([Participation(.about, drawing)])
        }
        let sources = try DossierCollector(graph: plant, source: plant).firstArticle(of: part)
        #expect(sources.history.isCut)
        #expect(sources.history.records.count == 1 + FirstArticleSources.recordsMax)
        #expect(sources.serialsBuilt == nil)
    }
}
