// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon
import Records

/// What trigger criteria are evaluated over, as the log and the records have it.
///
/// The shell gathers it; a criterion sees nothing else. What is not known is not invented: a ticket
/// that names no asset touches none.
package struct TriggerFacts: Sendable {
    package var findings: [Finding] = []
    package var activities: [Happening] = []
    package var tickets: [Ticket] = []
    package var failedSignings: [FailedSigning] = []
    /// The records that are open, and those around them.
    package var book: RecordBook
    /// What is known of things: what they are used for, and whether they are validated.
    package var tags: [Thing: Set<Tag>] = [:]

    package init(book: RecordBook) { self.book = book }

    /// What the records themselves say: tickets, and what the system register has of things.
    ///
    /// A ticket that the desk has closed counts like an open one. What it touched is looked at once;
    /// closing it there does not settle that.
    package init(recordsOf book: RecordBook) {
        self.init(book: book)
        tags = RegisteredSystems(in: book).tags
        tickets = book.all("ticket").filter {
            book.status(of: $0) != .cancelled && $0.supersededBy == nil
        }.map { ticket in
            Ticket(
                record: ticket.id,
                name: SecurityTicket.links(of: ticket).first?.link.key.description
                    ?? ticket.id.text,
                category: ticket.text("category") ?? "", things: ticket.things("things"))
        }
    }

    /// Something that a data-integrity check found.
    package struct Finding: Hashable, Sendable {
        package let check: String
        package let reason: String
        package let entries: [UInt64]
        package let things: [Thing]
        /// Whether somebody has signed for how it came about.
        package let isExplained: Bool

        package init(
            check: String, reason: String, entries: [UInt64], things: [Thing] = [],
            isExplained: Bool = false
        ) {
            self.check = check
            self.reason = reason
            self.entries = entries
            self.things = things
            self.isExplained = isExplained
        }
    }

    /// One activity, as far as criteria look at it.
    package struct Happening: Hashable, Sendable {
        package let kind: String
        package let entry: UInt64
        package let things: [Thing]
        package let attributes: [String: String]

        package init(
            kind: String, entry: UInt64, things: [Thing] = [], attributes: [String: String] = [:]
        ) {
            self.kind = kind
            self.entry = entry
            self.things = things
            self.attributes = attributes
        }
    }

    /// A ticket of the security desk, as its mirror here has it.
    package struct Ticket: Hashable, Sendable {
        /// The record that mirrors it.
        package let record: RecordID
        /// As a sentence names it: `itsm incident INC0042`.
        package let name: String
        /// In the words of the desk: `malware`, `sign-in-anomaly`; empty when it gave none.
        package let category: String
        package let things: [Thing]

        package init(
            record: RecordID, name: String, category: String = "", things: [Thing] = []
        ) {
            self.record = record
            self.name = name
            self.category = category
            self.things = things
        }
    }

    /// A signature that somebody tried to give and could not.
    package struct FailedSigning: Hashable, Sendable {
        package let person: PersonID
        package let at: Instant
        package let entry: UInt64
        /// Whether the means they used had been taken from them.
        package let wasRevoked: Bool

        package init(person: PersonID, at: Instant, entry: UInt64, wasRevoked: Bool = false) {
            self.person = person
            self.at = at
            self.entry = entry
            self.wasRevoked = wasRevoked
        }
    }

    /// What a thing is used for.
    package enum Tag: String, CaseIterable, Sendable {
        case gxp
        case validated
        /// Product is accepted or rejected by what it says.
        case acceptance
        /// Product is released by what it says.
        case release
        /// Records are made or kept in it: MES, LIMS, QMS, historian, engineering workstation.
        case recordSystem = "record-system"
        /// A supplier whose data or product is in our acceptance evidence.
        case acceptanceEvidence = "acceptance-evidence"
        /// A product of ours, or a part of one, that is with customers.
        case shipped
    }

    /// The things among some that have one of these tags.
    package func tagged(_ wanted: Set<Tag>, among things: [Thing]) -> [Thing] {
        things.filter { !(tags[$0] ?? []).isDisjoint(with: wanted) }
    }
}
