// SPDX-License-Identifier: Apache-2.0
import Activities
import Ledger
import Traceability

/// Where the events are that a batch declares to be in error.
///
/// Asked of the ledger before the transaction, for the read models keep no index of event
/// identifiers: it would be the largest of all, in no order, and the ledger has one.
struct Corrected {
    private var positions: [EventKey: EntryPosition] = [:]

    init(by batch: [ProjectedEntry], in events: any EventDirectory) throws {
        let keys = batch.flatMap(\.correctedEvents)
        guard !keys.isEmpty else { return }
        for (key, position) in zip(keys, try events.positions(of: keys)) {
            positions[key] = position.map(EntryPosition.init)
        }
    }

    /// Where the event's entry is, if it came before this one.
    func position(of event: EventKey, before entry: EntryPosition) -> EntryPosition? {
        positions[event].flatMap { $0 < entry ? $0 : nil }
    }
}

extension ProjectedEntry {
    /// The event this entry corrects, if it does: one at most, of its own source unless it says so.
    var correctedEvents: [EventKey] {
        guard case .activity(let traced) = meaning, let correction = traced.activity.correction
        else { return [] }
        return [EventKey(source: correction.source ?? event.source, event: correction.event)]
    }
}
