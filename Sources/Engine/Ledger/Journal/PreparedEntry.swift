// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage

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
    /// What opens the commitment to the content; `nil` once it was erased.
    package let content: Opening?
    /// What opens the commitment to the names of persons; `nil` without one, or once erased.
    package let person: Opening?

    /// Takes an entry's parts as a store has them; whether they fit is for `fsck` to say.
    package init(
        header: [UInt8], leaf: Digest, kind: String, event: EventKey, fingerprint: Digest,
        content: Opening?, person: Opening?
    ) {
        self.header = header
        self.leaf = leaf
        self.kind = kind
        self.event = event
        self.fingerprint = fingerprint
        self.content = content
        self.person = person
    }

    /// Joins an entry and its openings.
    package init(_ entry: Entry, content: Opening?, person: Opening?, fingerprint: Digest) {
        self.init(
            header: entry.bytes, leaf: entry.leafHash, kind: entry.type.text,
            event: EventKey(source: entry.source, event: entry.event), fingerprint: fingerprint,
            content: content, person: person)
    }

    /// The opening of a class of body, where there is one.
    package func opening(of bodyClass: BodyClass) -> Opening? {
        switch bodyClass {
        case .content: content
        case .person: person
        }
    }

    /// The fingerprint of bodies, for a source whose own bytes are not at hand.
    package static func fingerprint(content: [UInt8], person: [UInt8]?) -> Digest {
        var stream = DigestStream()
        stream.update(content)
        if let person {
            stream.update([0])  // in no JSON text, so the two cannot run together
            stream.update(person)
        }
        return stream.digest
    }

    /// About how many bytes this takes in a journal; used for bounds, not for accounts.
    package var weight: Int {
        header.count + (content?.body.count ?? 0) + (person?.body.count ?? 0) + 256
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
