// SPDX-License-Identifier: Apache-2.0
import Access
import Canon

/// One thing that was done to a record: an entry of the log.
///
/// A record is its acts, in order. Its state is worked out from them and from nothing else.
package struct Act: Hashable, Sendable {
    package let record: RecordID
    package let kind: KindName
    /// Which act of the record this is, from 1.
    package let number: Int
    /// The revision it belongs to, from 1; a record that is opened again goes on with the next.
    package let revision: Int
    /// The content version after it: how many acts up to here said something new.
    package let version: Int
    package let stamp: Stamp
    package let deed: Deed

    package init(
        record: RecordID, kind: KindName, number: Int, revision: Int, version: Int, stamp: Stamp,
        deed: Deed
    ) {
        self.record = record
        self.kind = kind
        self.number = number
        self.revision = revision
        self.version = version
        self.stamp = stamp
        self.deed = deed
    }

    /// Who did it and when, as they were then (A11D-12.2).
    package struct Stamp: Hashable, Sendable {
        package let person: PersonID
        /// `nil` when the name was withheld or erased.
        package let printedName: String?
        package let role: Role
        package let onBehalfOf: PersonID?
        package let at: Instant
        package let zone: String
        package let request: String
        package let reason: String?
        package let cause: Cause?

        package init(
            person: PersonID, printedName: String?, role: Role, onBehalfOf: PersonID?,
            at: Instant, zone: String, request: String, reason: String?, cause: Cause?
        ) {
            self.person = person
            self.printedName = printedName
            self.role = role
            self.onBehalfOf = onBehalfOf
            self.at = at
            self.zone = zone
            self.request = request
            self.reason = reason
            self.cause = cause
        }
    }
}

/// What was done.
package enum Deed: Hashable, Sendable {
    case opened(state: StateName, site: String, title: String, [ValueChange], [RecordLink])
    case amended([ValueChange])
    case attached(FileReference, note: String?)
    case linked(RecordLink)
    case unlinked(RecordLink)
    case systemLinked(SystemLink)
    case systemChecked(SystemKey, SystemCheck)
    case synchronised(SystemKey, [ValueChange])
    case proposed(transition: String)
    case signed(transition: String, GivenSignature)
    case refused(transition: String)
    case transitioned(
        String, from: StateName, to: StateName, justifications: [Justification],
        signatures: [Int])
    case superseded(by: RecordID)
    case voided(from: StateName, GivenSignature)
    case reopened(from: StateName, to: StateName)

    /// Whether it says something new, so that a signature given before no longer covers the record.
    package var changesContent: Bool {
        switch self {
        case .opened, .amended, .attached, .linked, .unlinked, .synchronised, .reopened: true
        case .systemLinked, .systemChecked, .proposed, .signed, .refused, .transitioned,
            .superseded, .voided:
            false
        }
    }

    /// The type of its entry in the log, after `record.`.
    package var name: String {
        switch self {
        case .opened: "opened"
        case .amended: "amended"
        case .attached: "attached"
        case .linked: "linked"
        case .unlinked: "unlinked"
        case .systemLinked: "system-linked"
        case .systemChecked: "system-checked"
        case .synchronised: "synchronised"
        case .proposed: "proposed"
        case .signed: "signed"
        case .refused: "refused"
        case .transitioned: "transitioned"
        case .superseded: "superseded"
        case .voided: "voided"
        case .reopened: "reopened"
        }
    }
}

/// A field with its old and its new value; nothing is obscured (P11-10e2).
package struct ValueChange: Hashable, Sendable {
    package let field: String
    package let bodyClass: Field.BodyClass
    package let old: FieldValue?
    package let new: FieldValue?

    package init(
        _ field: String, _ bodyClass: Field.BodyClass = .content, old: FieldValue?,
        new: FieldValue?
    ) {
        self.field = field
        self.bodyClass = bodyClass
        self.old = old
        self.new = new
    }
}

/// Why a step was taken although a guard warned of it.
package struct Justification: Hashable, Sendable {
    package let guardName: String
    /// What stood in the way.
    package let obstacles: [String]
    package let reason: String

    package init(guardName: String, obstacles: [String], reason: String) {
        self.guardName = guardName
        self.obstacles = obstacles
        self.reason = reason
    }
}
