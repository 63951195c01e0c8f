// SPDX-License-Identifier: Apache-2.0
import Canon
import Records

/// What time alone has brought about: steps that are due, and work that is overdue.
///
/// Nothing happens to a record by itself. A service looks here, takes the steps that a clock may
/// take, and shows people the rest.
package struct Agenda: Hashable, Sendable {
    package let items: [Item]

    package struct Item: Hashable, Sendable {
        package let record: RecordID
        package let matter: Matter
        /// Since when.
        package let since: Instant
    }

    package enum Matter: Hashable, Sendable {
        /// A step that a service may take by itself.
        case step(String)
        /// It should have been done, or be in force, by then.
        case overdue
        /// The strictest date has passed, the last moment has not.
        case late
        /// The last moment has passed.
        case missed
        /// A duty's question has been open for longer than ``Agenda/questionHoursMax``.
        case unasked
        /// It was in force until then.
        case runOut
    }

    /// How long a duty's question may stay open before it is shown; vendor default, as short as the
    /// shortest triage of a joint candidate (JQS-T11).
    package static let questionHoursMax: Int64 = 4

    /// What is due among some records at a moment, longest waiting first.
    package init(of book: RecordBook, at now: Instant, rules: DutyRules = .seed) {
        items = book.all.filter { !book.isFinal($0) }
            .compactMap { Agenda.item($0, book, now, rules) }
            .sorted { ($0.since, $0.record) < ($1.since, $1.record) }
    }

    private static func item(
        _ record: RecordState, _ book: RecordBook, _ now: Instant, _ rules: DutyRules
    ) -> Item? {
        switch record.kind {
        case "effectiveness-check" where record.state == "planned":
            return passed(record.moment("due"), now).map {
                Item(record: record.id, matter: .step("fall-due"), since: $0)
            }
        case "validation-state" where record.state == "validated":
            return passed(record.date("until"), now).map {
                Item(record: record.id, matter: .step("lapse"), since: $0)
            }
        case "layered-mitigation" where record.state == "approved":
            return passed(record.date("expires"), now).map {
                Item(record: record.id, matter: .runOut, since: $0)
            }
        case "duty": return duty(record, book, now, rules)
        case "action", "rebuild", "change":
            // Done and waiting for another's look is not late any more.
            guard book.status(of: record) != .inReview else { return nil }
            return passed(record.moment("due"), now).map {
                Item(record: record.id, matter: .overdue, since: $0)
            }
        case "product-hold", "security-measure", "preservation-order":
            guard book.status(of: record) == .open else { return nil }
            return passed(record.moment("due"), now).map {
                Item(record: record.id, matter: .overdue, since: $0)
            }
        default: return nil
        }
    }

    private static func duty(
        _ record: RecordState, _ book: RecordBook, _ now: Instant, _ rules: DutyRules
    ) -> Item? {
        switch DutyClock(record, book, rules: rules)?.standing(at: now) {
        case .missed(let due): return Item(record: record.id, matter: .missed, since: due.legal)
        case .late(let due): return Item(record: record.id, matter: .late, since: due.conservative)
        case .notStarted:
            let until = record.openedAt.adding(
                microseconds: questionHoursMax * Instant.hourLength)
            return passed(until, now).map {
                Item(record: record.id, matter: .unasked, since: $0)
            }
        case .running, .withoutDelay, .submitted, .notReportable, nil: return nil
        }
    }

    private static func passed(_ moment: Instant?, _ now: Instant) -> Instant? {
        moment.flatMap { $0 <= now ? $0 : nil }
    }

    private static func passed(_ date: CivilDate?, _ now: Instant) -> Instant? {
        guard let date, date.isOver(at: now) else { return nil }
        return Instant(microseconds: (date.daysSinceEpoch + 1) * Instant.dayLength)
    }
}
