// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import EvidencePackage
import Ledger
import Records
import Traceability

/// What one entry of the log means for the read models.
struct ProjectedEntry: Sendable {
    let position: EntryPosition
    let event: EventKey
    let received: Instant
    let meaning: Meaning

    enum Meaning: Sendable {
        case activity(TracedActivity)
        case package(PackageNotice, isSeal: Bool)
        case record(RecordNotice)
        /// Who somebody is, or what they may do.
        case access
        /// Of no interest here, or its content was erased.
        case nothing
    }

    /// - Throws: ``ProjectionFault`` when the entry is not what this program writes.
    init(_ logged: LoggedEntry) throws(ProjectionFault) {
        position = EntryPosition(logged.position)
        event = logged.entry.event
        guard let received = Self.received(in: logged.entry.header) else {
            throw .unreadableEntry(
                position: logged.position, "its header says no time of receipt")
        }
        self.received = received
        meaning = try Self.meaning(of: logged, received: received)
    }

    /// The time of receipt, read out of the header without reading all of it.
    ///
    /// The header is canonical and the journal has already named its kind and event, so this one
    /// member is left; a text within it cannot hold these bytes, for its quotes are escaped.
    private static func received(in header: [UInt8]) -> Instant? {
        guard let start = end(of: #"","received":""#, in: header) else { return nil }
        let text = header[start...].prefix { $0 != UInt8(ascii: "\"") }
        return WrittenTime(ascii: Array(text))?.instant
    }

    /// Where the first occurrence of a text ends.
    ///
    /// Written out because the general search of the standard library costs more than reading the
    /// whole entry does.
    private static func end(of text: StaticString, in header: [UInt8]) -> Int? {
        let key = UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        return header.withUnsafeBytes { bytes -> Int? in
            guard bytes.count >= key.count else { return nil }
            // From the end, since the member is one of the last.
            for start in stride(from: bytes.count - key.count, through: 0, by: -1)
            where bytes[start] == key[0] && bytes[start + 2] == key[2] {
                let part = UnsafeRawBufferPointer(rebasing: bytes[start..<start + key.count])
                if part.elementsEqual(key) { return start + key.count }
            }
            return nil
        }
    }

    private static func meaning(
        of logged: LoggedEntry, received: Instant
    ) throws(ProjectionFault) -> Meaning {
        if AccessEntries.contain(logged.entry.kind) { return .access }
        guard let content = logged.entry.content?.body else { return .nothing }
        switch logged.entry.kind {
        case "activity.recorded":
            do {
                let recorded = try RecordedActivity(
                    content: content, person: logged.entry.person?.body)
                return .activity(
                    TracedActivity(
                        position: EntryPosition(logged.position),
                        source: try system(logged.entry.event.source), received: received,
                        activity: recorded.activity))
            } catch {
                throw .unreadableEntry(position: logged.position, "\(error)")
            }
        case let kind where kind.hasPrefix("package."):
            guard let notice = PackageNotice(parsing: content) else { return .nothing }
            return .package(notice, isSeal: kind == EntryType.packageSealed.text)
        case let kind where kind.hasPrefix(Act.typePrefix):
            guard let notice = RecordNotice(parsing: content) else {
                throw .unreadableEntry(position: logged.position, "it is no act of a record")
            }
            return .record(notice)
        default:
            return .nothing
        }
    }

    /// The source as a thing; one whose URI is no name goes by the digest of it.
    private static func system(_ source: String) throws(MalformedThing) -> Thing {
        do throws(MalformedThing) { return try Thing(.system, source) } catch {
            return try Thing(.system, "sha-256:\(Digest(of: Array(source.utf8)).hex)")
        }
    }
}

extension ProjectedEntry {
    /// How many entries one task reads; a journal's answer is a few of them.
    private static let entriesPerTask = 256

    /// What these entries mean, in their order; read by several tasks at once.
    static func read(_ entries: [LoggedEntry]) async throws -> [ProjectedEntry] {
        let starts = Array(stride(from: 0, to: entries.count, by: entriesPerTask))
        return try await withThrowingTaskGroup(of: (Int, [ProjectedEntry]).self) { group in
            for start in starts {
                group.addTask {
                    let part = entries[start..<min(start + entriesPerTask, entries.count)]
                    return (start, try part.map { try ProjectedEntry($0) })
                }
            }
            var parts: [Int: [ProjectedEntry]] = [:]
            for try await (start, part) in group { parts[start] = part }
            return starts.flatMap { parts[$0] ?? [] }
        }
    }
}
