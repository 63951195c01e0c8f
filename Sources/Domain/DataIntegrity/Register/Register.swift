// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon

/// What the log itself says about the order of the plant, gathered before anything is judged.
///
/// Certificates, releases and corrections arrive in any order: a calibration certificate often
/// weeks after the results it covers. So the log is read twice, first for this.
package struct Register: Sendable {
    /// Which events a later word took back or replaced, and the entry that did.
    package private(set) var corrections = Corrections()
    /// Which entries another account of the same event contradicts.
    package private(set) var contradictions: [UInt64: [UInt64]] = [:]
    package private(set) var calibrations = Calibrations()
    package private(set) var releases = Releases()
    package private(set) var ranges = RegisteredRanges()
    package private(set) var settlements = Settlements()
    package private(set) var sessions = SharedSessions()
    package private(set) var expectations = Expectations()
    package private(set) var distances = Distances()

    private var isCut = false

    private static let contradictionsMax = Bound("contradicted entries", 100_000)

    package init() {}

    /// What there is more of than the register keeps in mind; checks do not see the rest.
    package var boundsReached: [Bound] {
        [
            isCut ? Register.contradictionsMax : nil,
            corrections.isCut ? Corrections.correctedMax : nil,
            calibrations.isCut ? Calibrations.certificatesMax : nil,
            releases.isCut ? Releases.releasesMax : nil,
            ranges.isCut ? RegisteredRanges.rangesMax : nil,
            settlements.isCut ? Settlements.settlementsMax : nil,
            sessions.isCut ? SharedSessions.sessionsMax : nil,
            expectations.isCut ? Expectations.thingsMax : nil,
            distances.isCut ? Distances.distancesMax : nil,
        ].compactMap { $0 }
    }

    /// Takes note of what an activity says about the plant's order.
    package mutating func note(_ observation: Observation) {
        corrections.note(observation)
        calibrations.note(observation)
        releases.note(observation)
        ranges.note(observation)
        settlements.note(observation)
        sessions.note(observation)
        expectations.note(observation)
        distances.note(observation)
    }

    package mutating func note(_ contradiction: Contradiction) {
        guard
            contradictions[contradiction.first] != nil
                || contradictions.count < Register.contradictionsMax.most
        else {
            isCut = true
            return
        }
        contradictions[contradiction.first, default: []].append(contradiction.position)
    }

    /// Leaves out what was taken back, once the whole log was noted.
    package mutating func complete() {
        guard !corrections.isEmpty else { return }
        let corrections = corrections
        calibrations.remove { corrections.entry(correcting: $0) != nil }
        releases.remove { corrections.entry(correcting: $0) != nil }
        ranges.remove { corrections.entry(correcting: $0) != nil }
        settlements.remove { corrections.entry(correcting: $0) != nil }
        distances.remove { corrections.entry(correcting: $0) != nil }
    }
}

/// Where a piece of master data stands: its entry, and the event as its source names it.
package struct Origin: Sendable {
    package let entry: UInt64
    package let event: EventName

    init(_ observation: Observation) {
        entry = observation.position
        event = EventName(source: observation.source, event: observation.event)
    }
}

/// An event as its source names it, compared by bytes.
package struct EventName: Hashable, Sendable {
    let source: ExactText
    let event: ExactText

    init(source: String, event: String) {
        self.source = ExactText(source)
        self.event = ExactText(event)
    }
}

/// Which events were taken back or replaced, whichever came first, event or correction.
package struct Corrections: Sendable {
    private var entries: [EventName: UInt64] = [:]

    private(set) var isCut = false

    static let correctedMax = Bound("corrected events", 1_000_000)

    var isEmpty: Bool { entries.isEmpty }

    mutating func note(_ observation: Observation) {
        guard let correction = observation.activity.correction else { return }
        let name = EventName(
            source: correction.source ?? observation.source, event: correction.event)
        guard entries[name] == nil else { return }
        guard entries.count < Corrections.correctedMax.most else {
            isCut = true
            return
        }
        entries[name] = observation.position
    }

    /// The entry that corrects an event, unless that is the event's own entry.
    func entry(correcting origin: Origin) -> UInt64? {
        entries[origin.event].flatMap { $0 == origin.entry ? nil : $0 }
    }

    /// The entry that corrects an observed activity.
    package func entry(correcting observation: Observation) -> UInt64? {
        isEmpty ? nil : entry(correcting: Origin(observation))
    }
}
