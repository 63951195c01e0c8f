// SPDX-License-Identifier: Apache-2.0
import Canon
import EvidencePackage

/// What shall stand in the log, before it is committed to.
package struct EntryDraft: Sendable {
    /// What kind of entry.
    package var type: EntryType
    /// The outside system as a URI, or ourselves.
    package var source: String
    /// The source's identifier of the event.
    package var event: String
    /// When it reached us.
    package var received: Instant
    /// A pseudonym of who acted towards this log; never a name.
    package var actor: String
    /// Canonical JSON without names of persons.
    package var content: [UInt8]
    /// Canonical JSON with the names, where there are any.
    package var person: [UInt8]?
    /// What the source said, as a digest that does not depend on when or how it reached us; of the
    /// bodies themselves unless given.
    package var fingerprint: Digest?

    package init(
        type: EntryType, source: String, event: String, received: Instant, actor: String,
        content: [UInt8], person: [UInt8]? = nil, fingerprint: Digest? = nil
    ) {
        self.type = type
        self.source = source
        self.event = event
        self.received = received
        self.actor = actor
        self.content = content
        self.person = person
        self.fingerprint = fingerprint
    }
}

/// Makes entries of drafts: salts, commitments, header and leaf hash.
///
/// Runs on the caller's task, so that as many cores prepare as there are callers.
package struct EntryPreparer: Sendable {
    private let salts: any SaltSource

    package init(salts: any SaltSource) { self.salts = salts }

    /// The entry of a draft, under fresh salts.
    package func prepare(_ draft: EntryDraft) throws(PreparationError) -> PreparedEntry {
        let content = Opening(salt: try salt(), body: draft.content)
        var person: Opening?
        if let body = draft.person { person = Opening(salt: try salt(), body: body) }
        return try prepared(draft, content: content, person: person)
    }

    /// The entry that records a conflict: what was said the second time, and against which entry.
    package func conflict(_ conflict: Conflict) throws(PreparationError) -> PreparedEntry {
        let second = conflict.second
        let entry: Entry
        let type: EntryType
        do {
            entry = try Entry(parsing: second.header)
            type = try EntryType(Conflict.kind)
        } catch {
            throw .entry(error)
        }
        let draft = EntryDraft(
            type: type, source: conflict.key.source, event: conflict.key.event,
            received: entry.received, actor: entry.actor, content: conflict.content(said: entry),
            person: second.person?.body, fingerprint: second.fingerprint)
        return try prepare(draft)
    }

    private func prepared(
        _ draft: EntryDraft, content: Opening, person: Opening?
    ) throws(PreparationError) -> PreparedEntry {
        let entry: Entry
        do {
            entry = try Entry(
                type: draft.type, source: draft.source, event: draft.event,
                received: draft.received, actor: draft.actor,
                content: content.commitment(as: .content),
                person: person?.commitment(as: .person))
        } catch {
            throw .entry(error)
        }
        return PreparedEntry(
            entry, content: content, person: person,
            fingerprint: draft.fingerprint
                ?? PreparedEntry.fingerprint(content: content.body, person: person?.body))
    }

    private func salt() throws(PreparationError) -> Salt {
        do { return try salts.salt() } catch { throw .salt(error) }
    }
}

/// Why no entry was made of a draft.
package enum PreparationError: Error, Equatable, CustomStringConvertible {
    case entry(EntryFault)
    case salt(SaltFault)

    package var description: String {
        switch self {
        case .entry(let fault): fault.description
        case .salt(let fault): fault.description
        }
    }
}

extension Conflict {
    /// The content of the entry that records this conflict, as canonical JSON.
    ///
    /// What was said the second time is kept in it word for word; `null` where it was erased.
    fileprivate func content(said entry: Entry) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(ascii: "{\"event\":")
        JSON.appendString(entry.event, to: &bytes)
        bytes.append(ascii: ",\"first\":")
        bytes.append(decimal: first.position)
        bytes.append(ascii: ",\"said\":")
        bytes.append(contentsOf: second.content?.body ?? Array("null".utf8))
        bytes.append(ascii: ",\"source\":")
        JSON.appendString(entry.source, to: &bytes)
        bytes.append(ascii: ",\"type\":")
        JSON.appendString(entry.type.text, to: &bytes)
        bytes.append(ascii: "}")
        return bytes
    }
}
