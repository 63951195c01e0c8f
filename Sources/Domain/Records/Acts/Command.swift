// SPDX-License-Identifier: Apache-2.0
import Access

/// What somebody asks for.
///
/// The decider says what comes of it, or why nothing does.
package enum Command: Sendable {
    case open(Opening)
    /// Sets fields; `nil` empties one.
    case amend([FieldChange])
    case attach(FileReference, note: String?)
    case link(role: String, to: RecordID)
    case unlink(role: String, from: RecordID)
    case linkSystem(SystemLink)
    /// What a look at the other side brought.
    case checkSystem(SystemKey, SystemCheck)
    /// Takes over values of fields that the other side owns.
    case synchronise(SystemKey, [FieldChange])
    /// Asks for signatures on a step.
    case propose(transition: String)
    /// Signs for a step; the signature was made over what ``Decider/statement(for:on:kind:among:in:)`` gave.
    case sign(transition: String, GivenSignature)
    /// Says no to a proposed step.
    case refuse(transition: String)
    /// Takes a step. Guards that only warn need a justification each, by name.
    case transition(String, justifications: [String: String])
    /// Says that another record takes this one's place.
    case supersede(by: RecordID)
    case void(GivenSignature)
    /// Opens a closed record again, as a new revision.
    case reopen

    /// How a new record begins.
    package struct Opening: Sendable {
        package let kind: KindName
        package let id: RecordID
        package let title: String
        package let site: String
        package let values: [FieldChange]
        package let links: [RecordLink]

        package init(
            kind: KindName, id: RecordID, title: String, site: String, values: [FieldChange] = [],
            links: [RecordLink] = []
        ) {
            self.kind = kind
            self.id = id
            self.title = title
            self.site = site
            self.values = values
            self.links = links
        }
    }
}

/// A field and what it shall hold; `nil` is nothing.
package struct FieldChange: Hashable, Sendable {
    package let field: String
    package let value: FieldValue?

    package init(_ field: String, _ value: FieldValue?) {
        self.field = field
        self.value = value
    }
}

/// A link from one record to another.
package struct RecordLink: Hashable, Sendable {
    package let role: String
    package let target: RecordID

    package init(_ role: String, _ target: RecordID) {
        self.role = role
        self.target = target
    }
}
