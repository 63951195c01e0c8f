// SPDX-License-Identifier: Apache-2.0
import Canon
import Records

/// How a duty stands: its question, its dates, or what became of it.
package struct DutyClock: Hashable, Sendable {
    package let duty: RecordID
    package let rule: DutyRule
    /// The signed event; `nil` while nobody has signed for one.
    package let startedAt: Instant?
    /// `nil` while the clock has not started, and where the rule gives no number.
    package let due: DueDates?
    /// Which working days were counted.
    package let calendar: String
    private let state: StateName
    private let stateSince: Instant
    private let submittedAt: Instant?

    /// Works out a duty's clock; `nil` when nobody knows its rule any more.
    ///
    /// - Parameters:
    ///   - duty: the record.
    ///   - book: where the plant's own rules are found.
    ///   - rules: the set that ships.
    ///   - zone: the recipient's; UTC where nobody knows.
    package init?(
        _ duty: RecordState, _ book: RecordBook, rules: DutyRules = .seed,
        in zone: RecipientZone = .utc
    ) {
        let rules = rules.overridden(by: book)
        guard let rule = duty.text("rule").flatMap({ rules[$0] }) else { return nil }
        self.duty = duty.id
        self.rule = rule
        state = duty.state
        stateSince = duty.stateSince
        submittedAt = duty.moment("submitted-at")
        let counted = rules.calendar(of: rule)
        calendar = "\(counted.name) \(counted.version)"
        startedAt = duty.isClockSigned ? duty.moment("clock-at") : nil
        due = startedAt.flatMap { start in
            rule.deadline?.ends(after: start, in: zone, counted, rollover: rule.rollover)
        }
    }

    /// How it stands at a moment.
    package func standing(at now: Instant) -> Standing {
        switch state {
        case "submitted":
            let isLate = due.map { (submittedAt ?? stateSince) > $0.legal } ?? false
            return .submitted(isLate: isLate)
        case "not-reportable":
            return .notReportable(wasMissed: due.map { stateSince > $0.legal } ?? false)
        default:
            guard startedAt != nil else { return .notStarted(question: rule.clock.question) }
            guard let due else { return .withoutDelay }
            if now > due.legal { return .missed(due) }
            return now > due.conservative ? .late(due) : .running(due)
        }
    }

    package enum Standing: Hashable, Sendable {
        /// No date: this has to be asked first.
        case notStarted(question: String)
        /// The clock runs, and the source gives no number.
        case withoutDelay
        case running(DueDates)
        /// Past the strictest date, and by the rule's own counting still in time.
        case late(DueDates)
        /// Past the last moment. It stays so, whatever is done later.
        case missed(DueDates)
        case submitted(isLate: Bool)
        /// Two people decided that nothing is owed; whether that was after the last moment.
        case notReportable(wasMissed: Bool)
    }

    /// The duties of a case, those due first, then those whose question is open (OBL-R4).
    package static func board(
        of thisCase: RecordID, in book: RecordBook, rules: DutyRules = .seed,
        zone: (DutyRule) -> RecipientZone = { _ in .utc }
    ) -> [DutyClock] {
        let ruled = rules.overridden(by: book)
        return book.measures("duty", of: thisCase).compactMap { duty in
            let its = duty.text("rule").flatMap { ruled[$0] }
            return DutyClock(duty, book, rules: rules, in: its.map(zone) ?? .utc)
        }.sorted { left, right in
            switch (left.due?.conservative, right.due?.conservative) {
            case (let one?, let other?): (one, left.duty) < (other, right.duty)
            case (.some, nil): true
            case (nil, .some): false
            case (nil, nil): left.duty < right.duty
            }
        }
    }
}

extension RecordState {
    /// Whether somebody signed for the event that started a duty's clock, and that still stands.
    fileprivate var isClockSigned: Bool {
        switch state {
        case "not-started": false
        case "running", "submitted": true
        default:
            signatures.contains { $0.statement.transition.hasSameBytes(as: "start-clock") }
        }
    }
}
