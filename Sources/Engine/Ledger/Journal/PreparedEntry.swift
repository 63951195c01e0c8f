// SPDX-License-Identifier: Apache-2.0
import Canon

/// An entry that has everything but its position.
///
/// Callers prepare entries on their own task (salts, commitments, leaf hash), so that the one
/// sequencer has nothing to compute for them.
package struct PreparedEntry: Equatable, Sendable {
    /// The canonical JSON that the leaf hash is taken over, at most 65,535 bytes.
    package let header: [UInt8]
    /// SHA-256 of a zero byte and the header (RFC 6962 §2.1).
    package let leaf: Digest
    /// The entry's type as the header has it, such as `activity.recorded`.
    package let kind: String
    /// The outside event as the header has it; the log holds each once.
    package let event: EventKey
    /// What the source said, as a digest that does not depend on when or how it reached us.
    ///
    /// Commitments are salted and cannot be compared, so this decides whether a second entry under
    /// one key is a duplicate or a conflict. It is kept beside the index and never in the tree.
    package let fingerprint: Digest
    /// What opens the header's commitments: a salt and a body for each class, fewer after erasure.
    package let openings: [EntryOpening]

    package init(
        header: [UInt8], leaf: Digest, kind: String, event: EventKey, fingerprint: Digest,
        openings: [EntryOpening]
    ) {
        self.header = header
        self.leaf = leaf
        self.kind = kind
        self.event = event
        self.fingerprint = fingerprint
        self.openings = openings
    }

    /// About how many bytes this takes in a journal; used for bounds, not for accounts.
    package var weight: Int {
        openings.reduce(header.count + 128) { $0 + $1.body.count + 48 }
    }
}

/// The salt and body of one class: whoever has them can recompute its commitment.
package struct EntryOpening: Equatable, Sendable {
    /// The class of body, such as `content` or `person`.
    package let bodyClass: String
    /// 32 random bytes.
    package let salt: Digest
    /// Canonical JSON.
    package let body: [UInt8]

    package init(bodyClass: String, salt: Digest, body: [UInt8]) {
        self.bodyClass = bodyClass
        self.salt = salt
        self.body = body
    }
}

/// An entry and the position it was given.
package struct LoggedEntry: Equatable, Sendable {
    package let position: UInt64
    package let entry: PreparedEntry

    package init(position: UInt64, entry: PreparedEntry) {
        self.position = position
        self.entry = entry
    }
}
