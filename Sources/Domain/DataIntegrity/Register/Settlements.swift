// SPDX-License-Identifier: Apache-2.0
import Activities

/// Which exceptions were settled by a later record, and whether somebody signed for it.
///
/// An exception that is a thing of its own (a `record` that activities are about) is often opened
/// by one activity and closed by another; both name the record.
package struct Settlements: Sendable {
    private var settlements: [Thing: Settlement] = [:]

    /// How many settled exceptions are kept in mind.
    package static let settlementsMax = 100_000

    struct Settlement: Sendable {
        let origin: Origin
        let isSigned: Bool
    }

    mutating func note(_ observation: Observation) {
        let activity = observation.activity
        guard activity.exception == .closed else { return }
        let isSigned = !activity.things(.signatory).isEmpty
        for record in Settlements.records(of: activity) {
            guard settlements.count < Settlements.settlementsMax else { return }
            if settlements[record]?.isSigned == true { continue }
            settlements[record] = Settlement(origin: Origin(observation), isSigned: isSigned)
        }
    }

    mutating func remove(where isWithdrawn: (Origin) -> Bool) {
        settlements = settlements.filter { !isWithdrawn($0.value.origin) }
    }

    /// How the exception that an activity opened was settled.
    func settlement(of activity: Activity) -> Settlement? {
        let found = Settlements.records(of: activity).compactMap { settlements[$0] }
        return found.first { $0.isSigned } ?? found.first
    }

    private static func records(of activity: Activity) -> [Thing] {
        activity.participants.filter {
            $0.thing.kind == .record && ($0.role == .about || $0.role == .subject)
        }.map(\.thing)
    }
}
