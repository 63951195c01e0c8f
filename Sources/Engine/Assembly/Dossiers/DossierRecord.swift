// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Traceability

/// One record in a dossier: the activity, its entry, and whether its original is at hand.
package struct DossierRecord: Sendable {
    package let traced: TracedActivity
    package let original: OriginalPart
    /// Which reader understood it.
    package let reader: String
    /// What the reader noticed and let pass.
    package let remarks: [String]
    /// Whether the original bytes are in the store with the digest they should have.
    package let hasOriginal: Bool
    package let bearing: Bearing

    /// What a record has to do with the subject of the dossier.
    package enum Bearing: String, Sendable {
        /// It names the subject.
        case own
        /// It speaks of what went into the subject.
        case upstream
        /// It speaks of what the subject went into.
        case downstream
        /// It relied on the suspect.
        case relying
        /// It explains how something else comes to be in the dossier.
        case explaining
    }

    package init(
        traced: TracedActivity, original: OriginalPart, reader: String, remarks: [String],
        hasOriginal: Bool, bearing: Bearing
    ) {
        self.traced = traced
        self.original = original
        self.reader = reader
        self.remarks = remarks
        self.hasOriginal = hasOriginal
        self.bearing = bearing
    }

    package var position: EntryPosition { traced.position }
    package var activity: Activity { traced.activity }

    /// The entry's number as every list gives it.
    package var entryName: String { "entry \(traced.position.number)" }

    func things(_ role: Participation.Role) -> [Thing] {
        activity.participants.filter { $0.role == role }.map(\.thing)
    }
}

/// Where a thing stands, with names instead of numbers.
package struct Placement: Equatable, Sendable {
    package var state: ProductState
    package var since: Instant?
    package var entry: EntryPosition?
    /// Who has it, when it was shipped or returned.
    package var party: String?
    package var place: String?
    /// What it is inside of, from the innermost out.
    package var inside: [Thing]
    /// What it was used up in.
    package var wentInto: [Thing]

    package init(
        state: ProductState, since: Instant? = nil, entry: EntryPosition? = nil,
        party: String? = nil, place: String? = nil, inside: [Thing] = [], wentInto: [Thing] = []
    ) {
        self.state = state
        self.since = since
        self.entry = entry
        self.party = party
        self.place = place
        self.inside = inside
        self.wentInto = wentInto
    }

    /// Where it is, as one phrase: "shipped to ORION Aerostructures".
    package var phrase: String { state.phrase + (details.map { " \($0)" } ?? "") }

    /// What there is to say beside the state: "to ORION Aerostructures, in carton 12".
    package var details: String? {
        var parts: [String] = []
        if let party { parts.append("to \(party)") }
        if let first = wentInto.first {
            let others = wentInto.count > 1 ? " and \(wentInto.count - 1) more" : ""
            parts.append("in \(first.name)\(others)")
        }
        if let container = inside.first { parts.append("in \(container.name)") }
        if let place { parts.append("at \(place)") }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension ProductState {
    /// The state as a person says it.
    package var phrase: String {
        switch self {
        case .inProcess: "in process"
        case .inStock: "in stock"
        case .onHold: "on hold"
        case .released: "released"
        case .shipped: "shipped"
        case .installed: "installed"
        case .consumed: "used up"
        case .scrapped: "scrapped"
        case .returned: "returned"
        case .unknown: "not known"
        }
    }
}

extension Instant {
    /// The moment as a person reads it: "2026-11-03 10:50:00 UTC".
    package var inWords: String {
        rfc3339Seconds.dropLast().split(separator: "T").joined(separator: " ") + " UTC"
    }
}
