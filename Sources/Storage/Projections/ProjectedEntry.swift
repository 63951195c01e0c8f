// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import EvidencePackage
import Ledger
import Traceability

/// What one entry of the log means for the read models.
struct ProjectedEntry {
    let position: EntryPosition
    let event: EventKey
    let received: Instant
    let meaning: Meaning

    enum Meaning {
        case activity(TracedActivity)
        case package(PackageNotice, isSeal: Bool)
        /// Of no interest here, or its content was erased.
        case nothing
    }

    /// - Throws: ``ProjectionFault`` when the entry is not what this program writes.
    init(_ logged: LoggedEntry) throws(ProjectionFault) {
        let header: Entry
        do throws(EntryFault) { header = try Entry(parsing: logged.entry.header) } catch {
            throw .unreadableEntry(position: logged.position, "\(error)")
        }
        position = EntryPosition(logged.position)
        event = logged.entry.event
        received = header.received
        meaning = try Self.meaning(of: header, logged)
    }

    private static func meaning(
        of header: Entry, _ logged: LoggedEntry
    ) throws(ProjectionFault) -> Meaning {
        guard let content = logged.entry.content?.body else { return .nothing }
        switch header.type.text {
        case "activity.recorded":
            do {
                let recorded = try RecordedActivity(
                    content: content, person: logged.entry.person?.body)
                return .activity(
                    TracedActivity(
                        position: EntryPosition(logged.position),
                        source: try system(header.source), received: header.received,
                        activity: recorded.activity))
            } catch {
                throw .unreadableEntry(position: logged.position, "\(error)")
            }
        case let type where type.hasPrefix("package."):
            guard let notice = PackageNotice(parsing: content) else { return .nothing }
            return .package(notice, isSeal: header.type == .packageSealed)
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
