// SPDX-License-Identifier: Apache-2.0
import Activities
import Canon
import DataIntegrity
import EvidencePackage
import Ledger

/// What one entry of the log is to the checks.
enum SeenEntry: Sendable {
    case activity(Observation)
    case contradiction(Contradiction)
    /// What somebody decided about a finding.
    case decision(FindingDecision)
    /// A file that was taken in, by digest and name.
    case original(Digest, name: String)
    /// An activity that was erased: it stands in the log, and nobody can read it.
    case erased
    /// Of no interest here.
    case nothing

    /// - Throws: ``ExaminationFault`` when the entry is not what this program writes.
    init(_ logged: LoggedEntry) throws(ExaminationFault) {
        let kind = logged.entry.kind
        guard let content = logged.entry.content?.body else {
            self = kind == SeenEntry.activityKind ? .erased : .nothing
            return
        }
        do {
            switch kind {
            case SeenEntry.activityKind:
                let header = try Entry(parsing: logged.entry.header)
                self = .activity(
                    Observation(
                        position: logged.position, received: header.received,
                        source: header.source, event: header.event,
                        recorded: try RecordedActivity(
                            content: content, person: logged.entry.person?.body)))
            case Conflict.kind:
                guard let first = try JSON(parsing: content)["first"]?.integer, first >= 0 else {
                    throw MalformedBody(place: "first", expected: "a position")
                }
                self = .contradiction(
                    Contradiction(position: logged.position, first: UInt64(first)))
            case SeenEntry.originalKind:
                let json = try JSON(parsing: content)
                guard let digest = json["digest"]?.text.flatMap({ Digest(hex: $0) }) else {
                    throw MalformedBody(place: "digest", expected: "a digest")
                }
                self = .original(digest, name: json["name"]?.text ?? "")
            case FindingDecision.kind:
                self = .decision(
                    try FindingDecision(
                        content: content, person: logged.entry.person?.body, at: logged.position))
            default: self = .nothing
            }
        } catch let fault as ExaminationFault {
            throw fault
        } catch {
            throw ExaminationFault(position: logged.position, reason: "\(error)")
        }
    }

    /// The types of entries that intake writes.
    static let activityKind = "activity.recorded"
    static let originalKind = "original.received"

    /// How many entries one task reads; a journal's answer is a few of them.
    private static let entriesPerTask = 256

    /// What these entries are, in their order; read by several tasks at once.
    static func read(_ entries: [LoggedEntry]) async throws -> [SeenEntry] {
        let starts = Array(stride(from: 0, to: entries.count, by: entriesPerTask))
        return try await withThrowingTaskGroup(of: (Int, [SeenEntry]).self) { group in
            for start in starts {
                group.addTask {
                    let part = entries[start..<min(start + entriesPerTask, entries.count)]
                    return (start, try part.map { try SeenEntry($0) })
                }
            }
            var parts: [Int: [SeenEntry]] = [:]
            for try await (start, part) in group { parts[start] = part }
            return starts.flatMap { parts[$0] ?? [] }
        }
    }
}

/// Why a log cannot be examined.
package struct ExaminationFault: Error, Equatable, Sendable, CustomStringConvertible {
    package let position: UInt64
    package let reason: String

    package var description: String {
        "Entry \(position) is not what this program writes: \(reason). Run `witnessmark fsck`."
    }
}
