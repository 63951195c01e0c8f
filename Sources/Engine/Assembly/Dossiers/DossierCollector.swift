// SPDX-License-Identifier: Apache-2.0
import Activities
import Traceability

/// What a collector asks beside the graph: names of numbers, and records at positions.
///
/// Answers come from the same state of the store as the graph's.
package protocol RecordSource {
    associatedtype Failure: Error

    /// The thing with a number.
    func thing(_ id: ThingID) throws(Failure) -> Thing
    /// The number of a thing, byte for byte. `nil` when no record names it.
    func id(of thing: Thing) throws(Failure) -> ThingID?
    /// The activity recorded at a position, with where its original is.
    func record(at position: EntryPosition) throws(Failure) -> SourceRecord
}

/// An activity out of the ledger, opened.
package struct SourceRecord: Sendable {
    package let traced: TracedActivity
    package let recorded: RecordedActivity
    /// Whether the original bytes are in the store with the digest they should have.
    package let hasOriginal: Bool

    package init(traced: TracedActivity, recorded: RecordedActivity, hasOriginal: Bool) {
        self.traced = traced
        self.recorded = recorded
        self.hasOriginal = hasOriginal
    }
}

/// Why there is no dossier.
package enum DossierRefusal: Error, Equatable {
    /// No record names the thing.
    case unknown(Thing)
}

/// Walks the graph for a question and puts names to the numbers of the answer.
package struct DossierCollector<Graph: TraceGraph, Source: RecordSource>
where Graph.Failure == Source.Failure {
    let graph: Graph
    let source: Source
    let standpoint: Standpoint
    let limits: TraceLimits
    private let known = KnownNames()

    package init(
        graph: Graph, source: Source, standpoint: Standpoint = .now,
        limits: TraceLimits = TraceLimits(itemsMax: 100_000)
    ) {
        self.graph = graph
        self.source = source
        self.standpoint = standpoint
        self.limits = limits
    }

    func number(of thing: Thing) throws -> ThingID {
        guard let id = try source.id(of: thing) else { throw DossierRefusal.unknown(thing) }
        return id
    }

    /// The thing with a number, asked for once.
    func name(_ id: ThingID) throws -> Thing {
        if let name = known.given[id] { return name }
        let name = try source.thing(id)
        known.given[id] = name
        return name
    }

    func names(_ ids: some Sequence<ThingID>) throws -> [Thing] { try ids.map { try name($0) } }

    /// Records at positions, in order, each with what it has to do with the subject.
    func records(
        _ bearings: [EntryPosition: DossierRecord.Bearing]
    ) throws -> [DossierRecord] {
        try bearings.keys.sorted().map { position in
            let record = try source.record(at: position)
            return DossierRecord(
                traced: record.traced, original: record.recorded.original,
                reader: record.recorded.reader, remarks: record.recorded.remarks,
                hasOriginal: record.hasOriginal, bearing: bearings[position] ?? .explaining)
        }
    }

    func placement(_ whereabouts: Whereabouts) throws -> Placement {
        Placement(
            state: whereabouts.state, since: whereabouts.since, entry: whereabouts.entry,
            party: try whereabouts.party.map { try knownName(of: $0) },
            place: try whereabouts.place.map { try knownName(of: $0) },
            inside: try names(whereabouts.inside), wentInto: try names(whereabouts.wentInto))
    }

    /// The thing by the name that an alias was given to: the plant's own word for it.
    ///
    /// Whoever says "also known as" calls the thing something first; that name reads best there.
    func preferred(_ id: ThingID) throws -> Thing {
        if let name = known.preferred[id] { return name }
        let name = try findPreferred(id)
        known.preferred[id] = name
        return name
    }

    private func findPreferred(_ id: ThingID) throws -> Thing {
        let assertion = try graph.links(of: [id], LinkSelection([.alias]))
            .filter { standpoint.sees($0) }.map(\.activity).min()
        guard let assertion else { return try name(id) }
        // The name that was there before stands last among an assertion's names.
        let names = try graph.links(from: [assertion], [.alias])
        return try name(names.last?.thing ?? id)
    }

    /// The name by which the plant calls a thing, and the one that was given, when they differ.
    private func knownName(of id: ThingID) throws -> String {
        let given = try name(id)
        let preferred = try preferred(id)
        return preferred == given ? given.name : "\(preferred.name) (\(given.name))"
    }

    /// A step as a sentence: "lot H4340-01 went into serial P7-1042".
    func sentence(_ step: TraceStep) throws -> String {
        let from = try preferred(step.from)
        let to = try preferred(step.to)
        return "\(from) \(step.relation.phrase) \(to)"
    }
}

/// The names that one collector has looked up.
///
/// A customer has a hundred thousand parts, and to find the plant's word for a customer, all its
/// links are read. A class because a collector is a value, and asking it does not change it.
private final class KnownNames {
    var given: [ThingID: Thing] = [:]
    var preferred: [ThingID: Thing] = [:]
}

extension TraceStep.Relation {
    /// What a step says, between its two ends.
    package var phrase: String {
        switch self {
        case .wentInto: "went into"
        case .packedIn: "was packed in"
        case .installedIn: "was installed in"
        case .wasHandledWith: "was handled with"
        case .enteredRun: "entered"
        case .cameFromRun: "gave"
        }
    }
}
