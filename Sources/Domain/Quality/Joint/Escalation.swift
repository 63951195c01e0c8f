// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import Records

/// When a joint case that does not move is brought before somebody else.
package struct Escalation: Hashable, Sendable {
    /// The state that it stays in too long.
    package let state: StateName
    package let afterHours: Int64
    package let to: Role

    package init(in state: StateName, afterHours: Int64, to role: Role) {
        self.state = state
        self.afterHours = afterHours
        to = role
    }

    /// Vendor defaults: no rule gives hours, contracts and laws give duties instead.
    package static let vendorDefaults = [
        Escalation(in: "suspected", afterHours: 4, to: .qualityManager),
        Escalation(in: "suspected", afterHours: 24, to: .siteManagement),
        Escalation(in: "declared", afterHours: 8, to: .itSecurity),
        Escalation(in: "declared", afterHours: 24, to: .siteManagement),
        Escalation(in: "linked", afterHours: 24, to: .qualityManager),
        Escalation(in: "linked", afterHours: 72, to: .siteManagement),
        Escalation(in: "assessed", afterHours: 24, to: .operations),
        Escalation(in: "assessed", afterHours: 48, to: .siteManagement),
        Escalation(in: "contained", afterHours: 14 * 24, to: .siteManagement),
        Escalation(in: "cause", afterHours: 60 * 24, to: .siteManagement),
        Escalation(in: "actions", afterHours: 30 * 24, to: .siteManagement),
        Escalation(in: "validated", afterHours: 120 * 24, to: .siteManagement),
        Escalation(in: "effectiveness", afterHours: 14 * 24, to: .siteManagement),
    ]

    /// When it becomes due for a record in its state; `nil` when the record is elsewhere.
    package func due(for record: RecordState) -> Instant? {
        guard record.state == state else { return nil }
        return record.stateSince.adding(microseconds: afterHours * 3_600_000_000)
    }

    /// Those of a list that are due for a record, the earliest first.
    package static func due(
        for record: RecordState, at now: Instant, of rules: [Escalation] = vendorDefaults
    ) -> [Escalation] {
        rules.filter { $0.due(for: record).map { $0 <= now } ?? false }
            .sorted { $0.afterHours < $1.afterHours }
    }
}
