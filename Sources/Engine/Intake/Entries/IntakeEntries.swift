// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import EvidencePackage
import Ledger
import Reading

/// Makes the entries that intake writes, and gives them their keys.
package struct IntakeEntries: Sendable {
    /// The source that intake's own entries name.
    package static let ownSource = Conflict.source

    private let preparer: EntryPreparer
    private let actor: String
    private let now: @Sendable () -> Instant

    /// The actor is a pseudonym of who takes in; it goes into every header, so it is never a name.
    ///
    /// `now` is the clock that says when something was received.
    package init(
        preparer: EntryPreparer, actor: String, now: @escaping @Sendable () -> Instant
    ) {
        self.preparer = preparer
        self.actor = actor
        self.now = now
    }

    /// The time at which what is read now is received.
    var receivedNow: Instant { now() }

    /// An activity, with where its original bytes are.
    ///
    /// The system it came from recorded it, unless the activity names another recorder. Its
    /// fingerprint is that of its part of the file: the same bytes again are a repetition, other
    /// bytes under the same id are a contradiction unless their meaning is the same. Where the parts
    /// of a file cannot be told apart, its original is the whole file, and what was understood takes
    /// the place of the bytes.
    func draft(
        _ read: ReadActivity, from file: IncomingFile, reader: String
    ) throws(PreparationError) -> ActivityDraft {
        var recorded = RecordedActivity(
            activity: read.activity,
            original: OriginalPart(
                file: file.digest, offset: 0, length: Int64(clamping: file.size),
                digest: file.digest),
            reader: reader)
        if !read.activity.participants.contains(where: { $0.role == .recorder }) {
            do throws(MalformedThing) {
                let system = try Thing(.system, read.source)
                recorded.activity.participants.append(Participation(.recorder, system))
            } catch {
                throw .entry(.badMember("source", expected: "the name of a system: \(error)"))
            }
        }
        if let digest = read.digest {
            recorded.original = OriginalPart(
                file: file.digest, offset: Int64(clamping: read.bytes.lowerBound),
                length: Int64(clamping: read.bytes.count), digest: digest)
        }
        let fingerprint = read.digest ?? Self.fingerprint(of: recorded.activity)
        recorded.meaning = read.meaning
        recorded.remarks = read.warnings.map(\.description)
        let bodies = recorded.bodies
        return ActivityDraft(
            source: read.source, event: read.eventID, fingerprint: fingerprint,
            isCorrection: read.activity.correction != nil, content: bodies.content,
            person: bodies.person)
    }

    /// The entry of an activity, under fresh salts.
    func activity(
        _ draft: ActivityDraft, received: Instant
    ) throws(PreparationError) -> PreparedEntry {
        try preparer.prepare(
            EntryDraft(
                type: .activityRecorded, source: draft.source, event: draft.event,
                received: received, actor: actor, content: draft.content, person: draft.person,
                fingerprint: draft.fingerprint))
    }

    /// What an activity says, as a digest that does not depend on the file it came in.
    static func fingerprint(of activity: Activity) -> Digest {
        let nowhere = Digest(of: [])
        let bodies = RecordedActivity(
            activity: activity,
            original: OriginalPart(file: nowhere, offset: 0, length: 0, digest: nowhere),
            reader: ""
        ).bodies
        return PreparedEntry.fingerprint(content: bodies.content, person: bodies.person)
    }

    /// A file that is taken in: one entry, however often it comes.
    func original(
        _ file: IncomingFile, named name: String, as format: any Format,
        assuming zone: AssumedZone?, received: Instant
    ) throws(PreparationError) -> PreparedEntry {
        var members: [JSON.Member] = [
            .init("digest", .string(file.digest.hex)), .init("format", .string(format.name)),
            .init(
                "mediaType", .string(format.mediaTypes.first ?? "application/octet-stream")),
            .init("name", .string(name)), .init("reader", .string(format.readerName)),
            .init("size", .integer(Int64(clamping: file.size))),
        ]
        if let zone { members.append(.init("zone", .string(zone.description))) }
        let content = JSON.object(members)
        return try own(
            .originalReceived, "original:\(file.digest.hex)", content, fingerprint: file.digest,
            received: received)
    }

    /// A file, or parts of one, that went to quarantine: one entry for each list of reasons.
    func rejection(
        of file: IncomingFile, named name: String, reasons: [UInt8], problems: UInt64
    ) throws(PreparationError) -> PreparedEntry {
        let digest = Digest(of: reasons)
        let content: JSON = [
            "digest": .string(file.digest.hex), "name": .string(name),
            "problems": .integer(Int64(clamping: problems)), "reasons": .string(digest.hex),
            "size": .integer(Int64(clamping: file.size)),
        ]
        return try own(
            .intakeRejected, "rejected:\(file.digest.hex):\(digest.hex)", content,
            fingerprint: digest, received: now())
    }

    private func own(
        _ type: EntryType, _ event: String, _ content: JSON, fingerprint: Digest,
        received: Instant
    ) throws(PreparationError) -> PreparedEntry {
        try preparer.prepare(
            EntryDraft(
                type: type, source: Self.ownSource, event: event, received: received,
                actor: actor, content: content.canonical, fingerprint: fingerprint))
    }
}

extension EntryType {
    /// An activity of an outside system.
    package static let activityRecorded = known("activity.recorded")
    /// A file whose activities were taken in.
    package static let originalReceived = known("original.received")
    /// A file, or parts of one, that could not be taken in.
    package static let intakeRejected = known("intake.rejected")

    /// A person's decision how a kind of spreadsheet is read.
    package static let mappingApproved = known("mapping.approved")

    private static func known(_ text: StaticString) -> EntryType {
        do { return try EntryType("\(text)") } catch {
            preconditionFailure("\(text) is no type of entry")
        }
    }
}

extension Format {
    /// Name and version of the mapping, as entries name it.
    package var readerName: String { "\(name) / \(version)" }
}
