// SPDX-License-Identifier: Apache-2.0
import Access
import Canon
import EvidencePackage
import Ledger

/// The access acts of a log: who is known and what they may do, loaded, decided and appended.
///
/// Each act has an event id with the next number, `access/17`, so all are found through the
/// journal's own index, one after another, and the log itself sees to it that no two acts take one
/// place. An entry of somebody else under such an id is passed over.
///
/// An actor because the directory has one owner. It may be entered again while an append waits: both
/// then ask for one number, the log takes one, and the other decides anew.
package actor AccessLedger {
    package typealias Append = @Sendable ([PreparedEntry]) async throws -> [Receipt]

    private let journal: any Journal
    package nonisolated let origin: String
    private let preparer: EntryPreparer
    private let append: Append
    private var directory = Directory()
    /// The next number to look at.
    private var next = 1

    /// How often an act is decided again because somebody else was first.
    package static let attemptsMax = 5
    /// So many numbers are looked up at a time.
    private static let lookedUpAtOnce = 64
    static let eventPrefix = "access/"

    package init(
        _ journal: any Journal, origin: String, preparer: EntryPreparer, append: @escaping Append
    ) {
        self.journal = journal
        self.origin = origin
        self.preparer = preparer
        self.append = append
    }

    /// The directory as the log has it now.
    ///
    /// - Throws: ``AccessFault`` at an entry that cannot be read; what the journal throws.
    package func current() throws -> Directory {
        while true {
            let numbers = next..<next + AccessLedger.lookedUpAtOnce
            let known = try journal.events(numbers.map(key))
            for found in known {
                guard let found else { return directory }
                try take(found.position)
                next += 1
            }
        }
    }

    /// An act that stands in the log now.
    package struct Filed: Sendable {
        package let act: AccessAct
        package let position: UInt64
    }

    /// Decides a command on the directory as it is now, and appends what comes of it.
    ///
    /// - Parameters:
    ///   - command: what is asked for.
    ///   - context: who asks, when and why.
    ///   - account: the pseudonym that entries show where no person of the directory acts.
    /// - Returns: the acts with their positions.
    /// - Throws: ``AccessRefusal`` when a rule says no; ``AccessFault``; what the append throws.
    @discardableResult
    package func run(
        _ command: AccessCommand, in context: AccessContext, account: String = "product"
    ) async throws -> [Filed] {
        for _ in 0..<AccessLedger.attemptsMax {
            let acts = try AccessDecider(try current(), in: context).decide(command)
            let first = next
            var entries: [PreparedEntry] = []
            for (offset, act) in acts.enumerated() {
                entries.append(try prepare(act, number: first + offset, account: account))
            }
            let receipts = try await append(entries)
            let isOvertaken = receipts.contains {
                switch $0.outcome {
                case .recorded, .duplicate: false
                case .conflict, .duplicateConflict: true
                }
            }
            if !isOvertaken {
                _ = try current()
                return zip(acts, receipts).map { Filed(act: $0, position: $1.position) }
            }
        }
        throw AccessFault.overtaken
    }

    /// What would come of a command; nothing is appended.
    package func preview(
        _ command: AccessCommand, in context: AccessContext
    ) throws -> [AccessAct] {
        try AccessDecider(try current(), in: context).decide(command)
    }

    private func key(_ number: Int) -> EventKey {
        EventKey(source: origin, event: AccessLedger.eventPrefix + String(number))
    }

    private func take(_ position: UInt64) throws {
        guard let logged = try journal.entries(in: position..<position + 1).first else {
            throw AccessFault.unreadable(position, "no entry is kept there")
        }
        let type = logged.entry.kind
        guard AccessEvent.typePrefixes.contains(where: { type.hasPrefix($0) }) else { return }
        guard let content = logged.entry.content?.body else {
            throw AccessFault.unreadable(position, "its content was erased")
        }
        do {
            let person = try logged.entry.person.map { try JSON(parsing: $0.body) }
            try directory.evolve(
                by: AccessAct(type: type, content: try JSON(parsing: content), person: person))
        } catch { throw AccessFault.unreadable(position, "\(error)") }
    }

    private func prepare(
        _ act: AccessAct, number: Int, account: String
    ) throws -> PreparedEntry {
        let actor =
            switch act.stamp.doer {
            case .person(let id, _, _): id.text
            case .setUp, .product: account
            }
        return try preparer.prepare(
            EntryDraft(
                type: try EntryType(act.event.entryType), source: origin,
                event: AccessLedger.eventPrefix + String(number), received: act.stamp.at,
                actor: actor, content: act.content.canonical, person: act.person.canonical))
    }
}

/// What the log says about people cannot be used.
package enum AccessFault: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(UInt64, String)
    /// Others wrote again and again before this act.
    case overtaken

    package var description: String {
        switch self {
        case .unreadable(let position, let why):
            "Entry \(position) is no access act that can be read: \(why). Run fsck."
        case .overtaken: "Others wrote about people at the same moment. Try again."
        }
    }
}
