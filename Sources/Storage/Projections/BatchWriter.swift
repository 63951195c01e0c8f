// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import Ledger
import Relational
import Traceability

/// Writes what a batch of entries means, within one transaction.
struct BatchWriter {
    let transaction: any WriteTransaction
    private let corrected: Corrected
    private var reflected: Reflected
    private(set) var register: ThingRegister

    private var activities: [ActivityRow] = []
    private var links: [TraceLink] = []
    /// Which activities are withdrawn by which entry; of several the first counts.
    private var withdrawals: [EntryPosition: EntryPosition] = [:]

    init(
        _ transaction: any WriteTransaction, _ reflected: Reflected, register: ThingRegister,
        corrected: Corrected
    ) {
        self.transaction = transaction
        self.reflected = reflected
        self.register = register
        self.corrected = corrected
    }

    mutating func write(_ batch: [ProjectedEntry]) throws {
        let awaited = try AwaitedCorrections(in: transaction)
        for entry in batch {
            reflected.arrived = max(reflected.arrived, entry.received)
            switch entry.meaning {
            case .activity(let traced): try add(traced)
            case .package(let notice, let isSeal): try note(notice, isSeal: isSeal, entry)
            case .record(let notice): try note(notice, at: entry.position)
            case .access: try noteAccess(at: entry.position)
            case .nothing: break
            }
            if let correction = awaited.correction(of: entry.event) {
                withdraw(entry.position, by: correction)
            }
            for event in entry.correctedEvents { try correct(event, by: entry.position, awaited) }
            reflected.position = entry.position.number + 1
        }
        try register.store(in: transaction)
        try storeActivities()
        try storeLinks()
        try storeWithdrawals()
        try reflected.store(in: transaction)
    }

    private struct ActivityRow {
        let position: EntryPosition
        let period: Period
        let arrived: Instant
        let marks: LinkMarks
        let kind: String
    }

    /// The number of a thing; one that the log names for the first time gets one.
    mutating func number(of thing: Thing) throws -> Int64 {
        try register.id(of: thing, count: &reflected.things, in: transaction).number
    }

    private mutating func add(_ traced: TracedActivity) throws {
        let period = traced.period
        let marks = traced.marks
        activities.append(
            ActivityRow(
                position: traced.position, period: period, arrived: reflected.arrived,
                marks: marks, kind: traced.activity.kind))
        if let end = period.untilIfLasting {
            let length = end.subtractingReportingOverflow(period.since.microseconds)
            reflected.longest = max(
                reflected.longest, length.overflow ? .max : length.partialValue)
        }
        for (ordinal, link) in traced.links().enumerated() {
            let thing = try register.id(
                of: link.thing, count: &reflected.things, in: transaction)
            links.append(
                TraceLink(
                    activity: traced.position, ordinal: Int32(clamping: ordinal), role: link.role,
                    thing: thing, period: period, marks: marks, terms: link.terms,
                    state: link.state))
        }
    }

    private func storeActivities() throws {
        guard !activities.isEmpty else { return }
        try transaction.insert(
            into: "activity",
            columns: ["position", "since", "until", "arrived", "marks", "kind"]
        ) { sink in
            for activity in activities {
                sink.integer(Int64(clamping: activity.position.number))
                sink.integer(activity.period.since.microseconds)
                sink.integerIfAny(activity.period.untilIfLasting)
                sink.integer(activity.arrived.microseconds)
                sink.integer(Int64(activity.marks.rawValue))
                sink.text(activity.kind)
                try sink.endRow()
            }
        }
    }

    private func storeLinks() throws {
        guard !links.isEmpty else { return }
        try transaction.insert(into: "link", columns: LinkColumns.names) { sink in
            for link in links { try LinkColumns.write(link, to: sink) }
        }
    }

    // MARK: Corrections

    private mutating func withdraw(_ activity: EntryPosition, by correction: EntryPosition) {
        withdrawals[activity] = min(withdrawals[activity] ?? correction, correction)
    }

    private mutating func correct(
        _ event: EventKey, by correction: EntryPosition, _ awaited: AwaitedCorrections
    ) throws {
        if let position = corrected.position(of: event, before: correction) {
            withdraw(position, by: correction)
            return
        }
        try awaited.add(correction, of: event, in: transaction)
    }

    private func storeWithdrawals() throws {
        for (activity, correction) in withdrawals.sorted(by: { $0.key < $1.key }) {
            let activity = Int64(clamping: activity.number)
            let correction = Int64(clamping: correction.number)
            try transaction.run(
                """
                UPDATE activity SET withdrawn_by = \(correction)
                WHERE position = \(activity) AND withdrawn_by IS NULL
                """)
            try transaction.run(
                """
                UPDATE link SET withdrawn_by = \(correction)
                WHERE position = \(activity) AND withdrawn_by IS NULL
                """)
        }
    }

    // MARK: Packages

    private mutating func note(
        _ notice: PackageNotice, isSeal: Bool, _ entry: ProjectedEntry
    ) throws {
        let position = Int64(clamping: entry.position.number)
        let number = try packageNumber(notice)
        if let scope = notice.scope {
            let thing = try register.id(of: scope, count: &reflected.things, in: transaction)
            try transaction.run(
                "UPDATE package SET scope = \(thing.number) WHERE number = \(number)")
        }
        if isSeal {
            try transaction.run(
                """
                UPDATE package SET sealed = \(position), sealed_at = \(entry.received.microseconds)
                WHERE number = \(number) AND sealed IS NULL
                """)
        }
        if let recipient = notice.recipient {
            try transaction.run(
                """
                INSERT INTO package_issue (package, position, issued_at, recipient)
                VALUES (\(number), \(position), \(entry.received.microseconds), \(recipient))
                """)
        }
        for contained in notice.entries {
            try transaction.run(
                """
                INSERT INTO package_entry (position, package)
                VALUES (\(Int64(clamping: contained.number)), \(number))
                ON CONFLICT (position, package) DO NOTHING
                """)
        }
    }

    private mutating func packageNumber(_ notice: PackageNotice) throws -> Int64 {
        let known = try transaction.integer(
            """
            SELECT number FROM package
            WHERE id = \(notice.package) AND revision = \(notice.revision)
            """)
        if let known { return known }
        reflected.packages += 1
        try transaction.run(
            """
            INSERT INTO package (number, id, revision)
            VALUES (\(reflected.packages), \(notice.package), \(notice.revision))
            """)
        return reflected.packages
    }
}
