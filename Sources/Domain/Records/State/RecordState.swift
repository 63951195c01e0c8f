// SPDX-License-Identifier: Apache-2.0
import Access
import Activities
import Canon

/// A record as its acts have made it.
package struct RecordState: Sendable {
    package let id: RecordID
    package let kind: KindName
    package let title: String
    package let site: String
    package internal(set) var state: StateName
    package internal(set) var revision = 1
    /// How many acts said something new; what optimistic concurrency compares.
    package internal(set) var version = 0
    /// How many acts there are.
    package internal(set) var actCount = 0
    package internal(set) var values: [String: FieldValue] = [:]
    package internal(set) var links: [RecordLink] = []
    package internal(set) var systemLinks: [LinkedSystem] = []
    package internal(set) var attachments: [FileReference] = []
    package internal(set) var opener: PersonID
    /// Everybody who wrote content of this revision, and those they acted for.
    package internal(set) var authors: Set<PersonID> = []
    /// The step that signatures are asked for, and who asked.
    package internal(set) var proposal: Proposal?
    package internal(set) var signatures: [RecordedSignature] = []
    /// Who took which step, in this revision.
    package internal(set) var performers: [String: Set<PersonID>] = [:]
    package internal(set) var openedAt: Instant
    package internal(set) var changedAt: Instant
    /// Since when it is in its state.
    package internal(set) var stateSince: Instant
    package internal(set) var supersededBy: RecordID?
    /// The rule that opened it, when no person did.
    package internal(set) var cause: Cause?
    /// The leaf hashes of the acts that said something new, in order.
    package internal(set) var contentLeaves: [Digest] = []

    package struct Proposal: Hashable, Sendable {
        package let transition: String
        package let by: PersonID
        package let version: Int
    }

    /// A signature on the record; it counts while nothing new was said since.
    package struct RecordedSignature: Hashable, Sendable {
        /// The act that it is.
        package let act: Int
        package let statement: SignatureStatement
        package let printedName: String?
        /// The step it was given for was refused, or taken, after it.
        package internal(set) var isSpent: Bool
    }

    /// A system link and how it was found when somebody last looked.
    package struct LinkedSystem: Hashable, Sendable {
        package internal(set) var link: SystemLink
        package internal(set) var lastCheck: SystemCheck?
        package internal(set) var checkedAt: Instant?
    }

    /// What a signature on it covers: its number, revision, version and every act that made it so.
    ///
    /// Each act is there with its leaf hash, which commits to all that it said; so the digest binds
    /// a signature to the content and to how it came about, even where names are withheld.
    package var digest: Digest {
        let acts = JSON.array(contentLeaves.map { .string($0.hex) })
        let content: JSON = [
            "acts": acts, "record": .string(id.text), "revision": .integer(Int64(revision)),
            "schema": "witnessmark.record/1", "version": .integer(Int64(version)),
        ]
        return Digest(of: content.canonical)
    }

    package subscript(_ field: String) -> FieldValue? { values[field] }

    /// Every thing that a field of it names.
    package var things: [Thing] {
        values.keys.sorted().flatMap { values[$0]?.things ?? [] }
    }

    /// Every record that a field or a link of it names.
    package var namedRecords: [RecordID] {
        links.map(\.target) + values.keys.sorted().flatMap { values[$0]?.records ?? [] }
    }

    /// The signatures that count for a step: on this very content, not spent, not refused.
    package func valid(for transition: String) -> [RecordedSignature] {
        signatures.filter {
            !$0.isSpent && $0.statement.transition.hasSameBytes(as: transition)
                && $0.statement.revision == revision && $0.statement.version == version
        }
    }
}

extension RecordState {
    package func text(_ field: String) -> String? {
        switch values[field] {
        case .text(let text), .choice(let text): text
        default: nil
        }
    }

    package func isTrue(_ field: String) -> Bool { values[field] == .flag(true) }

    package func quantity(_ field: String) -> Quantity? {
        if case .quantity(let quantity) = values[field] { quantity } else { nil }
    }

    package func moment(_ field: String) -> Instant? {
        if case .moment(let time) = values[field] { time.instant } else { nil }
    }

    package func date(_ field: String) -> CivilDate? {
        if case .date(let date) = values[field] { date } else { nil }
    }

    package func things(_ field: String) -> [Thing] { values[field]?.things ?? [] }
    package func people(_ field: String) -> [PersonID] { values[field]?.people ?? [] }
    package func records(_ field: String) -> [RecordID] { values[field]?.records ?? [] }
}
